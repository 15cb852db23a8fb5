"""What the one script adds, in a real browser; the pages do without it, so nothing else needs one."""

from pathlib import Path

import pytest
from django import forms

import township_office.ui
from township_office.ui.forms import FilesField, OfficeForm, Ticks

SCRIPT = Path(township_office.ui.__file__).parent / "static/ui/office.js"

pytestmark = pytest.mark.journey


class Decision(OfficeForm):
    opinion = forms.CharField(label="批示意见", widget=forms.Textarea)
    to = forms.MultipleChoiceField(
        label="承办",
        choices=[(name, name) for name in ["王建国", "李秀英", "刘芳", "赵磊"]],
        widget=Ticks,
    )
    scans = FilesField(label="扫描件", required=False)


class Asking(OfficeForm):
    words = forms.CharField(
        label="理由", widget=forms.Textarea, error_messages={"required": "请写明理由。"}
    )
    to = forms.ChoiceField(
        label="退回给", choices=[("1", "登记"), ("2", "初审")], widget=forms.RadioSelect
    )
    stage = forms.ChoiceField(label="环节", choices=[("", "——"), ("1", "登记")])
    copies = forms.IntegerField(label="份数", min_value=1, required=False)
    scan = forms.FileField(label="扫描件")
    seen = forms.BooleanField(label="已核对")


PAGE = """
<!doctype html><html><body>
<a rel="prev" href="#prev">上一件</a><a rel="next" href="#next">下一件</a>
<header class="topbar"><input type="search" id="q"></header>
<div class="toast" role="status"><span>已送张志强承办。</span><a href="" data-dismiss>知道了</a></div>
<details class="menu"><summary>更多</summary><button>加签</button></details>
<form class="decide" action="#sent" novalidate>
  <input type="search" data-filter-for="id_to_list">
  {% field form.opinion phrases=phrases %}{% field form.to %}{% field form.scans %}
  <div class="decide-acts"><button class="button main" name="act" value="agree">批示</button></div>
</form>
</body></html>
"""


ASKED = """
<!doctype html><html><body><form id="asked">
{% field form.words %}{% field form.to %}{% field form.stage %}{% field form.copies %}
{% field form.scan %}{% field form.seen %}
<details><summary>更多</summary><input name="folded"></details>
<div style="display: none"><input name="unseen"></div>
<button>退回</button></form></body></html>
"""


@pytest.fixture
def asked(browser, render):
    """A form of every kind of field, in a browser that speaks English."""
    page = browser.new_context(locale="en-US").new_page()
    page.set_content(render(ASKED, form=Asking()))
    page.add_script_tag(path=SCRIPT)
    page.evaluate(
        "document.addEventListener('submit', e => { e.preventDefault(); window.sent = true })"
    )
    yield page
    page.context.close()


def said(page, name: str) -> str:
    return page.eval_on_selector(f"[name={name}]", "field => field.validationMessage")


def filled(page):
    page.fill("[name=words]", "请补充。")
    page.check("[name=to][value='2']", force=True)
    page.select_option("[name=stage]", "1")
    page.set_input_files(
        "[name=scan]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
    )
    page.check("[name=seen]")


def test_what_is_empty_is_said_in_the_offices_words(asked):
    asked.fill("[name=copies]", "0")
    asked.click("form > button")
    names = ("words", "to", "stage", "copies", "scan", "seen")
    assert [said(asked, name) for name in names] == [
        "请写明理由。",
        "请选择退回给。",
        "请选择环节。",
        "不能小于 1。",
        "请选文件。",
        "请勾选「已核对」。",
    ]


def test_what_has_been_filled_is_at_fault_no_more(asked):
    asked.click("form > button")
    filled(asked)
    assert [said(asked, name) for name in ("words", "to", "stage", "scan", "seen")] == [""] * 5
    asked.click("form > button")
    assert asked.evaluate("window.sent")


def test_a_fold_opens_where_what_it_hides_is_empty(asked):
    filled(asked)
    asked.evaluate("document.querySelector('[name=folded]').required = true")
    asked.click("form > button")
    assert asked.evaluate("document.querySelector('details').open")
    assert asked.evaluate("window.sent") is None


