from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError


class SignInForm(AuthenticationForm):
    """Login name and password; a wrong one says how many tries are left, never which half was wrong."""

    def get_invalid_login_error(self) -> ValidationError:
        credentials = {"username": self.cleaned_data.get("username")}
        failures = AxesProxyHandler.get_failures(self.request, credentials)
        left = max(settings.AXES_FAILURE_LIMIT - failures, 0)
        return ValidationError(
            f"账号或密码不对，还可再试 {left} 次。忘了密码请找管理员重设。", code="invalid_login"
        )


class OwnPasswordForm(PasswordChangeForm):
    """The old password once, the new one twice, held against DJ-01."""

    error_messages = {
        "password_incorrect": "旧密码不对，请再输一次。",
        "password_mismatch": "两次输入的新密码不一样。",
    }
    field_order = ["old_password", "new_password1", "new_password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "new_password1"
        ].help_text = "至少 10 位，大写、小写、数字、符号占三类，不与最近五次相同。"


class DirectoryFilter(forms.Form):
    """The one box above the directory: a name, pinyin or initials."""

    words = forms.CharField(
        label="找人",
        required=False,
        max_length=40,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": "姓名、拼音或首字母，如 lxy"}
        ),
    )
