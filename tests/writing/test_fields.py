"""The field for a text: what it takes, what it gives back, what it asks of the page."""

import pytest
from django import forms
from lxml import html as markup

from township_office.ui.forms import OfficeForm
from township_office.writing.blocks import blocks_of
from township_office.writing.cleaning import LONGEST, clean
from township_office.writing.fields import BodyField

BODY = (
    "<p>各村：</p><h2>一、目标</h2><p>a&lt;b&gt;c&amp;nbsp;</p><p>甲<br>乙</p>"
    '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table><p>特此通知。</p>'
)


class Draft(OfficeForm):
    body = BodyField(label="正文")


class Note(OfficeForm):
    body = BodyField(label="说明", required=False)


def area(form: forms.Form) -> "markup.HtmlElement":
    return markup.fromstring(str(form["body"]))


def test_what_was_pasted_arrives_clean():
    form = Draft({"body": "<h1 style='color:red'>一、目标</h1><div>甲<script>x</script></div>"})
    assert form.is_valid()
    assert form.cleaned_data == {"body": "<h2>一、目标</h2><p>甲</p>"}


@pytest.mark.parametrize("empty", ["", " \n ", "<p></p>", "<p>&nbsp;</p><h2><br></h2>"])
def test_a_text_in_which_nothing_is_written_is_none(empty):
    assert Draft({"body": empty}).errors == {"body": ["请填正文。"]}
    note = Note({"body": empty})
    assert note.is_valid()
    assert note.cleaned_data == {"body": ""}


def test_a_text_too_long_is_given_back_with_the_reason():
    form = Draft({"body": "字" * (LONGEST + 1)})
    assert form.errors == {"body": ["正文太长，最多 30 万个字符，请把一部分放进附件。"]}
    assert area(form).text.strip() == "字" * (LONGEST + 1)


def test_without_script_one_types_lines_and_loses_nothing():
    shown = area(Draft(initial={"body": BODY})).text.lstrip("\n")
    assert shown.split("\n") == [
        "各村：",
        "一、目标",
        "<p>a&lt;b&gt;c&amp;nbsp;</p>",
        "<p>甲<br>乙</p>",
        '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
        "特此通知。",
    ]
    assert clean(shown) == BODY


def test_the_sheet_is_laid_from_the_clean_text():
    sheet = area(Draft({"body": BODY + "<p onclick='x'>乙</p>"}))
    assert sheet.get("data-body") == BODY + "<p>乙</p>"
    assert sheet.get("data-editor").endswith("/django_prose_editor/editor.js")
    assert sheet.get("placeholder")
    assert "required" not in sheet.attrib  # the browser could not point at what is hidden


def test_a_text_that_only_looks_different_has_not_changed():
    written = {"body": '<p>各村：</p><h2>一、目标</h2>\n<p class="x">甲</p>'}
    kept = "".join(map(str, ["<p>各村：</p>", "<h2>一、目标</h2>", "<p>甲</p>"]))
    assert not Draft(written, initial={"body": kept}).has_changed()
    assert Draft({"body": kept + "乙"}, initial={"body": kept}).has_changed()
    assert len(blocks_of(kept)) == 3


def test_nothing_the_page_loads_for_it_is_inline():
    for tag in markup.fragments_fromstring(str(Draft().media)):
        assert tag.get("src") or tag.get("href")
        assert not (tag.text or "").strip()