def test_what_nobody_can_see_keeps_nothing_back(asked):
    filled(asked)
    asked.evaluate("document.querySelector('[name=unseen]').required = true")
    asked.click("form > button")
    assert asked.evaluate("window.sent")


@pytest.fixture
def page(browser, render):
    page = browser.new_page()
    page.set_content(render(PAGE, form=Decision(), phrases=["同意。", "请抓好落实。"]))
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


def test_a_phrase_goes_in_where_the_pen_stands(page):
    page.fill("textarea", "志强同志：")
    page.click("text=请抓好落实。")
    assert page.input_value("textarea") == "志强同志：请抓好落实。"


def test_ctrl_enter_decides_with_the_main_button(page):
    page.evaluate(
        "document.addEventListener('submit', e => { e.preventDefault(); window.by = e.submitter.value })"
    )
    page.press("textarea", "Control+Enter")
    assert page.evaluate("window.by") == "agree"


def test_ctrl_enter_does_not_press_what_cannot_be_pressed(page):
    page.evaluate("document.querySelector('.main').setAttribute('aria-disabled', 'true')")
    page.evaluate("document.addEventListener('submit', () => { window.sent = true })")
    page.press("textarea", "Control+Enter")
    assert page.evaluate("window.sent") is None


@pytest.mark.parametrize(("key", "place"), [("j", "#next"), ("k", "#prev")])
def test_j_and_k_go_to_the_next_item_and_the_one_before(page, key, place):
    page.keyboard.press(key)
    page.wait_for_url(f"**{place}")


def test_letters_typed_into_a_field_are_letters(page):
    page.click("textarea")
    page.keyboard.type("jk/")
    assert page.input_value("textarea") == "jk/"
    assert not page.url.endswith(("#next", "#prev"))


def test_a_slash_goes_to_the_search(page):
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


def test_a_list_is_filtered_but_what_is_ticked_stays(page):
    page.check("text=刘芳")
    page.fill("[data-filter-for]", "王")
    shown = page.locator(".tick-list li:visible").all_inner_texts()
    assert [words.strip() for words in shown] == ["王建国", "刘芳"]


def test_a_list_is_filtered_by_initials(page):
    page.evaluate("document.querySelectorAll('.tick-list li')[1].dataset.pinyin = 'lxy lixiuying'")
    page.fill("[data-filter-for]", "LXY")
    assert page.locator(".tick-list li:visible").inner_text().strip() == "李秀英"


@pytest.fixture
def long_list(browser, render):
    """More people than one looks through, one list with room beneath it for whoever is not on it."""

    class Sending(OfficeForm):
        names = [f"第{number}村" for number in range(12)]
        main = forms.MultipleChoiceField(choices=[(name, name) for name in names], widget=Ticks)
        main_more = forms.CharField()
        asked = forms.MultipleChoiceField(choices=[(name, name) for name in names], widget=Ticks)

    page = browser.new_page()
    page.set_content(render("{% field form.main %}{% field form.asked %}", form=Sending()))
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


def test_where_nothing_is_found_the_list_says_so_and_what_to_do(long_list):
    said = long_list.locator("[data-nothing-in]:visible")
    assert said.count() == 0
    for box in long_list.locator("[data-filter-for]").all():
        box.fill("县")
    assert said.all_inner_texts() == ["没有，请写在下面", "没有找到"]
    for box in long_list.locator("[data-filter-for]").all():
        box.fill("第3")
    assert said.count() == 0


def test_chosen_files_are_named(page):
    page.set_input_files(
        "input[type=file]",
        [
            {"name": "正文.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"},
            {"name": "附件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"},
        ],
    )
    assert page.inner_text("[data-chosen]") == "正文.pdf、附件.pdf"


def test_a_message_goes_away_when_it_is_read(page):
    page.click("text=知道了")
    assert page.locator(".toast").count() == 0


def test_a_menu_closes_when_one_looks_elsewhere(page):
    page.click("summary")
    page.click("textarea")
    assert page.get_attribute("details", "open") is None
