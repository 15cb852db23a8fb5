"""What the stylesheet alone must see to, measured in a real browser."""

from pathlib import Path

import pytest
from django import forms

import township_office.ui
from township_office.ui.forms import OfficeForm

SHEET = Path(township_office.ui.__file__).parent / "static/ui/office.css"
LONG = "双面印，正反对齐误差不过 2 毫米；字黑实，红头套红正，版面干净、不歪斜（FMT-013）"

pytestmark = pytest.mark.journey


class Consulted(OfficeForm):
    opinion = forms.CharField(label="意见", widget=forms.Textarea)
    agrees = forms.ChoiceField(
        label="会签意见", choices=[("yes", "同意"), ("no", "不同意")], widget=forms.RadioSelect
    )
    proofs = forms.BooleanField(label=LONG)


@pytest.fixture
def drawn(browser, render):
    """Draws a line of template in the house's style, as wide as a phone."""
    page = browser.new_page(viewport={"width": 390, "height": 844})

    def draw(source: str, **context):
        source = f'<!doctype html><html class="scripted"><body>{source}</body></html>'
        page.set_content(render(source, **context))
        page.add_style_tag(path=SHEET)
        return page

    yield draw
    page.close()


def box(page, what: str) -> dict[str, float]:
    return page.locator(what).bounding_box()


def test_a_box_to_tick_keeps_its_size_beside_a_long_label(drawn):
    page = drawn("{% field form.proofs %}", form=Consulted())
    assert box(page, "[type=checkbox]")["width"] == 16


@pytest.mark.parametrize("number", [7, 42, 180])
def test_the_number_at_the_bell_leaves_the_bell_to_be_seen(drawn, number):
    bell = {"url": "/", "place": {"icon": "bell", "label": "消息"}, "count": {"number": number}}
    page = drawn('<div class="topbar">{% include "ui/_bell.html" %}</div>', bell=bell)
    icon, badge = box(page, ".bell .icon"), box(page, ".badge")
    assert icon["x"] + icon["width"] <= badge["x"]
    assert badge["x"] + badge["width"] <= box(page, ".bell")["x"] + box(page, ".bell")["width"]


def test_who_disagrees_is_not_offered_to_say_that_he_agrees(drawn):
    form, phrases = Consulted(), ["同意。", "同意，请按我办意见修改。", "请先核实。"]
    source = """<form class="decide">{% field form.agrees %}{% field form.opinion phrases=phrases %}</form>"""
    page = drawn(source, form=form, phrases=phrases)
    offered = page.locator(".phrases button:visible")
    assert offered.all_inner_texts() == phrases
    page.check("[value=yes]", force=True)
    assert offered.all_inner_texts() == phrases
    page.check("[value=no]", force=True)
    assert offered.all_inner_texts() == ["请先核实。"]
