"""Who sees what: every kind of record, everybody in the house and beyond it, against docs/visibility.md.

What one may not see answers 404 everywhere, and no list, workbook or print mentions it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.http import HttpResponse
from django.test import Client
from django.utils.datastructures import MultiValueDict
from openpyxl import load_workbook

from documents.incoming.actions import register_card
from documents.incoming.forms import InstructForm
from documents.incoming.models import Incoming, Secrecy
from tests.documents.outgoing import test_visibility as outgoing
from tests.documents.walk import Walk, blank, organ, published, register
from tests.house import House, build_house
from tests.leave import test_walls as leave
from tests.seals.outing import test_visibility as outing
from tests.seals.using import test_visibility as using
from tests.test_walks import ALL, READ
from township_office import clock
from township_office.approvals.actions import Call, agree_by_phone
from township_office.approvals.actions.weekly import list_of_the_week
from township_office.approvals.circulation.models import Circulation
from township_office.approvals.registry import case_of
from township_office.files.actions import keep_bytes
from township_office.files.models import File
from township_office.jobs.models import Job, State
from township_office.people.actions import appoint, release
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer, Phrase, StandIn

LISTS = ["/", "/reading/", "/reading/done/", "/begun/", "/done/", "/overdue/"]
LISTS += ["/documents/incoming/"]
OFFICE = {"文书", "办公室主任", "机要员"}
EMERGENCY = {"应急办主任", "应急办干事"}

# paper: who in its own township opens it; nobody anywhere else does
SEES = {
    "刚登记的件": OFFICE,
    "应急办的件": OFFICE | EMERGENCY | {"镇长", "副镇长（农业）"},  # the last is named to read it
    "应急办的内部件": OFFICE | EMERGENCY | {"镇长", "副镇长（农业）"},
    "民政办的件": OFFICE | {"镇长", "民政办主任"},
    "党务件": OFFICE | EMERGENCY | {"党委书记"},
    "涉密件": {"办公室主任", "机要员"},
    "外镇的件": set(),
}
SECRET_NUMBER = "机密字〔2026〕9号"


@dataclass
class Township:
    """A township with papers of every kind: what lies there, and everybody who might look."""

    house: House
    papers: dict[str, Incoming]
    everybody: dict[str, Officer]

    def expects(self, seen: Any, unseen: Any = 404) -> dict[str, dict[str, Any]]:
        """What each paper should answer each person here."""
        return {
            title: {who: seen if who in SEES[title] else unseen for who in self.everybody}
            for title in self.papers
        }

    def answers(self, ask: Callable[[Client, Incoming], Any]) -> dict[str, dict[str, Any]]:
        """What each paper answers each person here."""
        browsers = {who: signed_in(officer) for who, officer in self.everybody.items()}
        return {
            title: {who: ask(browser, paper) for who, browser in browsers.items()}
            for title, paper in self.papers.items()
        }


def signed_in(officer: Officer) -> Client:
    browser = Client()
    browser.force_login(officer)
    return browser


def administrator(house: House) -> Officer:
    return Officer.objects.create(
        township=house.township,
        username=f"admin-{house.township.pk}",
        name="郭晓东",
        is_staff=True,
        is_superuser=True,
    )


def scanned(walk: Walk) -> Walk:
    """With its scan, which whoever sees the paper may open."""
    by = capacity_of(walk.house["文书"])
    text = f"{walk.paper.title}的全文。".encode()
    keep_bytes("来文.txt", text, attached_to=walk.paper, by=by, role="scan")
    return walk


def under_way(house: House, title: str, handler: str, *readers: str, **fields: Any) -> Walk:
    """A paper that has come as far as its handler."""
    walk = scanned(register(house, title=title, **fields)).check()
    walk.propose(handler, readers=readers)
    leader = "党委书记" if fields.get("side") == "party" else "镇长"
    return walk.instruct(handler, post=leader, readers=readers)


def card(house: House) -> Incoming:
    paper = blank(house, title="", source_number=SECRET_NUMBER, secrecy=Secrecy.CONFIDENTIAL)
    return register_card(paper, by=capacity_of(house["文书"], house.posts["文书"]))


@pytest.fixture
def here(house: House) -> Township:
    """宁条梁镇, with a paper for every line of the table, and 红墩界镇 beside it."""
    published(house)
    other = published(build_house("红墩界镇", prefix="hdj-"))
    led = ("应急办主任", "副镇长（农业）")
    walks = [
        scanned(register(house, title="刚登记的件")),
        under_way(house, "应急办的件", *led),
        under_way(house, "应急办的内部件", *led, secrecy=Secrecy.INTERNAL),
        under_way(house, "民政办的件", "民政办主任"),
        under_way(house, "党务件", "应急办主任", side="party"),
        under_way(other, "外镇的件", *led, source=organ(other, "县水利局")),
    ]
    papers = {walk.paper.title: walk.paper for walk in walks} | {"涉密件": card(house)}
    return Township(house, papers, house.officers | {"管理员": administrator(house)})


@pytest.fixture
def beyond(here: Township) -> Township:
    """The same papers as everybody in 红墩界镇 meets them."""
    house = House(here.papers["外镇的件"].township)
    staff = Officer.objects.filter(township=house.township)
    return Township(house, here.papers, {officer.username: officer for officer in staff})


PAGES = ["", "trail/", "files/"]
ACTS = ["", "amend/", "void/", "sheet/"]


def status_of(address: str) -> Callable[[Client, Incoming], int]:
    return lambda browser, paper: browser.get(_path(paper, address)).status_code


def _path(paper: Incoming, address: str) -> str:
    return f"/documents/incoming/{paper.pk}/{address}"


def test_a_paper_opens_to_those_whom_the_table_names_and_to_nobody_else(here):
    for address in PAGES:
        assert (address, here.answers(status_of(address))) == (address, here.expects(seen=200))


def test_what_one_may_not_see_one_cannot_touch(here):
    """Nor hear more than that it is not there; what the others hear is up to the rules."""

    def found(browser: Client, paper: Incoming) -> set[bool]:
        keyed = [browser.post(_path(paper, act), {"once-key": str(uuid4())}) for act in ACTS]
        asked = [browser.get(_path(paper, act)) for act in ("amend/", "void/")]
        return {answer.status_code != 404 for answer in [*keyed, *asked]}

    assert here.answers(found) == here.expects(seen={True}, unseen={False})


CIRCULATION = [
    "<int:pk>/widen/",
    "<int:pk>/urge/",
    "readers/<int:pk>/read/",
    "readers/<int:pk>/enter/",
    "readers/<int:pk>/recall/",
]


def test_a_list_of_readers_is_there_for_whoever_sees_what_circulates(here, beyond):
    """For everybody else it is not; what those may do with it is up to the rules."""
    lists = Circulation.objects.get(subject_id=here.papers["应急办的件"].pk)
    keys = {way: lists.readers.get().pk if way[0] == "r" else lists.pk for way in CIRCULATION}
    ways = [f"/circulation/{way.replace('<int:pk>', str(key))}" for way, key in keys.items()]
    seeing = [here.everybody[who] for who in sorted(SEES["应急办的件"])]
    strangers = {*here.everybody.values(), *beyond.everybody.values()} - set(seeing)
    assert {posted(one, way) for one in strangers for way in ways} == {404}
    assert 404 not in {posted(one, way) for one in seeing for way in ways[:-1]}  # all but a recall


def test_what_one_does_not_see_one_sends_to_nobody(here, beyond):
    """Who sees it hears by the rules whether it is his to send round."""

    def found(browser: Client, paper: Incoming) -> bool:
        way = f"/circulation/start/documents.incoming/{paper.pk}/"
        keyed = browser.post(way, {"once-key": str(uuid4())})
        return {browser.get(way).status_code, keyed.status_code} != {404}

    assert here.answers(found) == here.expects(seen=True, unseen=False)
    assert beyond.answers(found)["应急办的件"] == dict.fromkeys(beyond.everybody, False)


WEEKLY = ["approvals/paper/<int:pk>/", "approvals/paper/<int:pk>/pdf/"]


def test_a_weekly_list_is_there_for_the_office_and_for_its_leader(here, beyond):
    """What was entered for the mayor; no other leader reads it, and nobody beyond."""
    week = list_of_the_week(here.house["镇长"])
    seeing = [here.everybody[who] for who in sorted(OFFICE | {"镇长"})]
    strangers = {*here.everybody.values(), *beyond.everybody.values()} - set(seeing)
    for way in WEEKLY:
        address = f"/{way.replace('<int:pk>', str(week.pk))}"
        assert {posted(one, address) for one in strangers} == {404}
        assert 404 not in {posted(one, address) for one in seeing}
    page = f"/approvals/paper/{week.pk}/"
    assert {signed_in(one).get(page).status_code for one in strangers} == {404}
    assert {signed_in(one).get(page).status_code for one in seeing} == {200}


def test_a_consent_that_is_owed_is_listed_for_whose_it_is_and_for_who_chases_it(here, beyond):
    walk = under_way_to_the_mayor(here.house)
    call_the_mayor(walk)
    listing = {
        who
        for who, officer in here.everybody.items()
        if walk.paper.title in text_of(signed_in(officer).get("/approvals/owed/"))
    }
    assert listing == {"镇长", "办公室主任"}
    for stranger in beyond.everybody.values():
        assert walk.paper.title not in text_of(signed_in(stranger).get("/approvals/owed/"))


def under_way_to_the_mayor(house: House) -> Walk:
    return register(house, title="电话请示的件", urgency="加急").check().propose()


def call_the_mayor(walk: Walk) -> None:
    house, task = walk.house, walk.task("镇长")
    said = MultiValueDict({"opinion": ["同意。"], "work": ["read"]})
    form = InstructForm(said, subject=walk.paper, officer=house["镇长"])
    assert form.is_valid()
    by = capacity_of(house["机要员"], house.posts["机要员"])
    agree_by_phone(task, leader=house["镇长"], call=Call(clock.now()), form=form, by=by)


def posted(officer: Officer, way: str) -> int:
    return signed_in(officer).post(way, {"once-key": str(uuid4())}).status_code


def test_a_file_opens_to_whoever_sees_its_paper_and_each_reading_is_noted(here):
    def opened(browser: Client, paper: Incoming) -> list[int]:
        file = File.objects.attached_to(paper).get()
        addresses = (f"/files/{file.pk}/", f"/files/{file.pk}/download/")
        return [browser.get(address).status_code for address in addresses]

    assert not File.objects.attached_to(here.papers.pop("涉密件")).exists()
    assert here.answers(opened) == here.expects(seen=[200, 200], unseen=[404, 404])
    for title, paper in here.papers.items():
        readings = File.objects.attached_to(paper).get().readings.values_list("officer", flat=True)
        assert set(readings) == {here.house[post].pk for post in SEES[title]}


def test_being_superuser_opens_no_record(here):
    Officer.objects.update(is_staff=True, is_superuser=True)
    assert here.answers(status_of("")) == here.expects(seen=200)


def test_nothing_of_another_township_is_there(here, beyond):
    """Neither a paper nor its file, for anybody there."""
    del beyond.papers["外镇的件"]
    pages = [_path(paper, page) for paper in beyond.papers.values() for page in PAGES]
    files = [f"/files/{file.pk}/" for file in File.objects.filter(township=here.house.township)]
    met = {
        (who, path, status)
        for who, browser in ((who, signed_in(one)) for who, one in beyond.everybody.items())
        for path in [*pages, *files]
        if (status := browser.get(path).status_code) != 404
    }
    assert met == set()


def test_a_card_does_not_become_a_paper(here):
    director = signed_in(here.house["办公室主任"])
    answer = director.get(_path(here.papers["涉密件"], "amend/"))
    assert (answer.status_code, "登记卡不能修改" in text_of(answer)) == (403, True)


def test_who_makes_out_a_card_is_led_to_where_he_may_see_it(here):
    said = {
        "source_name": "县委机要局",
        "source_level": "above",
        "kind": "通知",
        "side": "party",
        "work": "handle",
        "urgency": "平件",
        "secrecy": "secret",
        "copies": "1",
        "received_on": str(clock.today()),
        "once-key": str(uuid4()),
    }
    answer = signed_in(here.house["文书"]).post("/documents/incoming/new/", said, follow=True)
    assert (answer.status_code, "已登记为涉密件登记卡" in text_of(answer)) == (200, True)


# Lists: the page, the workbook, the paper.


def on_the_page(browser: Client) -> str:
    return browser.get("/documents/incoming/").content.decode()


def on_paper(browser: Client) -> str:
    return browser.get("/documents/incoming/?as=print").content.decode()


def in_the_workbook(browser: Client) -> str:
    book = load_workbook(BytesIO(browser.get("/documents/incoming/?as=xlsx").content))
    rows = book.worksheets[0].iter_rows(values_only=True)
    return "\n".join(str(cell) for row in rows for cell in row)


def test_the_register_lists_what_one_may_see(here):
    # the office misses no number: a card stands there as a masked line
    expected = SEES | {"涉密件": OFFICE}
    for listed in (on_the_page, on_paper, in_the_workbook):
        texts = {who: listed(signed_in(one)) for who, one in here.everybody.items()}
        found = {title: {who for who in texts if title in texts[who]} for title in SEES}
        assert (listed.__name__, found) == (listed.__name__, expected)
        assert not any(SECRET_NUMBER in text for text in texts.values())


def test_no_search_tells_what_a_masked_line_hides(here):
    clerk = signed_in(here.house["文书"])
    page = clerk.get("/documents/incoming/", {"words": SECRET_NUMBER})
    assert page.context["page"].rows == []


def links(answer: HttpResponse) -> set[str]:
    return set(re.findall(r'href="((?:/documents/incoming|/files)/\d+/[^"]*)"', text_of(answer)))


def test_every_link_leads_to_what_one_may_see(here):
    """From each list to the papers, and from each paper to its files and pages."""
    broken = []
    for who, officer in here.everybody.items():
        browser, ways = signed_in(officer), list(LISTS)
        for way in ways:  # grows while it is walked
            answer = browser.get(way)
            if answer.status_code != 200:
                broken.append((who, way, answer.status_code))
            ways += links(answer) - set(ways)
        assert len(ways) - len(LISTS) >= sum(who in seen for seen in SEES.values())
    assert broken == []


def test_a_desk_lists_ones_own_and_nothing_else(here):
    desks = {who: signed_in(one).get("/").content.decode() for who, one in here.everybody.items()}
    lying = {
        "刚登记的件": {"文书"},
        "应急办的件": {"应急办主任"},
        "民政办的件": {"民政办主任"},
        "外镇的件": set(),
    }
    begun = {"文书"}  # what she sent stands at the side of her desk
    for title, whose in lying.items():
        on = {who for who, desk in desks.items() if title in desk}
        assert (title, on) == (title, whose | begun if whose else whose)


def test_no_page_of_one_township_says_anything_of_another(here, beyond):
    """Names, titles and organs carry the mark of 宁条梁; no page of 红墩界镇 shows the mark."""
    mark = "㊣"
    ours = here.house.township
    Officer.objects.filter(township=ours).update(name=Concat(F("name"), Value(mark)))
    for records in (here.house.departments.values(), here.house.posts.values(), [ours]):
        for record in records:
            type(record).objects.filter(pk=record.pk).update(name=Concat(F("name"), Value(mark)))
    Incoming.objects.filter(township=ours).update(title=Concat(F("title"), Value(mark)))
    ours.organ_set.update(name=Concat(F("name"), Value(mark)))
    Job.objects.create(
        township=ours, name="documents.incoming_sheet", state=State.FAILED, last_error=mark
    )
    paper = here.papers["外镇的件"]
    keys = {"documents": paper.pk, "files": File.objects.attached_to(paper).get().pk}
    shown = {
        (who, address.route)
        for who, browser in ((who, signed_in(one)) for who, one in beyond.everybody.items())
        for address in READ
        if address.name != "files:download" and mark in text_of(browser.get(address.path(keys)))
    }
    assert shown == set()
    # and the mark would have been seen
    assert mark in text_of(signed_in(here.house["文书"]).get("/documents/incoming/"))


def text_of(answer: HttpResponse) -> str:
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()


def test_given_up_work_is_shown_to_the_administrators_of_its_township_only(here, beyond):
    job = Job.objects.create(
        township=here.house.township, name="documents.incoming_sheet", state=State.FAILED
    )
    seen = {who: signed_in(one).get("/jobs/").status_code for who, one in here.everybody.items()}
    assert {who for who, status in seen.items() if status == 200} == {"管理员"}
    assert set(seen.values()) == {200, 404}
    tried = {
        signed_in(one).post(f"/jobs/{job.pk}/retry/", {"once-key": str(uuid4())}).status_code
        for one in [*beyond.everybody.values(), here.house["办公室主任"]]
    }
    assert tried == {404}


def test_a_stand_in_is_known_to_both_and_to_the_office_and_a_phrase_to_its_owner(here, beyond):
    """He to whom it was given may not end it, and is told so; for all others there is none."""
    house, end = here.house, {"once-key": str(uuid4())}
    mayor, deputy = house["镇长"], house["副镇长（农业）"]
    given = StandIn.objects.create(
        principal=mayor,
        deputy=deputy,
        valid_from=clock.today(),
        valid_until=clock.today(),
        reason="下村",
        made_by=mayor,
    )
    phrase = Phrase.objects.create(officer=mayor, words="同意，请抓紧。")
    people = {**here.everybody, **{f"hdj {who}": one for who, one in beyond.everybody.items()}}
    browsers = {who: signed_in(one) for who, one in people.items()}
    listed = {who for who, one in browsers.items() if "下村" in text_of(one.get("/stand-ins/"))}
    assert listed == {"镇长", "副镇长（农业）", "办公室主任", "管理员"}
    strangers = [one for who, one in browsers.items() if who not in listed]
    met = {one.post(f"/stand-ins/{given.pk}/end/", end).status_code for one in strangers}
    assert met == {404}
    assert browsers["副镇长（农业）"].post(f"/stand-ins/{given.pk}/end/", end).status_code == 403
    others = [one for who, one in browsers.items() if who != "镇长"]
    assert {one.post(f"/phrases/{phrase.pk}/drop/", end).status_code for one in others} == {404}
    known = {who for who, one in browsers.items() if phrase.words in text_of(one.get("/phrases/"))}
    assert known == {"镇长"}


# Who leaves a post no longer reads what came to it; who takes it over does.


@pytest.fixture
def next_week() -> datetime:
    return clock.now() + timedelta(days=7)


def hand_over(house: House, post: str) -> Officer:
    """Today the holder's last day, from tomorrow somebody new in his place."""
    by = capacity_of(house["文书"])
    successor = Officer.objects.create(township=house.township, username=f"new-{post}", name="高远")
    release(house.posts[post].appointments.get(), by=by)
    appoint(successor, house.posts[post], since=clock.today() + timedelta(days=1), by=by)
    return successor


