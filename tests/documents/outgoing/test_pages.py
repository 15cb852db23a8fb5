"""Writing and deciding in the browser: nothing typed is lost, nothing faulty is sent."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from documents.outgoing import actions, tasks
from documents.outgoing.actions.drafting import keep_version
from documents.outgoing.actions.layouts import LAYOUT_JOB
from documents.outgoing.forms import drafting
from documents.outgoing.models import Draft, Outgoing, Version
from documents.outgoing.models.words import Words
from tests.documents.outgoing.deeds import Office
from tests.documents.outgoing.desk import TEXT, submitted
from tests.documents.walk import organ
from tests.files.samples import PDF
from tests.house import House
from tests.writing.samples import document, notice
from township_office import clock
from township_office.files.models import File
from township_office.jobs.models import Job
from township_office.people.models import Organ

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CLERK, DIRECTOR, DRAFTER = "文书", "办公室主任", "应急办干事"


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def browser(office: Office, post: str = DRAFTER) -> Client:
    client = Client()
    client.force_login(office.house[post])
    return client


def words(answer: Any) -> str:
    return answer.content.decode()


def sheet() -> str:
    return f"/documents/outgoing/drafts/{uuid4()}/"


def typed(office: Office, *annexes: tuple[str, str], **fields: Any) -> dict[str, Any]:
    """What the page sends of a text that is fit to be sent."""
    village = organ(office.house, "柳树湾村民委员会", Organ.Level.BELOW)
    usual = {
        "issuer": "government",
        "side": "government",
        "kind": "通知",
        "direction": "down",
        "title": "关于做好今冬明春安全生产工作的通知",
        "body": TEXT,
        "urgency": "平件",
        "secrecy": "none",
        "disclosure": "active",
        "main": f"organ-{village.pk}",
        "annex-TOTAL_FORMS": str(len(annexes)),
        "annex-INITIAL_FORMS": "0",
        "once-key": str(uuid4()),
        "act": "submit",
        # as a browser posts a file field in which there is no file
        "materials": "",
        "word": "",
    }
    for row, (title, body) in enumerate(annexes):
        usual |= {f"annex-{row}-title": title, f"annex-{row}-body": body}
    return usual | fields


def test_a_text_is_sent_from_the_page(office):
    client, way = browser(office), sheet()
    assert client.get("/documents/outgoing/new/").url.startswith("/documents/outgoing/drafts/")
    assert client.get(way).status_code == 200
    said = typed(office, ("值班表", "<p>一组：刘芳</p>"), main_more="县消防救援大队")
    answer = client.post(way, said)
    paper = Outgoing.objects.get()
    assert (answer.status_code, answer.url) == (302, paper.get_absolute_url())
    assert [each.title for each in paper.annexes.all()] == ["值班表"]
    named = {each.name for each in paper.recipients.all()}
    assert named == {"柳树湾村民委员会", "县消防救援大队"}
    assert client.post(way, said).url == answer.url
    assert Outgoing.objects.count() == 1


def test_what_is_wrong_is_told_and_everything_typed_stays(office):
    said = typed(
        office,
        ("值班表", "<p>一组：刘芳</p>"),
        title="",
        disclosure="none",
        basis="县安委会部署",
        main_more="县消防救援大队",
    )
    answer = browser(office).post(sheet(), said)
    shown = words(answer)
    assert (answer.status_code, Outgoing.objects.count()) == (200, 0)
    for kept in ("12月10日前报送", "值班表", "一组：刘芳", "县安委会部署", "县消防救援大队"):
        assert kept in shown
    assert answer.context["form"].errors.keys() == {"title", "disclosure_reason"}


def test_a_secret_is_not_written_here(office):
    answer = browser(office).post(sheet(), typed(office, secrecy="secret"))
    assert "涉密公文不得在本系统拟写" in words(answer)
    assert Outgoing.objects.count() == 0


def test_an_error_of_the_rules_keeps_it_from_being_sent(office):
    """A notice does not go up (DOC-08), whatever else it is."""
    superior = organ(office.house, "市应急管理局")
    said = typed(office, direction="up", main=f"organ-{superior.pk}")
    answer = browser(office).post(sheet(), said)
    shown = words(answer)
    assert (answer.status_code, answer.context["refused"]) == (200, True)
    assert "<b>错误</b>" in shown
    assert "DOC-08" in shown
    assert "12月10日前报送" in shown
    assert Outgoing.objects.count() == 0


def test_a_warning_of_the_rules_keeps_nothing_back(office):
    """Upward one main recipient is the rule (DOC-21), and two are told of to whoever vets it."""
    two = [f"organ-{organ(office.house, name).pk}" for name in ("市应急管理局", "市水利局")]
    upward = {
        "direction": "up",
        "kind": "请示",
        "title": "关于解决防汛物资经费的请示",
        "body": "<p>防汛物资不足，需购置编织袋。</p><p>妥否，请批示。</p>",
        "note": "（联系人：刘芳，电话：0912-1234567）",
    }
    said = typed(office, main=two, **upward)
    client = browser(office)
    findings = words(client.post("/documents/outgoing/check/", said))
    assert ("<b>提醒</b>" in findings, "DOC-21" in findings) == (True, True)
    assert "<b>错误</b>" not in findings
    assert client.post(sheet(), said).status_code == 302
    page = browser(office, DIRECTOR).get(Outgoing.objects.get().get_absolute_url())
    assert "DOC-21" in [finding.rule for finding in page.context["findings"]]


def test_one_more_annex_adds_a_row_and_sends_nothing(office):
    said = typed(office, ("值班表", ""), act="annex", title="关于半截的")
    client, way = browser(office), sheet()
    for _ in range(2):  # no receipt is left, so that the same key may ask again
        answer = client.post(way, said)
        assert (answer.status_code, len(answer.context["annexes"].forms)) == (200, 2)
    assert "关于半截的" in words(answer)
    assert Outgoing.objects.count() == 0


def test_a_word_file_fills_title_and_body(office):
    upload = SimpleUploadedFile("通知.docx", document(write=notice), content_type=WORD)
    answer = browser(office).post(sheet(), typed(office, act="import", title="旧题", word=upload))
    form = answer.context["form"]
    title = "宁条梁镇人民政府关于做好2026年春季森林草原防火工作的通知"
    assert form["title"].value() == title
    for part in ("<h2>一、总体要求</h2>", "（二）严管火源", "<table"):
        assert part in form["body"].value()
    assert [each["title"].value() for each in answer.context["annexes"]] == ["值班表", "责任书"]
    for sentence in ("已从 Word 导入", "页眉页脚没有导入", "附件2“责任书”只有名称"):
        assert sentence in words(answer)
    assert Outgoing.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"not a zip", "另存为 .docx 再导入"), (b"", "文件是空的"), (None, "请先选一个")],
)
def test_what_is_no_word_file_leaves_the_page_as_it_was(office, content, sentence):
    said = {} if content is None else {"word": SimpleUploadedFile("通知.docx", content, WORD)}
    answer = browser(office).post(sheet(), typed(office, act="import", **said))
    page = words(answer)
    assert answer.status_code == 200
    assert "没有导入" in page and "没有送出" not in page
    assert sentence in page
    assert answer.context["form"]["title"].value() == "关于做好今冬明春安全生产工作的通知"


def test_another_file_is_told_what_is_taken_here_and_not_what_is_taken_elsewhere(office):
    upload = SimpleUploadedFile("安装.exe", b"MZ\x90\x00", "application/octet-stream")
    page = words(browser(office).post(sheet(), typed(office, act="import", word=upload)))
    assert "这不是 Word 文档（.docx）" in page
    assert "PDF" not in page


def test_a_word_file_whose_name_bears_a_mark_of_secrecy_is_not_read(office):
    upload = SimpleUploadedFile("机密★10年.docx", document(write=notice), content_type=WORD)
    answer = browser(office).post(sheet(), typed(office, act="import", title="旧题", word=upload))
    assert "文件名带有密级标志" in words(answer)
    assert answer.context["form"]["title"].value() == "旧题"


def test_an_annex_is_added_and_taken_away_while_the_page_is_half_written(office):
    client, way = browser(office), sheet()
    half = typed(office, ("值班表", "<p>周一</p>"), ("责任书", ""), title="", body="")
    more = client.post(way, half | {"act": "annex"})
    assert [each["title"].value() for each in more.context["annexes"]] == ["值班表", "责任书", ""]
    assert "autofocus" in str(more.context["annexes"][-1]["title"])
    assert "没有送出" not in words(more) and not more.context["form"].errors
    less = client.post(way, half | {"act": "annex-0", "once-key": str(uuid4())})
    assert [each["title"].value() for each in less.context["annexes"]] == ["责任书"]
    odd = client.post(way, half | {"act": "annex-x", "once-key": str(uuid4())})
    assert len(odd.context["annexes"].forms) == 2


def test_materials_are_kept_beside_the_document_and_change_no_word_of_it(office):
    client = browser(office)
    said = typed(office, materials=SimpleUploadedFile("测算表.pdf", PDF))
    assert client.post(sheet(), said).status_code == 302
    paper = Outgoing.objects.get()
    assert [file.name for file in File.objects.attached_to(paper)] == ["测算表.pdf"]
    assert "测算表.pdf" in words(browser(office, DIRECTOR).get(paper.get_absolute_url()))
    assert "测算表" not in str(paper.versions.get().words)


def test_materials_are_added_when_the_text_is_changed(office):
    paper = returned(office)
    for name in ("甲.pdf", "乙.pdf"):
        parts = replace(office.parts, materials=[SimpleUploadedFile(name, PDF)])
        actions.amend_outgoing(paper, parts, by=office.clerk)
    assert [file.name for file in File.objects.attached_to(paper)] == ["甲.pdf", "乙.pdf"]


def test_what_may_not_be_kept_is_told_beside_the_materials(office):
    said = typed(office, materials=SimpleUploadedFile("测算表.pdf", b"MZ\x90"))
    page = words(browser(office).post(sheet(), said))
    assert "“测算表.pdf”没有存入" in page and "随附材料要重新选" in page
    assert not Outgoing.objects.exists()


def test_an_annex_without_a_name_is_told(office):
    answer = browser(office).post(sheet(), typed(office, ("", "<p>周一</p>")))
    assert answer.status_code == 200
    assert "没有送出" in words(answer) and "请写附件名称。" in words(answer)


def test_more_annexes_than_there_may_be_are_told(office):
    many = [(f"附表{number}", "") for number in range(21)]
    answer = browser(office).post(sheet(), typed(office, *many))
    assert answer.status_code == 200
    assert answer.context["annexes"].non_form_errors()
    assert str(answer.context["annexes"].non_form_errors()[0]) in words(answer)


def way_shown(answer: Any) -> list[str]:
    return [line.title for line in answer.context["way"]]


def test_the_way_shown_is_that_of_what_stands_on_the_page(office):
    client, way = browser(office), sheet()
    consulted = office.house.departments["民政办公室"].pk
    said = typed(office, issuer="party", side="party", normative="on", consulted=consulted)
    shown = way_shown(client.post("/documents/outgoing/way/", said))
    assert {"会签", "合法性审核"} <= set(shown)
    assert client.post(f"{way}save/", said).status_code == 200
    again = client.get(way)
    assert way_shown(again) == shown
    assert again.context["form"]["issuer"].value() == "party"
    assert "会签" not in way_shown(client.get(sheet()))


def test_who_goes_on_with_a_change_is_told_that_it_was_not_sent(office):
    paper, client = returned(office), browser(office, CLERK)
    way = f"/documents/outgoing/{paper.pk}/amend/"
    assert "还没有送出的改动" not in words(client.get(way))
    kept = {"outgoing": paper.pk, "title": "关于半截的", "version": amending(office, paper)}
    assert client.post(f"{sheet()}save/", kept).status_code == 200
    page = words(client.get(way))
    assert "还没有送出的改动" in page and "此后文稿已有" not in page
    actions.amend_outgoing(paper, office.parts, by=office.clerk)
    paper.title = "关于另一稿的通知"
    actions.amend_outgoing(paper, office.parts, by=office.clerk)
    assert f"此后文稿已有第{paper.versions.count()}稿" in words(client.get(way))


def test_a_refusal_gives_a_text_back_as_one_reads_it(office):
    client, way = browser(office), sheet()
    assert client.post(way, typed(office)).status_code == 302
    said = typed(office, body="<h2>一、甲 &amp; 乙</h2><p>丙。</p>", act="submit")
    answer = client.post(way, said)
    assert answer.status_code == 409
    assert "一、甲 &amp; 乙\n丙。</textarea>" in words(answer)


def test_what_is_typed_is_kept_and_gone_once_it_is_sent(office):
    client, way = browser(office), sheet()
    half = typed(office, ("值班表", ""), title="关于半截的", body="<p>只写了一句。</p>")
    assert client.post(f"{way}save/", half).json().keys() == {"saved_at"}
    assert client.post(f"{way}save/", half | {"title": "关于大半截的"}).status_code == 200
    assert Draft.objects.count() == 1
    again = client.get(way).context
    assert again["form"]["title"].value() == "关于大半截的"
    assert again["form"]["main"].value() == [half["main"]]
    assert [each["title"].value() for each in again["annexes"]] == ["值班表"]
    assert not again["form"].errors
    assert "关于大半截的" in words(client.get("/documents/outgoing/drafts/"))
    assert client.post(way, typed(office)).status_code == 302
    assert Draft.objects.count() == 0


def test_a_draft_is_kept_on_asking_and_thrown_away(office):
    client, way = browser(office), sheet()
    assert client.post(way, typed(office, act="keep")).url == "/documents/outgoing/drafts/"
    assert not {"materials", "word", "act", "once-key"} & Draft.objects.get().fields.keys()
    assert client.get(way).context["form"]["title"].value() == typed(office)["title"]
    assert client.post(way, {"act": "drop", "once-key": str(uuid4())}).status_code == 302
    assert (Draft.objects.count(), Outgoing.objects.count()) == (0, 0)


def test_two_windows_on_one_change_keep_one_draft(office):
    paper = office.back()
    client = browser(office, CLERK)
    for title in ("第一稿", "第二稿"):
        said = {"outgoing": paper.pk, "title": title, "version": amending(office, paper)}
        assert client.post(f"{sheet()}save/", said).status_code == 200
    assert Draft.objects.get().title == "第二稿"
    page = client.get(f"/documents/outgoing/{paper.pk}/amend/")
    assert page.context["form"]["title"].value() == "第二稿"


def saved(client: Client, way: str, **said: Any) -> tuple[int, str]:
    """What the page is told of what it saves by itself."""
    answer = client.post(f"{way}save/", said, headers={"accept": "application/json"})
    return answer.status_code, answer.json().get("sentence", "")


def test_a_window_left_open_does_not_bring_back_the_draft_of_what_was_sent(office):
    client, way = browser(office), sheet()
    assert client.post(way, typed(office)).status_code == 302
    paper = Outgoing.objects.get()
    status, sentence = saved(client, way, title="关于旧窗口的通知")
    assert (status, Draft.objects.count()) == (409, 0)
    assert sentence.startswith("这一页的文稿已经送出。")
    for act in ("keep", "submit"):
        answer = client.post(way, typed(office, act=act, title="关于旧窗口的通知"))
        assert (answer.status_code, "关于旧窗口的通知" in words(answer)) == (409, True)
    assert (Draft.objects.count(), Outgoing.objects.count()) == (0, 1)
    assert client.get(way).url == paper.get_absolute_url()
    assert not client.get(sheet()).context["form"]["title"].value()


def test_a_window_left_open_keeps_no_draft_of_a_change_that_went_on(office):
    paper = returned(office)
    client, way, before = browser(office, CLERK), sheet(), amending(office, paper)
    change = {"outgoing": paper.pk, "title": "关于旧窗口的通知", "version": before}
    said = typed(office, title="关于新窗口的通知", version=before)
    assert client.post(f"/documents/outgoing/{paper.pk}/amend/", said).status_code == 302
    assert saved(client, way, **change) == (
        409,
        "您打开以后这件有了变化，没有改。请重新打开再改，写的内容在下面，可以复制。",
    )
    assert saved(client, way, **change | {"version": "1.1.2"})[0] in (403, 409)
    assert Draft.objects.count() == 0


def test_two_windows_at_the_recheck_do_not_write_over_each_other(office):
    """Changing the text there moves no case: the version it made is what tells."""
    desk = submitted(office.house, CLERK)
    for post in (DIRECTOR, "副书记（分管办公室）", "镇长"):
        desk.agree(post)
    paper, client = desk.fresh(), browser(office, CLERK)
    before = amending(office, paper)
    for title, status in (("关于新窗口的通知", 302), ("关于旧窗口的通知", 409)):
        said = typed(office, title=title, version=before)
        answer = client.post(f"/documents/outgoing/{paper.pk}/amend/", said)
        assert (title, answer.status_code) == (title, status)
    assert saved(client, sheet(), outgoing=paper.pk, version=before)[0] == 409
    assert (Outgoing.objects.get().title, Draft.objects.count()) == ("关于新窗口的通知", 0)


def amending(office: Office, paper: Outgoing) -> str:
    page = browser(office, CLERK).get(f"/documents/outgoing/{paper.pk}/amend/")
    return page.context["version"]


def returned(office: Office) -> Outgoing:
    desk = submitted(office.house, CLERK, office.parts)
    desk.return_to(DIRECTOR, 1, "日期写明。")
    return desk.fresh()


def test_what_came_back_is_changed_and_goes_on_from_the_page(office):
    paper = returned(office)
    said = typed(office, body=TEXT.replace("12月10日", "12月20日"), version=amending(office, paper))
    answer = browser(office, CLERK).post(f"/documents/outgoing/{paper.pk}/amend/", said)
    assert answer.status_code == 302
    assert "12月20日" in Outgoing.objects.get().body
    assert [each.why for each in paper.versions.all()] == ["submitted", "amended"]


def test_a_recipient_beyond_those_that_are_offered_stays(office, monkeypatch):
    """A directory may be longer than the page; whom it went to before it still goes to."""
    paper = returned(office)
    monkeypatch.setattr(drafting, "MORE", 0)
    said = typed(office, version=amending(office, paper))
    answer = browser(office, CLERK).post(f"/documents/outgoing/{paper.pk}/amend/", said)
    assert answer.status_code == 302
    assert [each.name for each in paper.recipients.all()] == ["柳树湾村民委员会"]


def test_a_window_left_open_does_not_change_what_went_on(office):
    paper = returned(office)
    before = amending(office, paper)
    actions.send_outgoing(paper, by=office.clerk)
    submitted_again = typed(office, title="关于旧窗口的通知", version=before)
    answer = browser(office, CLERK).post(f"/documents/outgoing/{paper.pk}/amend/", submitted_again)
    assert answer.status_code == 403  # it lies with the director
    paper = returned(office)
    stale = typed(office, title="关于旧窗口的通知", version="1.0")
    answer = browser(office, CLERK).post(f"/documents/outgoing/{paper.pk}/amend/", stale)
    assert (answer.status_code, "关于旧窗口的通知" in words(answer)) == (409, True)
    assert not Outgoing.objects.filter(title="关于旧窗口的通知").exists()


def test_who_is_asked_sees_what_the_rules_say_of_it(office):
    desk = submitted(office.house, parts=office.parts, title="安全生产工作通知")
    page = browser(office, DIRECTOR).get(desk.paper.get_absolute_url())
    assert page.context["findings"]
    assert "格式与行文检查" in words(page)
    assert "格式与行文检查" not in words(browser(office).get(desk.paper.get_absolute_url()))


def test_a_tab_left_open_does_not_sign_another_text(office):
    paper = office.sent()
    client = browser(office, DIRECTOR)
    page = client.get(paper.get_absolute_url())
    Outgoing.objects.filter(pk=paper.pk).update(body=TEXT.replace("12月10日", "12月20日"))
    said = {"act": "agree", "version": page.context["decision"].version, "opinion": "同意。"}
    said |= dict.fromkeys(("needed", "manner", "rules", "format"), "on")
    answer = client.post(paper.get_absolute_url(), said | {"once-key": str(uuid4())})
    assert answer.status_code == 409


def test_versions_are_compared_side_by_side(office):
    paper = returned(office)
    paper.body = TEXT.replace("12月10日", "12月20日")
    actions.amend_outgoing(paper, office.parts, by=office.clerk)
    client = browser(office, CLERK)
    page = client.get(f"/documents/outgoing/{paper.pk}/versions/")
    assert (page.context["before"].number, page.context["after"].number) == (1, 2)
    assert not page.context["comparison"].same
    keep_version(paper, Version.Why.FINAL, by=office.clerk)  # which says the same again
    page = client.get(f"/documents/outgoing/{paper.pk}/versions/")
    assert (page.context["before"].number, page.context["after"].number) == (1, 3)
    odd = client.get(f"/documents/outgoing/{paper.pk}/versions/?before=9&after=x")
    assert odd.status_code == 200
    same = client.get(f"/documents/outgoing/{paper.pk}/versions/?before=1&after=1")
    assert same.context["comparison"].same


def test_what_changes_the_head_is_told_when_two_versions_are_compared(office):
    paper = returned(office)
    paper.issuer, paper.lead, paper.urgency = "joint", "government", "特急"
    actions.amend_outgoing(paper, office.parts, by=office.clerk)
    page = browser(office, CLERK).get(f"/documents/outgoing/{paper.pk}/versions/")
    before, after = (Words.kept(page.context[each].words).as_body for each in ("before", "after"))
    assert "<p>名义：政府　文种：通知　方向：下行　缓急：平件</p>" in before
    assert "名义：党政联合　主办：政府　文种：通知　方向：下行　缓急：特急" in after
    assert "<p>标题：关于" in after
    assert not page.context["comparison"].same


def test_the_register_prints_and_goes_to_excel_with_its_void_numbers(office):
    paper = office.numbered()
    actions.void_outgoing(paper, reason="情况变了。", by=office.director)
    client, way = browser(office, CLERK), "/documents/outgoing/register/"
    label = f"宁政发〔{clock.today().year}〕1号"
    for shown in (way, f"{way}?as=print", f"{way}?tab=void"):
        page = words(client.get(shown))
        assert label in page
        assert "作废" in page and "情况变了。" in page
    book = load_workbook(BytesIO(client.get(f"{way}?as=xlsx").content))
    cells = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert {label, "作废", "情况变了。"} <= set(cells)


def test_a_text_to_be_vetted_is_seen_as_it_prints_and_downloaded(office):
    paper = office.sent()
    job = Job.objects.get(name=LAYOUT_JOB)
    told = {"township_id": job.township_id, **job.args}
    tasks.keep_layout(tasks.draw_layout(**told), **told)
    client, layout = browser(office), paper.layouts.get()
    picture = client.get(f"/documents/outgoing/{paper.pk}/layout/{layout.pk}/1.png")
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    beyond = f"/documents/outgoing/{paper.pk}/layout/{layout.pk}/{layout.pages + 1}.png"
    assert client.get(beyond).status_code == 404
    for file, begins in ((layout.pdf, b"%PDF-"), (layout.docx, b"PK\x03\x04")):
        answer = client.get(f"/files/{file.pk}/download/")
        assert answer.status_code == 200
        assert b"".join(answer).startswith(begins)


def test_a_picture_of_another_document_or_of_none_is_not_there(office):
    """A layout is found beside its own document only."""
    first, second = office.sent(), office.sent()
    other = second.layouts.get().pk
    client = browser(office)
    for key in (other, first.layouts.get().pk, other + 99):  # the second is not drawn yet
        assert client.get(f"/documents/outgoing/{first.pk}/layout/{key}/1.png").status_code == 404


def test_an_odd_address_breaks_nothing(office):
    client = browser(office)
    assert client.get("/documents/outgoing/new/?answers=abc").status_code == 302
    assert client.get("/documents/outgoing/new/?answers=7").url.endswith("?answers=7")
    assert client.get(f"{sheet()}?answers=7").status_code == 200
    assert client.get("/documents/outgoing/999999/").status_code == 404
    for pk in ("999999", "9" * 5000, "²", "abc"):
        assert client.get("/documents/outgoing/new/", {"answers": pk}).status_code == 302
        assert client.post(f"{sheet()}save/", {"outgoing": pk}).status_code == 404
        said = typed(office, act="annex") | {"annex-TOTAL_FORMS": pk}
        assert client.post(sheet(), said).status_code == 200
