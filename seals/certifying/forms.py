from __future__ import annotations

from typing import Any

from django import forms

from seals.certifying import rules
from seals.certifying.models import CertificateTemplate
from township_office.ui.forms import OfficeForm
from township_office.web.refusals import as_fault


class IssueForm(OfficeForm):
    """开具: one field for each blank of the template."""

    copies = forms.IntegerField(label="份数", min_value=1, max_value=20, initial=1)

    def __init__(self, *args: Any, template: CertificateTemplate, **kwargs: Any) -> None:
        self.names = rules.blanks_of(template.body)
        super().__init__(*args, **kwargs)
        for order, name in enumerate(self.names):
            four = name == rules.LAST_FOUR
            self.fields[f"blank-{order}"] = forms.CharField(
                label=name,
                help_text="只填后四位，不留完整号码。" if four else "",
                error_messages={"required": f"请填{name}。不留空白（B2.5）。"},
            )

    def blanks(self) -> list[Any]:
        return [self[f"blank-{order}"] for order in range(len(self.names))]

    def answers(self) -> dict[str, str]:
        return {
            name: self.cleaned_data.get(f"blank-{order}", "")
            for order, name in enumerate(self.names)
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for order, name in enumerate(self.names):
            answer = said.get(f"blank-{order}")
            if not answer:
                continue
            with as_fault(self, f"blank-{order}"):
                rules.check_answer(name, answer)
        return said