def test_who_leaves_a_post_no_longer_reads_what_came_to_it_and_his_successor_does(here, next_week):
    successors = {post: hand_over(here.house, post) for post in here.house.posts}
    nobody = {title: dict.fromkeys(successors, 404) for title in here.papers}
    # what she registered herself the clerk goes on reading, as everybody does what he sent himself
    own = {title: {**nobody[title], "文书": 200} for title in here.papers}
    own |= {title: nobody[title] for title in ("涉密件", "外镇的件")}
    former, new = (
        Township(here.house, here.papers, who) for who in (here.house.officers, successors)
    )
    assert new.answers(status_of("")) == nobody
    with clock.moved_to(next_week):
        assert former.answers(status_of("")) == own
        assert new.answers(status_of("")) == new.expects(seen=200)


def test_the_lists_of_who_left_forget_what_came_to_the_post(here, next_week):
    former = here.house["镇长"]
    assert "民政办的件" in text_of(signed_in(former).get("/done/"))
    hand_over(here.house, "镇长")
    with clock.moved_to(next_week):
        browser = signed_in(former)
        shown = "".join(text_of(browser.get(path)) for path in LISTS)
    assert {title for title in SEES if title in shown} == set()


def test_what_lay_on_the_desk_lies_with_the_successor(here, next_week):
    former = here.house["应急办主任"]
    successor = hand_over(here.house, "应急办主任")
    with clock.moved_to(next_week):
        desks = [text_of(signed_in(one).get("/")) for one in (former, successor)]
    assert ["应急办的件" in desk for desk in desks] == [False, True]


