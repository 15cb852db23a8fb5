from __future__ import annotations

from typing import Any, cast

from django import forms

from seals.keeping.models import Seal
from seals.using import rules
from seals.using.forms import MOST_COPIES, not_blank
from seals.using.models import MatterClass, Request
from township_office.files.forms import acceptable
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer
from township_office.ui.forms import Files, FilesField, OfficeModelForm
from township_office.web.refusals import as_fault

LONGEST_NAME = 40


class CounterForm(OfficeModelForm):
    """柜台登记, one row: who came, what for, how many copies, with which seal, and the paper itself."""

    on_behalf = forms.CharField(
        label="姓名",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    copies = forms.IntegerField(label="份数", min_value=1, max_value=MOST_COPIES, initial=1)
    content = FilesField(
        label="要盖章的文件", widget=Files(attrs={"accept": "image/*,application/pdf"})
    )

    class Meta:
        model = Request
        fields = ("on_behalf", "title", "matter", "copies", "seal")
        labels = {"title": "事由"}
        widgets = {"title": forms.TextInput(attrs={"autocomplete": "off"})}

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer
        self.instance.township_id = officer.township_id
        own = MatterClass.objects.filter(township_id=officer.township_id)
        for name, offered in (
            ("matter", own.at_counter()),
            ("seal", Seal.objects.visible_to(officer).in_use()),
        ):
            field = cast(forms.ModelChoiceField, self.fields[name])
            field.queryset, field.empty_label = offered, "请选"

    def clean_on_behalf(self) -> str:
        name: str = self.cleaned_data["on_behalf"]
        with as_fault(self, "on_behalf"):
            rules.check_is_another(name, by=capacity_of(self.officer))
            rules.check_no_identity_number("姓名", name)
        return name

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        with as_fault(self, "title"):
            rules.check_no_identity_number("事由", title)
        return title

    def clean_content(self) -> Any:
        return not_blank(acceptable(self.cleaned_data["content"], self.officer.township_id))
