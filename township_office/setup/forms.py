from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from township_office.people.models import Officer
from township_office.people.pinyin import pinyin_of
from township_office.setup.actions import OFFICE, Administrator
from township_office.townships.models import Profile, Township
from township_office.ui.forms import OfficeForm


class FoundingForm(OfficeForm):
    """What the office must know before its first day; asked in the browser or at the terminal."""

    name = forms.CharField(label="乡镇名称", max_length=40, help_text="如：宁条梁镇")
    office_name = forms.CharField(label="办公室名称", max_length=40, initial=OFFICE)
    profile = forms.ChoiceField(
        label="制度",
        choices=Profile.choices,
        initial=Profile.GENERAL,
        widget=forms.RadioSelect,
        help_text="流程按它装入，以后可逐条调整",
    )
    administrator = forms.CharField(label="管理员姓名", max_length=40)
    username = forms.CharField(label="登录名", max_length=40)
    password = forms.CharField(
        label="密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少 10 位，大写、小写、数字、符号占三类",
    )
    password_again = forms.CharField(
        label="再输一次密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Township.objects.filter(name=name).exists():
            raise ValidationError(f"已有名为“{name}”的乡镇。")
        return name

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if Officer.objects.filter(username=username).exists():
            raise ValidationError("这个登录名已被占用，请换一个。")
        return username

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        name = self.cleaned_data.get("administrator", "")
        username = self.cleaned_data.get("username", "")
        validate_password(
            password, Officer(name=name, username=username, pinyin=pinyin_of(name)[0])
        )
        return password

    def clean_password_again(self) -> str:
        again: str = self.cleaned_data["password_again"]
        if again != self.cleaned_data.get("password", again):
            raise ValidationError("两次输入的密码不一样。")
        return again

    def founding(self) -> dict[str, Any]:
        """The form's answers as ``found_township`` takes them."""
        said = self.cleaned_data
        return {
            "name": said["name"],
            "office_name": said["office_name"],
            "profile": said["profile"],
            "administrator": Administrator(
                said["administrator"], said["username"], said["password"]
            ),
        }
