"""待阅, 已阅, the card beside a record, and what may be pressed there."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.circulation.ring import Ring, ring_of
from tests.documents.walk import Walk, register
from township_office import clock
from township_office.approvals.circulation.models import Circulation, Reader
from township_office.notices.models import Notice

pytestmark = pytest.mark.django_db


def signed_in(house, post: str) -> Client:
    browser = Client()
    browser.force_login(house[post])
    return browser


def page(ring: Ring, post: str, address: str = "") -> str:
    answer = signed_in(ring.house, post).get(address or ring.walk.paper.get_absolute_url())
    assert answer.status_code == 200, (post, address)
    return answer.content.decode()


def send(ring: Ring, post: str, address: str, **said):
    browser = signed_in(ring.house, post)
    return browser.post(f"/circulation/{address}", said | {"once-key": str(uuid4())}, follow=True)


def test_the_tab_counts_and_the_list_shows_what_one_is_to_read(ring):
    shown = page(ring, "应急办主任", "/reading/")
    assert ring.walk.paper.title in shown
    assert "王建国送传阅" in shown
    assert ring.walk.paper.title not in page(ring, "民政办主任", "/reading/")


def test_all_are_ticked_without_a_line_of_script(ring):
    assert "checked" not in page(ring, "应急办主任", "/reading/")
    assert "checked" in page(ring, "应急办主任", "/reading/?all=1")


def test_thirty_stand_on_the_page_and_the_rest_after_them(office):
    rings = [ring_of(office, "党委书记", title=f"第{n}件") for n in range(31)]
    shown = page(rings[0], "党委书记", "/reading/?all=1")
    assert shown.count('name="reader"') == 30
    assert "一次最多 30 件" in shown
    chosen = [ring.reader("党委书记").pk for ring in rings[:30]]
    answer = send(rings[0], "党委书记", "read/", reader=chosen)
    assert "已圈阅 30 件" in answer.content.decode()
    assert "第30件" in answer.content.decode()
    assert Reader.objects.lying_with(office["党委书记"]).count() == 1


def test_nothing_ticked_circles_nothing(ring):
    assert "没有勾选" in send(ring, "应急办主任", "read/").content.decode()
    assert ring.lying == ring.names


def test_what_one_has_circled_stands_under_read(ring):
    reader = ring.reader("应急办主任")
    answer = send(ring, "应急办主任", f"readers/{reader.pk}/read/", word="已阅，马上办。")
    assert "已圈阅" in answer.content.decode()
    assert "已阅，马上办。" in page(ring, "应急办主任", "/reading/done/")


def test_a_word_too_long_is_told_and_nothing_is_circled(ring):
    reader = ring.reader("应急办主任")
    answer = send(ring, "应急办主任", f"readers/{reader.pk}/read/", word="很长" * 200)
    assert "没有圈阅" in answer.content.decode()
    assert ring.reader("应急办主任").read_at is None


def test_the_page_of_the_record_tells_who_has_read_and_who_has_not(ring):
    ring.reads("党委书记", "请抓好落实。")
    shown = page(ring, "应急办主任")
    assert "共 3 人，1 人已阅" in shown
    assert "请抓好落实。" in shown
    assert "刚刚送到，待阅" in shown
    assert "圈阅</button>" in shown
    assert "圈阅</button>" not in page(ring, "党委书记")


def test_looking_is_noted_and_what_one_was_told_is_read(ring):
    page(ring, "应急办主任")
    seen = ring.reader("应急办主任").seen_at
    assert seen is not None
    assert "已打开" in page(ring, "文书")
    page(ring, "应急办主任")
    assert ring.reader("应急办主任").seen_at == seen
    assert not Notice.objects.of(ring.house["应急办主任"]).unread().exists()


def test_buttons_stand_there_for_whoever_may_press_them(ring):
    found = {
        post: {
            word for word in ("widen", "urge", "enter", "recall") if f"/{word}/" in page(ring, post)
        }
        for post in ("文书", "应急办主任", "党委书记")
    }
    assert found == {"文书": {"urge", "enter"}, "应急办主任": set(), "党委书记": set()}


def test_the_leader_widens_on_a_page_of_its_own(ring):
    address = f"{ring.circulation.pk}/widen/"
    browser = signed_in(ring.house, "镇长")
    paper = ring.walk.paper
    assert browser.get(f"/circulation/{address}").status_code == 404  # not laid before him yet
    ring.walk.check().propose()
    assert "增加传阅" in page(ring, "镇长", f"/circulation/{address}")
    more = ring.house.posts["民政办主任"]
    send(ring, "镇长", address, posts=[more.pk])
    assert "何燕" in page(ring, "民政办主任", paper.get_absolute_url())


def test_the_office_enters_a_circle_from_paper_on_a_page_of_its_own(ring):
    reader = ring.reader("党委书记")
    assert "代录" in page(ring, "文书", f"/circulation/readers/{reader.pk}/enter/")
    said = {"how": "paper", "on": f"{clock.today():%Y-%m-%d}", "word": ""}
    answer = send(ring, "文书", f"readers/{reader.pk}/enter/", **said)
    assert "纸上圈阅，刘芳代录" in answer.content.decode()


def test_the_handling_sheet_prints_the_circles(ring):
    ring.reads("党委书记")
    shown = page(ring, "文书")
    sheet = shown[shown.index('class="readers"') : shown.index("</ul>", shown.index("readers"))]
    assert '<li class="read"><span>陈志远</span>' in sheet
    assert sheet.count("<li") == 3


def cost(house, post: str, address: str) -> int:
    browser = signed_in(house, post)
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def test_what_is_to_be_read_costs_the_same_however_much_it_is(office):
    ring_of(office, "党委书记", title="第一件").reads("党委书记")
    ring_of(office, "党委书记", title="第二件")
    pages = {"/reading/": 12, "/reading/done/": 14}
    few = {address: cost(office, "党委书记", address) for address in pages}
    for number in range(35):
        ring = ring_of(office, "党委书记", title=f"第{number}件")
        if number % 2:
            ring.reads("党委书记")
    many = {address: cost(office, "党委书记", address) for address in pages}
    assert many == few
    assert {address: many[address] for address in pages if many[address] > pages[address]} == {}


def test_the_page_of_a_record_costs_the_same_for_many_readers(office):
    few = ring_of(office, "党委书记", "应急办主任", title="第一件")
    many = ring_of(office, *office.posts, title="第二件")
    for ring in (few, many):
        ring.reads("应急办主任", "好。")
    costs = [cost(office, "党委书记", ring.walk.paper.get_absolute_url()) for ring in (few, many)]
    assert costs[0] == costs[1] <= 25


def instructed(office, **fields) -> Walk:
    return register(office, **fields).check().propose().instruct()


def to_send(walk: Walk) -> str:
    return f"start/documents.incoming/{walk.paper.pk}/"


def named(office, *posts: str, **said) -> dict:
    return said | {"posts": [office.posts[post].pk for post in posts]}


def test_who_has_instructed_is_offered_to_send_it_round_and_nobody_else(office):
    walk = instructed(office)
    address = walk.paper.get_absolute_url()
    offered = {
        who: "还没有送传阅" in signed_in(office, who).get(address).content.decode()
        for who in ("文书", "办公室主任", "镇长", "应急办主任")
    }
    assert offered == {"文书": False, "办公室主任": False, "镇长": True, "应急办主任": False}


def test_what_circulates_is_not_offered_a_second_time(ring):
    ring.walk.check().propose().instruct()
    assert "还没有送传阅" not in page(ring, "镇长")
    answer = send(ring, "镇长", to_send(ring.walk), **named(ring.house, "民政办主任"))
    assert answer.status_code == 409
    assert "已经在传阅了" in answer.content.decode()


def test_sent_by_hand_it_goes_by_rank_with_a_note(office):
    walk = instructed(office)
    ring = Ring(office, walk, None)
    said = named(office, "应急办主任", "党委书记", note="请阅第三条。", in_order="on")
    assert "已送传阅" in send(ring, "镇长", to_send(walk), **said).content.decode()
    ring.circulation = Circulation.objects.get(subject_id=walk.paper.pk)
    assert (ring.names, ring.lying) == (["党委书记", "应急办主任"], ["党委书记"])
    assert (ring.circulation.note, ring.circulation.in_order) == ("请阅第三条。", True)


def test_nobody_sends_it_round_while_another_leader_has_not_spoken(office):
    walk = register(office, side="both").check().propose().instruct()
    ring = Ring(office, walk, None)
    answer = send(ring, "镇长", to_send(walk), **named(office, "民政办主任"))
    assert (answer.status_code, Circulation.objects.count()) == (403, 0)
    assert "都批示以后" in answer.content.decode()
    assert "还没有送传阅" not in page(ring, "镇长")


def test_he_who_sends_it_is_not_among_those_who_might_read_it(office):
    walk = instructed(office)
    ring = Ring(office, walk, None)
    shown = page(ring, "镇长", f"/circulation/{to_send(walk)}")
    assert "陈志远" in shown
    assert "镇长　王建国" not in shown


def test_a_matter_that_is_none_is_not_found(office):
    walk = instructed(office)
    browser = signed_in(office, "镇长")
    assert browser.get(f"/circulation/start/nothing/{walk.paper.pk}/").status_code == 404
