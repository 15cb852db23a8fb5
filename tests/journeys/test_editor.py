"""A text is written on the sheet, with headings, a table and what Word had on the clipboard."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from django.http import HttpResponse, JsonResponse
from playwright.sync_api import Browser, Page, expect

from tests.journeys.people import PHONE, WIDE, Person, sign_in
from tests.journeys.test_axe import serious
from tests.writing import urls
from tests.writing.test_cleaning import WORD
from tests.writing.urls import SENT

pytestmark = pytest.mark.urls("tests.writing.urls")

LISTENING = """
window.complaints = [];
const complain = (e) => complaints.push(e.message || e.violatedDirective || String(e.reason));
document.addEventListener("securitypolicyviolation", complain);
addEventListener("error", complain);
addEventListener("unhandledrejection", complain);
"""
PASTE = """
(sheet, [kind, content]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData(kind, content);
  sheet.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}
"""


@pytest.fixture(autouse=True)
def nothing_saved() -> Iterator[None]:
    urls.saved.clear()
    urls.answers.clear()
    yield
    urls.answers.clear()


@pytest.fixture
def writer(browser: Browser, live_server) -> Iterator[Callable[..., Person]]:
    """Somebody before the sheet, on which ``body`` stands; his page keeps its complaints."""
    contexts = []

    def before_the_sheet(body: str = "", device: dict[str, int] = WIDE, **choice) -> Person:
        contexts.append(browser.new_context(viewport=device, locale="zh-CN", **choice))
        page = contexts[-1].new_page()
        page.set_default_timeout(15000)
        page.add_init_script(LISTENING)
        return Person(page, live_server.url).opens(f"/writing/?body={quote(body)}")

    yield before_the_sheet
    for context in contexts:
        context.close()


def sheet(page: Page):
    return page.locator("[contenteditable]").and_(page.get_by_role("textbox", name="正文"))


def goes_to_the_end(page: Page) -> None:
    """The editor hears of a caret that was moved with the next frame, sooner than a hand can type."""
    sheet(page).press("Control+End")
    page.evaluate("new Promise(heard => requestAnimationFrame(() => setTimeout(heard)))")


def complaints(page: Page) -> list[str]:
    return page.evaluate("complaints")


def paste(page: Page, content: str, kind: str = "text/html") -> None:
    sheet(page).evaluate(PASTE, [kind, content])


def types(page: Page, *lines: str) -> None:
    for line in lines:
        page.keyboard.type(line)
        page.keyboard.press("Enter")


def arrived(who: Person) -> str:
    who.presses("保存文稿")
    return who.page.locator("#arrived").inner_text()


def test_what_is_written_arrives_on_its_levels(writer):
    clerk = writer()
    page = clerk.page
    sheet(page).click()
    types(page, "各村（社区）：")
    clerk.presses("一、")
    types(page, "一、总体要求")
    clerk.presses("（一）")
    types(page, "（一）压实责任")
    clerk.presses("正文")
    page.keyboard.type("　　月底前完成。")
    clerk.presses("插入表格")
    page.keyboard.type("村")
    page.keyboard.press("Tab")
    page.keyboard.type("户数")
    clerk.presses("删行").presses("删列")
    page.keyboard.type("12")
    assert arrived(clerk) == (
        "<p>各村（社区）：</p><h2>一、总体要求</h2><h3>（一）压实责任</h3><p>月底前完成。</p>"
        "<table><tbody><tr><td>12</td><td></td></tr><tr><td></td><td></td></tr></tbody></table>"
    )
    assert complaints(page) == []


def test_a_typed_number_shows_its_face_at_once_and_changes_nothing(writer):
    clerk = writer()
    page = clerk.page
    sheet(page).click()
    types(page, "一、总体要求", "（一）加强领导。各村要落实。", "一、二级响应", "正文。")
    first, second, *rest = page.evaluate(
        "[...document.querySelectorAll('.editor-sheet > p')]"
        ".map(each => getComputedStyle(each).fontFamily)"
    )
    assert len({first, second, *rest[:2]}) == len(("黑体", "楷体", "仿宋"))
    assert rest[0] == rest[1]
    assert "looks" not in page.locator("textarea[data-editor]").input_value()
    assert complaints(page) == []
    assert arrived(clerk) == (
        "<h2>一、总体要求</h2><h3>（一）加强领导。各村要落实。</h3><p>一、二级响应</p><p>正文。</p>"
    )


def test_what_word_had_on_the_clipboard_arrives_clean(writer):
    clerk = writer("<p>前言</p>")
    page = clerk.page
    sheet(page).click()
    goes_to_the_end(page)
    page.keyboard.press("Enter")
    paste(page, WORD)
    assert "旧词" not in sheet(page).inner_text()
    page.keyboard.press("Enter")
    paste(page, "<h1>二、分工</h1><ol start=2><li>甲<ol><li>子</ol><li><p>乙</ol>")
    page.keyboard.press("Enter")
    paste(page, "　　另起一行。\r\n\r\n    再起一行。", "text/plain")
    assert arrived(clerk) == (
        "<p>前言</p><h2>一、总体要求</h2><p>各村要在11月30日前完成排查，排查表随文印发。</p>"
        "<h4>1.责任到人。</h4><p>新词</p><h2>二、分工</h2><h4>2.甲</h4><h5>（1）子</h5><h4>3.乙</h4>"
        "<p>另起一行。</p><p>再起一行。</p>"
    )


def test_the_policy_of_the_page_has_nothing_to_complain_of(writer):
    page = writer(SENT).page
    sheet(page).locator("td").last.click()
    paste(page, WORD)
    sheet(page).press("Control+z")
    assert complaints(page) == []
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('style'), {textContent: 'p{}'}))"
    )
    assert len(complaints(page)) == 1  # it would have been heard


def test_a_text_that_is_only_opened_stays_as_it_is(writer):
    assert arrived(writer(SENT)) == SENT


def test_the_sheet_fits_a_phone(writer):
    clerk = writer(SENT, device=PHONE).sees_no_sideways_scroll()
    sheet(clerk.page).locator("td").first.click()
    clerk.sees_no_sideways_scroll().opens("/writing/compared/").sees_no_sideways_scroll()
    clerk.sees("改动 7 处")


@pytest.mark.parametrize("device", [WIDE, PHONE], ids=["desk", "phone"])
def test_nothing_stands_in_anybodys_way(writer, device):
    clerk = writer(SENT, device=device)
    sheet(clerk.page).locator("td").first.click()
    assert serious(clerk.page) == []
    clerk.opens("/writing/compared/")
    assert serious(clerk.page) == []


def test_ctrl_enter_sends_the_form_and_breaks_no_line(writer):
    clerk = writer("<p>甲乙</p>")
    sheet(clerk.page).press("Control+Enter")
    expect(clerk.page.locator("#arrived")).to_have_text("<p>甲乙</p>")


def test_what_is_typed_before_the_sheet_is_there_is_not_lost(writer):
    clerk = writer()
    clerk.page.route("**/django_prose_editor/editor.js", lambda route: route.abort())
    clerk.opens("/writing/")
    area = clerk.page.get_by_label("正文")
    area.fill("甲 < 乙\n丙")
    clerk.page.unroute_all()
    clerk.page.evaluate("import('/static/writing/editor.js?again')")
    expect(sheet(clerk.page)).to_be_visible()
    assert arrived(clerk) == "<p>甲 &lt; 乙</p><p>丙</p>"


def test_a_missing_text_is_asked_for_at_the_sheet(writer):
    clerk = writer()
    clerk.presses("保存文稿").sees("请填正文。")
    expect(sheet(clerk.page)).to_have_attribute("aria-invalid", "true")
    expect(sheet(clerk.page)).to_have_accessible_description("请填正文。")


def test_without_script_each_line_is_a_paragraph(writer):
    clerk = writer(SENT, java_script_enabled=False)
    area = clerk.page.get_by_label("正文")
    area.fill(area.input_value() + "\n　　特此通知。\n联系人：刘芳")
    assert arrived(clerk) == SENT + "<p>特此通知。</p><p>联系人：刘芳</p>"


# Saved while one writes


def state(page: Page):
    return page.locator("[data-autosave-state]")


def writes(clerk: Person, words: str) -> None:
    sheet(clerk.page).click()
    clerk.page.keyboard.type(words)


def test_what_is_written_is_saved_without_being_asked(writer):
    clerk = writer("<p>前言</p>")
    assert urls.saved == []
    writes(clerk, "新")
    expect(state(clerk.page)).to_contain_text("已自动保存 ")
    (kept,) = urls.saved
    assert kept["body"] in ("<p>新前言</p>", "<p>前言新</p>")
    assert kept["title"] == "关于做好安全生产工作的通知"


def test_what_is_written_last_is_saved_on_leaving(writer):
    clerk = writer()
    writes(clerk, "走之前写的")
    clerk.opens("/writing/compared/").sees("两稿对照")
    clerk.page.wait_for_timeout(500)
    assert [kept["body"] for kept in urls.saved] == ["<p>走之前写的</p>"]


def test_without_network_it_says_so_and_tries_again(writer):
    clerk = writer()
    clerk.page.context.set_offline(True)
    writes(clerk, "甲")
    expect(state(clerk.page)).to_have_text("没有保存上：网络不通，内容还在本页")
    clerk.page.context.set_offline(False)
    expect(state(clerk.page)).to_contain_text("已自动保存 ")
    assert urls.saved[-1]["body"] == "<p>甲</p>"


def test_whose_session_is_over_signs_in_elsewhere_and_goes_on(one_office, person, live_server):
    clerk = person("文书").opens("/mine/")
    clerk.page.context.clear_cookies()
    writes(clerk, "甲")
    expect(state(clerk.page)).to_have_text("登录已过期，请在另一个窗口登录后继续，内容还在本页")
    assert urls.saved == []
    sign_in(clerk.page.context.new_page(), live_server.url, "文书")
    writes(clerk, "乙")
    expect(state(clerk.page)).to_contain_text("已自动保存 ")
    assert arrived(clerk) in ("<p>甲乙</p>", "<p>乙甲</p>")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (JsonResponse({"sentence": "李秀英刚改过。"}, status=409), "没有保存上：李秀英刚改过。"),
        (HttpResponse(status=409), "没有保存上：这份文稿已经在别处改过，请复制内容后重新打开"),
        (JsonResponse({"sentence": "正文太长。"}, status=422), "没有保存上：正文太长。"),
        (HttpResponse(status=500), "没有保存上：系统出了问题，过一会儿再试，内容还在本页"),
    ],
)
def test_what_the_office_answers_is_said(writer, answer, words):
    urls.answers.append(answer)
    clerk = writer()
    writes(clerk, "甲")
    expect(state(clerk.page)).to_have_text(words)


def test_what_may_not_be_changed_any_more_says_so(writer):
    urls.answers += [HttpResponse(status=403), HttpResponse(status=403)]
    clerk = writer()
    writes(clerk, "甲")
    expect(state(clerk.page)).to_have_text("没有保存上：这份文稿现在不能改，请先把内容复制下来")


def test_a_saved_version_is_renewed_on_the_page(writer):
    urls.answers.append(JsonResponse({"fields": {"title": "第二版"}}))
    clerk = writer()
    writes(clerk, "甲")
    expect(state(clerk.page)).to_contain_text("已自动保存 ")
    assert clerk.page.get_by_label("标题", exact=True).input_value() == "第二版"
