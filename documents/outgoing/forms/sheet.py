"""The page of a text as data: as it was posted, as it is kept, and as its own buttons change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict

from documents.outgoing.actions.drafting import FURTHEST
from documents.outgoing.forms.drafting import ImportForm
from township_office.writing.word import Imported

PREFIX = "annex"
TOTAL = f"{PREFIX}-TOTAL_FORMS"
LONGEST_NUMBER = 18  # digits
# a browser posts a file field in which there is no file as if it were typed in
FILE_FIELDS = {"materials", "word"}
NOT_TYPED = {"csrfmiddlewaretoken", "once-key", "act", "version", *FILE_FIELDS}


def data_of(posted: QueryDict) -> dict[str, list[str]]:
    """What a draft keeps of the page: the fields, without key, token and button."""
    return {name: posted.getlist(name) for name in posted if name not in NOT_TYPED}


def querydict_of(fields: Mapping[str, Any]) -> QueryDict:
    """What a draft kept, as the page would send it."""
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, list(values))
    return data


def initial_of(form: forms.BaseForm, data: QueryDict) -> dict[str, Any]:
    """What a draft kept, as the form shows it: nothing is at fault yet."""
    return {
        name: field.widget.value_from_datadict(data, cast(Any, {}), form.add_prefix(name))
        for name, field in form.fields.items()
        if form.add_prefix(name) in data and name not in FILE_FIELDS
    }


def with_what_was_asked(posted: QueryDict, act: str, word: ImportForm) -> QueryDict:
    """The page as posted; with one more annex, without one, or with a Word file read in."""
    data = posted.copy()
    match act.split("-"):
        case ["annex"]:
            _put_annexes(data, [*annexes_in(data), {}])
        case ["annex", row]:
            left = [each for at, each in enumerate(annexes_in(data)) if str(at) != row]
            _put_annexes(data, left)
        case ["import"] if word.is_valid():
            _put_word(data, word.cleaned_data["word"])
    return data


def annexes_in(data: QueryDict) -> list[dict[str, str]]:
    """The annexes as they were typed; one more than there may be is shown and told."""
    count = min(whole(data.get(TOTAL, "")), FURTHEST + 1)
    return [
        {name: data.get(f"{PREFIX}-{row}-{name}", "") for name in ("title", "body")}
        for row in range(count)
    ]


def whole(words: str) -> int:
    """A number that the page itself fills in; nonsense in its place is none."""
    return int(words) if words.isascii() and words.isdigit() and len(words) < LONGEST_NUMBER else 0


def _put_annexes(data: QueryDict, annexes: Sequence[Mapping[str, str]]) -> None:
    data[TOTAL] = str(len(annexes))
    for row, annex in enumerate(annexes):
        for name in ("title", "body"):
            data[f"{PREFIX}-{row}-{name}"] = annex.get(name, "")


def _put_word(data: QueryDict, read: Imported) -> None:
    data["body"] = read.body
    data["title"] = read.title or data.get("title", "")
    if read.annexes:
        _put_annexes(data, [{"title": title, "body": body} for title, body in read.annexes])
