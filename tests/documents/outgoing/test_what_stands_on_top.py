"""What became of a document stands where one looks first, for everybody who sees it (DOC-64)."""

from re import split

import pytest

from documents.outgoing import actions
from documents.outgoing.models import Outgoing, Recipient
from tests.documents.outgoing.deeds import REPEALED, Office
from tests.documents.outgoing.test_after_pages import browser, from_paper, opened, sent, words
from tests.house import House
from township_office import clock
from township_office.approvals.circulation.actions import mark_read
from township_office.approvals.circulation.models import Reader
from township_office.approvals.models import Event
from township_office.notices.models import Notice
from township_office.people.capacity import capacity_of

READER, HEAD = "民政办主任", "民政办公室"


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def with_civil_affairs(office: Office, way: str = Recipient.Way.SYSTEM.value) -> Outgoing:
    """One copy went to a department of the house, one is in the file; filed."""
    paper = office.at_civil_affairs(way)
    actions.file_outgoing(paper, retention="D30", by=office.clerk)
    return paper


def top_of(page: str) -> str:
    """What stands above the tabs; who only received it has none, but the document below."""
    above, *below = split('<nav class="tabs"|<div class="with-aside"', page, maxsplit=1)
    assert below
    return above.split('id="main"')[1]


@pytest.mark.parametrize(
    ("what", "tone", "stamp", "warning"),
    [
        ("corrected", "amber", "已更正", "以更正后的为准"),
        ("recalled", "red", "已收回", "手里的交回党政办公室"),
        ("revoked", "red", "已撤销", "自始无效"),
        ("repealed", "red", "已废止", f"自 {clock.today():%Y-%m-%d} 起失效"),
    ],
)
def test_whoever_opens_it_sees_at_once_what_became_of_it(office, what, tone, stamp, warning):
    paper = with_civil_affairs(office)
    said = REPEALED | {"what": what, "to_recall": int(what == "recalled")}
    actions.correct(paper, said, by=office.director)
    for post in (READER, "文书"):
        top = top_of(words(browser(office, post).get(paper.get_absolute_url())))
        assert f'<span class="stamp {tone}">{stamp}</span>' in top
        notice = top.split(f'class="notice {tone}"')[1]
        assert warning in notice
        assert REPEALED["reason"] in notice
        assert "已归档" not in top


def test_what_nothing_befell_says_nothing(office):
    top = top_of(words(browser(office).get(with_civil_affairs(office).get_absolute_url())))
    assert ("已归档" in top, 'class="notice red"' in top) == (True, False)


def test_the_stamp_stands_on_every_page_of_it(office):
    paper = with_civil_affairs(office)
    actions.correct(paper, REPEALED, by=office.director)
    for page in ("versions/", "trail/"):
        assert "已废止" in top_of(words(browser(office).get(f"{paper.get_absolute_url()}{page}")))


def test_what_went_out_on_paper_says_so_too(office):
    assert opened(office, 10).status_code == 302
    way = "/documents/outgoing/register/afterwards/"
    assert sent(browser(office), way, **from_paper(office, 3)).status_code == 302
    paper = Outgoing.objects.get()
    actions.correct(paper, REPEALED | {"what": "revoked"}, by=office.director)
    top = top_of(words(browser(office).get(paper.get_absolute_url())))
    assert ("已撤销" in top, "自始无效" in top) == (True, True)


def test_who_circled_it_stands_where_the_others_signed(office):
    paper = with_civil_affairs(office)
    page, list_of = paper.get_absolute_url(), f"{paper.get_absolute_url()}list/"
    client, name = browser(office), office.house[READER].name
    assert "在「传阅」里签收" in words(client.get(page))
    assert name not in words(client.get(list_of)).split("<tbody>")[1]
    place = Reader.objects.get(circulation__subject_id=paper.pk)
    mark_read(place, word="", by=capacity_of(office.house[READER], office.house.posts[READER]))
    signed = words(client.get(page)).split('id="sent"')[1].split("</table>")[0]
    assert f"{name}　{clock.today().month}月{clock.today().day}日 圈阅" in signed
    printed = words(client.get(list_of)).split("<tbody>")[1]
    assert (name in printed, "日 圈阅" in printed) == (True, True)


def test_who_got_it_another_way_is_told_by_the_office(office):
    """He may not open it here: a notice would lead him nowhere."""
    paper = with_civil_affairs(office, Recipient.Way.EXCHANGE.value)
    found = actions.correct(paper, REPEALED, by=office.director)
    assert [row.name for row in found.uninformed] == [HEAD]
    assert not Notice.objects.filter(kind="documents.corrected").exists()


def test_a_void_number_stands_on_the_page_of_its_document(office):
    paper = office.numbered()
    number = paper.number
    actions.void_outgoing(paper, reason="不发了。", by=office.director)
    page = words(browser(office).get(paper.get_absolute_url()))
    assert f"{number}（已作废）" in top_of(page)
    assert f"<i>发文字号：</i>{number}（已作废）" in page
    assert "尚未编号" not in page


def test_a_document_renumbered_bears_the_number_that_stands(office):
    paper = office.numbered()
    actions.void_number(paper.numbers.get(), reason="编错。", by=office.director)
    actions.number_outgoing(Outgoing.objects.get(), series=office.series, by=office.clerk)
    assert Outgoing.objects.get().number_ever.endswith("2号")


def test_who_may_void_it_finds_that_on_its_page(office):
    taken_back, under_way = office.back(), office.sent()
    for paper, post in ((taken_back, "文书"), (under_way, "应急办干事")):
        page = words(browser(office, post).get(paper.get_absolute_url()))
        assert page.count(f'href="{paper.get_absolute_url()}void/"') == 1
    assert "/void/" not in words(browser(office).get(office.out().get_absolute_url()))


def test_a_draft_that_was_withdrawn_is_not_called_back(office):
    paper = office.back()
    assert "已撤回，待修改" in words(browser(office).get(paper.get_absolute_url()))
    listed = words(browser(office).get(f"/documents/outgoing/?year={clock.today().year}&tab=all"))
    assert "已收回" not in listed
    assert Event.objects.filter(verb="withdraw").exists()


def test_the_page_of_voiding_begins_with_the_title_where_there_is_no_number(office):
    paper = office.back()
    page = words(browser(office).get(f"{paper.get_absolute_url()}void/"))
    assert f"<h2>{paper.title}</h2>" in page
