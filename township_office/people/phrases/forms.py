from typing import Any

from django import forms

from township_office.audit.capacity import Capacity
from township_office.people.models import Phrase
from township_office.people.phrases.rules import check_can_keep
from township_office.ui.forms import OfficeForm
from township_office.web.refusals import as_fault


class PhraseForm(OfficeForm):
    """One box: the words to keep."""

    words = forms.CharField(
        label="新的常用语",
        max_length=Phrase.LONGEST,
        widget=forms.TextInput(attrs={"placeholder": "如：同意，请按程序办理。"}),
    )

    def __init__(self, *args: Any, by: Capacity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_words(self) -> str:
        """What the rule refuses is said beneath the box, and the words stay in it."""
        words = " ".join(str(self.cleaned_data["words"]).split())
        with as_fault(self, "words"):
            check_can_keep(words, by=self.by)
        return words
