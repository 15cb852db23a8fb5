"""What is asked when the ledger is corrected, completed, begun or brought over from paper."""

from typing import Any, cast

from django import forms

from seals.keeping.models import Seal
from seals.using.models import Stamping
from township_office import clock
from township_office.files.forms import acceptable
from township_office.ui.forms import FilesField, OfficeForm, OfficeModelForm

# What the keeper himself wrote down; all else was said by the request and decided upon.
BY_THE_KEEPER = ("at", "document_number", "copies", "taken_by")
MOST = 999_999  # a number or so many copies that a ledger can have
FROM_PAPER = ("seal", "department", "matter", "title", "approvers", "handler")


class CorrectForm(OfficeModelForm):
    """更正: what the line should say, and why; or that it should never have been written."""

    undone = forms.BooleanField(
        label="这次没有盖章，撤销这一行",
        required=False,
        help_text="份数记为 0；申请还没有了结的，这些份数可以再盖。盖过的只改错处，不要勾。",
    )
    reason = forms.CharField(label="更正理由", max_length=100)

    class Meta:
        model = Stamping
        fields = (*BY_THE_KEEPER, *FROM_PAPER)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line = self.instance
        self.initial["at"] = line.at.replace(second=0, microsecond=0)  # as the field shows it
        self.fields["at"].show_hidden_initial = False  # the model's own default is no initial here
        self.fields["copies"] = forms.IntegerField(
            label="份数", min_value=1, max_value=MOST, initial=line.copies
        )
        self.fields["matter"].required = False
        seals = Seal.objects.filter(township_id=line.township_id)
        cast("forms.ModelChoiceField[Seal]", self.fields["seal"]).queryset = seals
        if line.request_id is not None:
            for name in FROM_PAPER:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        undone, corrected = said.get("undone"), set(self.changed_data) - {"reason", "undone"}
        if not self.errors and not undone and not corrected:
            self.add_error(None, "和原来的一样，没有改动。请改正写错的一栏。")
        return said

    def _post_clean(self) -> None:
        """The old line is never written to, not even in memory."""

    def said(self) -> dict[str, Any]:
        """What ``correct_line`` is told: the reason, and only what was changed."""
        told = {*self.changed_data, "reason", "undone"}
        return {name: value for name, value in self.cleaned_data.items() if name in told}


class ScansForm(OfficeForm):
    """补扫描件."""

    scans = FilesField(label="盖章页扫描件")

    def __init__(self, *args: Any, township_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.township_id = township_id

    def clean_scans(self) -> Any:
        return acceptable(self.cleaned_data["scans"], self.township_id)


class OpeningForm(OfficeForm):
    """起始号: where the paper ledger of a year stopped."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    first = forms.IntegerField(label="下一号", min_value=1, max_value=MOST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("year", clock.today().year)


class PaperForm(OfficeForm):
    """补录: the paper ledger of a year as a sheet."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    sheet = forms.FileField(label="纸质登记簿（.xlsx）")

    def __init__(self, *args: Any, township_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.township_id = township_id
        self.initial.setdefault("year", clock.today().year)

    def clean_sheet(self) -> Any:
        return acceptable([self.cleaned_data["sheet"]], self.township_id)[0]
