"""The field in which an official text is written: a sheet of paper with a few buttons above it."""

from typing import Any

from django import forms
from django.forms.widgets import Script
from django.templatetags.static import static

from township_office.web.refusals import Refused
from township_office.writing.blocks import Block, Paragraph, blocks_of, html_of
from township_office.writing.cleaning import clean

EMPTY = "在这里写正文，也可以从 WPS、Word 里复制过来"


class BodyWidget(forms.Textarea):
    """The sheet. Without script a plain area: a paragraph a line, headings and tables as they are kept.

    Nothing it loads is inline, so a page needs no nonce for it.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 16, "class": "body-area", "placeholder": EMPTY, **(attrs or {})})

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            css={"all": ["writing/text.css", "writing/editor.css"]},
            js=[Script("writing/editor.js", type="module")],  # type: ignore[list-item]  # unknown to stubs
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        body, typed = _given_back(value or "")
        own = {"data-editor": static("django_prose_editor/editor.js"), "data-body": body}
        return super().get_context(name, typed, {**own, **(attrs or {})})

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: the browser cannot point at an area that stands behind the sheet."""
        return False


class BodyField(forms.CharField):
    """Cleans to the text as clean HTML, empty where nothing was written."""

    widget = BodyWidget

    def to_python(self, value: Any) -> str:
        try:
            return clean(super().to_python(value) or "")
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused


def _given_back(value: str) -> tuple[str, str]:
    """The text as it is laid on the sheet, and as one types it; what is too long comes as it came."""
    try:
        body = clean(value)
    except Refused:
        return value, value
    return body, "\n".join(map(_typed, blocks_of(body)))


def _typed(block: Block) -> str:
    """A block as a line; what would be taken for something else when it comes back keeps its tags."""
    marked = html_of([block])
    if not isinstance(block, Paragraph) or set("<&\n") & set(block.text):
        return marked
    return block.text if clean(block.text) == marked else marked