def test_who_changes_departments_reads_with_the_new_one(here, next_week):
    mover = here.house["应急办干事"]
    by = capacity_of(here.house["文书"])
    release(here.house.posts["应急办干事"].appointments.get(), by=by)
    appoint(mover, here.house.posts["文书"], since=clock.today() + timedelta(days=1), by=by)
    with clock.moved_to(next_week):
        browser = signed_in(mover)
        found = {
            title
            for title, paper in here.papers.items()
            if browser.get(f"/documents/incoming/{paper.pk}/").status_code == 200
        }
    assert found == {title for title in SEES if "文书" in SEES[title]}


def test_a_delay_is_no_way_to_what_one_may_not_see(here, next_week):
    """Of the delays one sees whose they are; urging any other answers as if there were none."""

    def urge(browser: Client, paper: Incoming) -> int:
        case = case_of(paper)
        key = case.pk if case is not None else 0
        return browser.post(f"/overdue/{key}/urge/", {"once-key": str(uuid4())}).status_code

    with clock.moved_to(next_week + timedelta(days=30)):
        answers = here.answers(urge)
    opened = {
        title: {who for who, status in each.items() if status != 404}
        for title, each in answers.items()
    }
    assert {title: who - SEES[title] for title, who in opened.items()} == dict.fromkeys(SEES, set())
    assert any(opened.values())


def test_every_address_of_a_record_is_walked_here():
    """A new page on a paper, or a new kind of record, is judged by somebody here too."""
    of_records = {
        each.route for each in ALL if "<int:pk>" in each.route and "admin" not in each.name
    }
    paper = "documents/incoming/<int:pk>/"
    assert of_records == {
        *(f"{paper}{rest}" for rest in {*PAGES, *ACTS}),
        *(f"circulation/{rest}" for rest in CIRCULATION),
        "circulation/start/<str:of>/<int:pk>/",
        *WEEKLY,
        *(f"documents/outgoing/<int:pk>/{rest}" for rest in outgoing.WALKED),
        *(f"seals/requests/<int:pk>/{rest}" for rest in using.WALKED),
        *(f"seals/outings/<int:pk>/{rest}" for rest in outing.WALKED),
        *leave.WALKED,
        "files/<int:pk>/",
        "files/<int:pk>/download/",
        "jobs/<int:pk>/retry/",
        "overdue/<int:pk>/urge/",
        "phrases/<int:pk>/drop/",
        "stand-ins/<int:pk>/end/",
    }
