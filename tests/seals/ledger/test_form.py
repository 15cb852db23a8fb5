"""The 用印审批单: on the page and as a PDF, with who approved and when the seal came down."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from pypdf import PdfReader

from seals.keeping.actions import keep_imprint
from seals.ledger import prints
from seals.ledger.actions import FORM, ask_for_form, correct_line
from seals.using.models import Item, Request
from tests.documents.walk import published
from tests.house import build_house
from tests.seals.keeping.desk import picture
from tests.seals.ledger.desk import CLERK, SIGNED, Desk
from tests.seals.using.desk import asked as asked_for
from tests.seals.using.desk import staffed
from township_office import clock
from township_office.files.models import File
from township_office.jobs import claim
from township_office.web.refusals import Stale


@pytest.fixture
def office(transactional_db) -> Desk:
    return Desk(published(build_house()))


def stamped(desk: Desk) -> Request:
    asked = desk.asked(
        signers=SIGNED, source=desk.house.township, across=True, on_behalf="柳树湾村"
    )
    Item.objects.create(request=asked, what="施工合同", whom="榆林某公司", copies=5)
    wrong = desk.line(3, asked, taken_by="马军")
    correct_line(wrong, copies=2, reason="数错了", by=desk.keeper)
    return asked


def page(desk: Desk, asked: Request) -> str:
    browser = Client()
    browser.force_login(desk.house[CLERK])
    return browser.get(f"/seals/ledger/requests/{asked.pk}/form/").content.decode()


def pdf_of(asked: Request) -> PdfReader:
    claim.drain()
    file = File.objects.attached_to(asked).get(role="form")
    with default_storage.open(file.stored) as kept:
        return PdfReader(BytesIO(kept.read()))


def words_of(reader: PdfReader) -> str:
    text = "".join(sheet.extract_text() for sheet in reader.pages)
    return text.replace(" ", "").replace("\n", "")


def test_the_form_tells_what_the_ledger_says_today(desk):
    (line,) = prints.form(stamped(desk))["lines"]
    assert (line.copies, line.number, line.taken_by) == (2, 2, "马军")


def test_the_page_shows_the_form_as_it_prints(desk):
    text = page(desk, stamped(desk))
    for words in ("用印审批单", "（代 柳树湾村）", "骑缝", "〔2026〕2号", "王建国"):
        assert words in text


def test_a_worker_draws_the_form_on_one_page(office):
    asked = stamped(office)
    ask_for_form(asked, by=office.who(CLERK))
    assert FORM.is_under_way(asked)
    with pytest.raises(Stale, match="正在生成"):
        ask_for_form(asked, by=office.who(CLERK))
    reader = pdf_of(asked)
    assert not FORM.is_under_way(asked)
    assert len(reader.pages) == 1
    for words in (
        "用印审批单",
        "应急管理办公室",
        "王建国",
        "盖2份",
        "监印孙丽",
        "登记2号",
        "榆林某公司",
    ):
        assert words in words_of(reader)


def test_a_void_request_says_why_on_paper(office):
    asked = office.asked(voided_on=clock.today(), void_reason="重复申请")
    ask_for_form(asked, by=office.who(CLERK))
    assert "作废：重复申请" in words_of(pdf_of(asked))


def test_the_imprint_is_printed_as_a_marked_copy_once_the_seal_has_come_down(office):
    """SEAL-16: a picture is no electronic seal, and the form says so."""
    asked = office.asked(signers=SIGNED, source=office.house.township)
    keep_imprint(office.seal, picture(), by=office.keeper)
    assert prints.imprint(asked) == []
    office.line(3, asked)
    (copy,) = prints.imprint(asked)
    assert copy.data.startswith(b"\x89PNG")
    ask_for_form(asked, by=office.who(CLERK))
    reader = pdf_of(asked)
    assert "套印图样，不具电子签章效力" in words_of(reader)
    assert len(reader.pages[0].images) == 1


def test_no_picture_is_printed_where_none_is_kept(desk):
    assert prints.imprint(stamped(desk)) == []


# With a request that goes its way


def test_the_leaders_words_stand_in_their_box(house):
    desk = asked_for(staffed(house), "government", "合同协议")
    for post in ("党委书记", "镇长"):
        desk.agree(post, opinion="同意用印，请核对份数。")
    said = prints.form(desk.fresh())["approvals"]
    assert {each.name for each in said} == {"陈志远", "王建国"}
    assert {each.words for each in said} == {"同意用印，请核对份数。"}


def test_what_a_leader_wrote_on_paper_is_entered_by_the_office_on_the_requests_page(house):
    """代录 is the office's: the keeper finds it where her post is one of the office."""
    desk = asked_for(staffed(house), "government", "公文")
    assert desk.lies_with == {"镇长"}
    offered = {who for who in ("文书", "机要员", "印章保管员", "应急办干事") if _offers(desk, who)}
    assert offered == {"文书", "机要员"}


def _offers(desk, who: str) -> bool:
    browser = Client()
    browser.force_login(desk.house[who])
    return (
        "代录"
        in browser.get(desk.request.get_absolute_url()).content.decode().partition("<main")[2]
    )
