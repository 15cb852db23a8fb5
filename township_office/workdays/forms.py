from typing import Any

from django import forms

from township_office import clock
from township_office.workdays.notice import read_notice


class NoticeForm(forms.Form):
    """The State Council's yearly notice, as a table of the days it names."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    source = forms.CharField(
        label="依据",
        max_length=200,
        required=False,
        help_text="通知的标题和文号；不填则写通用标题",
        widget=forms.TextInput({"class": "vTextField"}),
    )
    file = forms.FileField(
        label="表格（CSV）",
        help_text="三列：日期,类别,名称。类别写“放假”或“上班”。只列与平常周一至周五不同的日子。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year + 1

    def clean(self) -> dict[str, Any]:
        """Say next to the file what is wrong in which line."""
        given = super().clean() or self.cleaned_data
        if {"file", "year"} <= given.keys():
            file = given["file"]
            try:
                read_notice(file, given["year"])
            except forms.ValidationError as wrong:
                self.add_error("file", wrong)
            file.seek(0)
        return given
