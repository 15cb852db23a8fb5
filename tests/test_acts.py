"""Every action leaves exactly one line of its own on the trail, or changes nothing at all (A0.1).

Whoever writes an action tells here how it is done, in ``DEEDS``; the rest is asked of all alike.
"""

import ast
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from importlib import import_module
from inspect import getmembers, getsource, isfunction, unwrap
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from documents.incoming import actions as incoming
from documents.incoming.approval import INCOMING
from documents.incoming.models import Incoming, Secrecy
from documents.incoming.rules import ROUTINE
from documents.outgoing.actions import numbering
from tests.documents.outgoing import deeds as outgoing
from tests.documents.walk import Walk, blank, organ, published, register
from tests.files.samples import PDF
from tests.house import House
from tests.leave import deeds as leave
from tests.seals.blank import deeds as blank_sheets
from tests.seals.certifying import deeds as certifying
from tests.seals.counter import deeds as counter
from tests.seals.frequent import deeds as frequent
from tests.seals.keeping import deeds as keeping
from tests.seals.keeping.desk import Seals
from tests.seals.ledger import deeds as ledger
from tests.seals.ledger.desk import Desk
from tests.seals.outing import deeds as outing
from tests.seals.outing.desk import opened
from tests.seals.using import deeds as using
from tests.seals.using.desk import staffed as seals_staffed
from township_office import clock
from township_office.approvals import actions as approvals
from township_office.approvals.actions import behalf, deciding, weekly
from township_office.approvals.circulation import actions as circulation
from township_office.approvals.circulation.models import Circulation, Reader
from township_office.approvals.core import Seat
from township_office.approvals.models import Confirmation, PaperDecision, PaperList, Task
from township_office.audit.capacity import Capacity
from township_office.audit.models import Entry
from township_office.bookings import actions as bookings
from township_office.bookings.models import Booking
from township_office.bookings.spans import days
from township_office.desk import actions as desk
from township_office.files import actions as files
from township_office.jobs import actions as jobs
from township_office.jobs.models import Job, State
from township_office.notices import actions as notices
from township_office.people import actions as people
from township_office.people.capacity import capacity_of
from township_office.people.fresh import actions as fresh
from township_office.people.models import Appointment, Charge, Organ, StandIn
from township_office.people.phrases import actions as phrases
from township_office.people.stand_ins import actions as stand_ins
from township_office.setup import actions as setup
from township_office.workdays import actions as workdays

Action = Callable[..., Any]
INSTRUCT = INCOMING.kind("documents.instruct")
NOTICE = "日期,类别,名称\n2031-01-01,放假,元旦\n2031-05-01,放假,劳动节\n2031-10-01,放假,国庆节\n"


class Said:
    """A form as the engine asks it."""

    def words(self) -> str:
        return "符合要求。"

    def said(self) -> dict[str, Any]:
        return {}


class Scene:
    """An office at work, with whatever an action may be done to."""

    def __init__(self, house: House) -> None:
        self.house, self.township = published(house), house.township
        self.paper = register(house).paper
        self.by = self.who("文书")

    def who(self, post: str) -> Capacity:
        return capacity_of(self.house[post], self.house.posts[post])

    def walk(self, **fields: Any) -> Walk:
        return register(self.house, **fields)

    def withdrawn(self) -> Incoming:
        walk = self.walk()
        approvals.withdraw(walk.case, by=self.by)
        return walk.paper

    def returned(self) -> Walk:
        walk = self.walk().check()
        walk.return_to("办公室主任", to=1, reason="请补正。")
        return walk

    def from_below(self) -> Walk:
        village = organ(self.house, "柳树湾村", Organ.Level.BELOW)
        return self.walk(source=village)

    def card(self) -> Incoming:
        return incoming.register_card(self.blank_card(), by=self.by)

    def blank_card(self) -> Incoming:
        return blank(self.house, secrecy=Secrecy.SECRET)

    def assignment(self) -> incoming.Assignment:
        post = self.house.posts["应急办主任"].pk
        reader = self.house.posts["党委书记"].pk
        return incoming.Assignment("handle", handlers=[post], leads=post, readers=[reader])

    def circulation(self) -> Circulation:
        posts = [self.house.posts[name] for name in ("党委书记", "副镇长（农业）")]
        return circulation.circulate(self.paper, posts=posts, by=self.who("镇长"))

    def reader(self) -> Reader:
        return self.circulation().readers.get(post=self.house.posts["党委书记"])

    def seat(self, post: str) -> Seat:
        return Seat(post=self.house.posts[post].pk)

    def instructing(self) -> Task:
        """An urgent paper that lies with the mayor."""
        return self.walk(urgency="加急").check().propose().task("镇长")

    def spoken(self) -> Any:
        """The mayor's word as the stage's own form takes it."""
        said = MultiValueDict({"opinion": ["同意。"], "work": ["read"]})
        mayor = self.house["镇长"]
        form = INSTRUCT.form(said, subject=self.paper, officer=mayor)
        assert form.is_valid(), form.errors
        return form

    def called(self) -> dict[str, Any]:
        """A consent by telephone as the office enters it."""
        return {
            "task": self.instructing(),
            "leader": self.house["镇长"],
            "call": approvals.Call(clock.now()),
            "form": self.spoken(),
            "by": self.who("机要员"),
        }

    def owed(self) -> Confirmation:
        return approvals.agree_by_phone(**self.called())

    def disowned(self) -> Confirmation:
        return approvals.disown(self.owed(), words="没有接到电话。", by=self.who("镇长"))

    def written(self) -> dict[str, Any]:
        """A decision on paper as the office enters it."""
        return {
            "task": self.instructing(),
            "leader": self.house["镇长"],
            "written_on": clock.today(),
            "form": self.spoken(),
            "scan": SimpleUploadedFile("批示.pdf", PDF),
            "by": self.who("机要员"),
        }

    def paper_decision(self) -> PaperDecision:
        return approvals.record_paper(**self.written())

    def signing_list(self) -> PaperList:
        """A week's list with one entry that the director has confirmed."""
        entry = self.paper_decision()
        approvals.confirm_paper(entry, by=self.who("办公室主任"))
        return PaperList.objects.get()

    def stuck(self) -> Task:
        """A paper at a post that has just fallen vacant."""
        task = self.instructing()
        yesterday = clock.today() - timedelta(days=1)
        self.house.posts["镇长"].appointments.update(valid_until=yesterday)
        return task

    def appointment(self) -> Appointment:
        return self.house.posts["文书"].appointments.get()

    def given(self) -> dict[str, Any]:
        """A stand-in as the mayor gives it."""
        return {
            "principal": self.house["镇长"],
            "deputy": self.house["副镇长（农业）"],
            "since": clock.today(),
            "until": clock.today(),
            "reason": "下村",
            "by": self.who("镇长"),
        }

    def stand_in(self) -> StandIn:
        return stand_ins.appoint_stand_in(**self.given())

    def charge(self) -> Charge:
        return Charge.objects.first()

    def booked(self) -> dict[str, Any]:
        """The mayor taken for the day."""
        return {
            "thing": self.house["镇长"],
            "span": days(clock.today(), clock.today()),
            "what": "下村",
            "source": self.paper,
            "by": self.by,
        }

    def booking(self) -> Booking:
        return bookings.take(**self.booked())

    def scan(self) -> Any:
        return files.keep_bytes("来文.pdf", PDF, attached_to=self.paper, by=self.by)

    def failed_job(self) -> Job:
        return Job.objects.create(township=self.township, name="x", state=State.FAILED)

    def newcomer(self) -> Any:
        return people.hire(self.township, name="高远", username="gaoyuan", by=self.by).officer

    def disabled(self) -> Any:
        officer = self.newcomer()
        people.disable(officer, by=self.by)
        return officer


def outgoing_deed(action: Action, scene: Scene) -> dict[str, Any]:
    return outgoing.DEEDS[action](outgoing.Office(scene.house))


def using_deed(action: Action, scene: Scene) -> dict[str, Any]:
    return using.DEEDS[action](using.AtTheSeal(scene.house))


def keeping_deed(action: Action, scene: Scene) -> dict[str, Any]:
    return keeping.DEEDS[action](Seals(scene.house))


def outing_deed(action: Action, scene: Scene) -> dict[str, Any]:
    return outing.DEEDS[action](opened(scene.house))


def ledger_deed(action: Action, scene: Scene) -> dict[str, Any]:
    return ledger.DEEDS[action](Desk(scene.house))


def frequent_deed(action: Action, scene: Scene) -> dict[str, Any]:
    return frequent.DEEDS[action](using.AtTheSeal(scene.house))


def blank_deed(action: Action, scene: Scene) -> dict[str, Any]:
    return blank_sheets.DEEDS[action](blank_sheets.opened(scene.house))


def leave_deed(action: Action, scene: Scene) -> dict[str, Any]:
    return leave.DEEDS[action](leave.Office(scene.house))


def counter_deed(action: Action, scene: Scene) -> dict[str, Any]:
    return counter.DEEDS[action](scene.house)


def certifying_deed(action: Action, scene: Scene) -> dict[str, Any]:
    return certifying.DEEDS[action](seals_staffed(scene.house))


# action: what it is done with, on this scene
DEEDS: dict[Action, Callable[[Scene], dict[str, Any]]] = {
    incoming.register_incoming: lambda s: {"incoming": blank(s.house), "by": s.by},
    incoming.register_card: lambda s: {"incoming": s.blank_card(), "by": s.by},
    incoming.record_card_step: lambda s: {
        "incoming": s.card(),
        "step": "read",
        "officer": s.house["镇长"],
        "on": clock.today(),
        "by": s.who("机要员"),
    },
    incoming.amend_incoming: lambda s: {"incoming": s.withdrawn(), "by": s.by},
    incoming.send_incoming: lambda s: {"incoming": s.returned().paper, "by": s.by},
    incoming.propose: lambda s: {
        "incoming": s.paper,
        "assignment": s.assignment(),
        "by": s.who("办公室主任"),
    },
    incoming.instruct: lambda s: {
        "incoming": s.paper,
        "assignment": s.assignment(),
        "by": s.who("镇长"),
    },
    incoming.file_result: lambda s: {
        "incoming": s.paper,
        "result": "已落实。",
        "files": [SimpleUploadedFile("照片.pdf", PDF)],
        "by": s.who("应急办主任"),
    },
    incoming.close_incoming: lambda s: {"incoming": s.paper, "answered_on": None, "by": s.by},
    incoming.file_incoming: lambda s: {"incoming": s.paper, "retention": "D10", "by": s.by},
    incoming.void_incoming: lambda s: {"incoming": s.paper, "reason": "重复登记。", "by": s.by},
    incoming.ask_for_sheet: lambda s: {"incoming": s.paper, "by": s.by},
    incoming.keep_sheet: lambda s: {"incoming": s.paper, "pdf": PDF, "by": s.by},
    approvals.open_case: lambda s: {"subject": s.withdrawn(), "by": s.by},
    approvals.resubmit: lambda s: {"task": s.returned().task("文书"), "by": s.by},
    approvals.agree: lambda s: {"task": s.walk().task("文书"), "form": Said(), "by": s.by},
    approvals.refuse: lambda s: {
        "task": s.from_below().task("文书"),
        "reason": "未盖章。",
        "by": s.by,
    },
    approvals.return_to: lambda s: {
        "task": s.walk().check().task("办公室主任"),
        "to": 2,
        "straight": False,
        "reason": "请补正。",
        "by": s.who("办公室主任"),
    },
    approvals.withdraw: lambda s: {"case": s.walk().case, "by": s.by},
    approvals.annul: lambda s: {"case": s.walk().case, "reason": "重复登记。", "by": s.by},
    approvals.transfer: lambda s: {
        "task": s.instructing(),
        "to": s.seat("党委书记"),
        "note": "请先看。",
        "by": s.who("镇长"),
    },
    approvals.add_signer: lambda s: {
        "task": s.instructing(),
        "seat": s.seat("党委书记"),
        "before": True,
        "note": "请先看。",
        "by": s.who("镇长"),
    },
    approvals.intervene: lambda s: {"task": s.stuck(), "reason": "镇长已调离。", "by": s.by},
    approvals.agree_by_phone: lambda s: s.called(),
    approvals.confirm: lambda s: {"owed": s.owed(), "by": s.who("镇长")},
    approvals.disown: lambda s: {
        "owed": s.owed(),
        "words": "没有接到电话。",
        "by": s.who("镇长"),
    },
    approvals.settle: lambda s: {
        "owed": s.disowned(),
        "words": "已向镇长当面说明。",
        "by": s.who("办公室主任"),
    },
    approvals.record_paper: lambda s: s.written(),
    approvals.confirm_paper: lambda s: {
        "decision": s.paper_decision(),
        "by": s.who("办公室主任"),
    },
    approvals.reject_paper: lambda s: {
        "decision": s.paper_decision(),
        "reason": "与原件不符。",
        "by": s.who("办公室主任"),
    },
    approvals.ask_for_list: lambda s: {"paper_list": s.signing_list(), "by": s.who("机要员")},
    approvals.keep_list: lambda s: {
        "paper_list": s.signing_list(),
        "pdf": PDF,
        "by": s.who("机要员"),
    },
    approvals.file_signed_list: lambda s: {
        "paper_list": s.signing_list(),
        "scan": SimpleUploadedFile("清单.pdf", PDF),
        "by": s.who("机要员"),
    },
    approvals.urge: lambda s: {"case": s.walk().case, "words": "请抓紧。", "by": s.by},
    approvals.copy_to: lambda s: {
        "case": s.instructing().case,
        "seats": [s.seat("民政办主任")],
        "by": s.who("镇长"),
    },
    circulation.circulate: lambda s: {
        "subject": s.paper,
        "posts": [s.house.posts["党委书记"]],
        "by": s.who("镇长"),
    },
    circulation.send_round: lambda s: {
        "subject": s.walk().check().propose().instruct().paper,
        "posts": [s.house.posts["党委书记"]],
        "note": "请阅第三条。",
        "in_order": True,
        "by": s.who("镇长"),
    },
    circulation.add_readers: lambda s: {
        "circulation": s.circulation(),
        "posts": [s.house.posts["民政办主任"]],
        "by": s.who("镇长"),
    },
    circulation.recall_reader: lambda s: {"reader": s.reader(), "by": s.who("镇长")},
    circulation.mark_read: lambda s: {"reader": s.reader(), "by": s.who("党委书记")},
    circulation.mark_many_read: lambda s: {"readers": [s.reader()], "by": s.who("党委书记")},
    circulation.enter_reading: lambda s: {
        "reader": s.reader(),
        "how": "paper",
        "on": clock.today(),
        "by": s.by,
    },
    circulation.urge: lambda s: {"circulation": s.circulation(), "by": s.by},
    bookings.take: lambda s: s.booked(),
    bookings.move: lambda s: {
        "booking": s.booking(),
        "span": days(clock.today(), clock.today(), to_noon=True),
        "by": s.by,
    },
    bookings.release: lambda s: {"booking": s.booking(), "by": s.by},
    files.keep: lambda s: {
        "upload": SimpleUploadedFile("来文.pdf", PDF),
        "attached_to": s.paper,
        "by": s.by,
    },
    files.keep_bytes: lambda s: {
        "name": "阅办单.pdf",
        "data": PDF,
        "attached_to": s.paper,
        "by": s.by,
    },
    files.erase: lambda s: {"file": s.scan(), "by": s.by},
    jobs.retry: lambda s: {"job": s.failed_job(), "by": s.by},
    notices.wish_mail: lambda s: {
        "officer": s.house["文书"],
        "address": "liufang@example.com",
        "on": True,
        "by": s.by,
    },
    people.hire: lambda s: {
        "township": s.township,
        "name": "高远",
        "username": "gaoyuan",
        "by": s.by,
    },
    people.admit_administrator: lambda s: {
        "township": s.township,
        "name": "高远",
        "username": "gaoyuan",
        "password": "jia-xiang-2026",
        "by": s.by,
    },
    people.amend_officer: lambda s: {"officer": s.house["镇长"], "name": "王建军", "by": s.by},
    people.disable: lambda s: {"officer": s.newcomer(), "by": s.by},
    people.enable: lambda s: {"officer": s.disabled(), "by": s.by},
    people.change_password: lambda s: {
        "officer": s.house["镇长"],
        "password": "xin-mi-ma-2026",
        "by": s.who("镇长"),
    },
    people.reset_password: lambda s: {"officer": s.house["镇长"], "by": s.by},
    people.sign_in: lambda s: {
        "officer": s.house["镇长"],
        "address": "192.0.2.7",
        "by": s.who("镇长"),
    },
    people.sign_out: lambda s: {"officer": s.house["镇长"], "by": s.who("镇长")},
    people.open_department: lambda s: {"township": s.township, "name": "财政所", "by": s.by},
    people.amend_department: lambda s: {
        "department": s.house.departments["民政办公室"],
        "name": "社会事务办公室",
        "by": s.by,
    },
    people.create_post: lambda s: {"township": s.township, "name": "财政所长", "by": s.by},
    people.amend_post: lambda s: {
        "post": s.house.posts["应急办干事"],
        "department": s.house.departments["民政办公室"],
        "by": s.by,
    },
    people.appoint: lambda s: {
        "officer": s.newcomer(),
        "post": s.house.posts["文书"],
        "by": s.by,
    },
    people.release: lambda s: {"appointment": s.appointment(), "by": s.by},
    people.put_in_charge: lambda s: {
        "post": s.house.posts["镇长"],
        "department": s.house.departments["民政办公室"],
        "by": s.by,
    },
    people.relieve_of_charge: lambda s: {"charge": s.charge(), "by": s.by},
    people.remember_organ: lambda s: {"township": s.township, "name": "县水利局", "by": s.by},
    people.amend_organ: lambda s: {"organ": organ(s.house), "short_name": "市应急局", "by": s.by},
    stand_ins.appoint_stand_in: lambda s: s.given(),
    stand_ins.end_stand_in: lambda s: {"given": s.stand_in(), "by": s.who("镇长")},
    fresh.note_confirmed: lambda s: {
        "officer": s.house["镇长"],
        "address": "192.0.2.7",
        "by": s.who("镇长"),
    },
    setup.found_township: lambda s: {
        "name": "席麻湾镇",
        "administrator": setup.Administrator("高远", "gaoyuan", "jia-xiang-2026"),
    },
    setup.amend_township: lambda s: {
        "township": s.township,
        "office_name": "党政综合办公室",
        "by": s.by,
    },
    setup.set_switch: lambda s: {
        "township": s.township,
        "key": ROUTINE.key,
        "value": True,
        "by": s.by,
    },
    setup.lay_in: lambda s: {"township": s.township, "by": s.by},
    desk.take_register: lambda s: {
        "officer": s.house["文书"],
        "title": "收文登记簿 2026 年",
        "said": "办理中",
        "how": "Excel",
        "by": s.by,
    },
    workdays.import_notice: lambda s: {
        "file": BytesIO(NOTICE.encode()),
        "year": 2031,
        "by": s.by,
    },
    **{action: partial(outgoing_deed, action) for action in outgoing.DEEDS},
    **{action: partial(using_deed, action) for action in using.DEEDS},
    **{action: partial(keeping_deed, action) for action in keeping.DEEDS},
    **{action: partial(outing_deed, action) for action in outing.DEEDS},
    **{action: partial(ledger_deed, action) for action in ledger.DEEDS},
    **{action: partial(frequent_deed, action) for action in frequent.DEEDS},
    **{action: partial(blank_deed, action) for action in blank_sheets.DEEDS},
    **{action: partial(leave_deed, action) for action in leave.DEEDS},
    **{action: partial(counter_deed, action) for action in counter.DEEDS},
    **{action: partial(certifying_deed, action) for action in certifying.DEEDS},
}

# what stands in an actions.py without writing a line of the trail
SILENT = {
    incoming.assignment_words: "tells, and writes nothing",
    incoming.upcoming_label: "tells, and writes nothing",
    numbering.make_usual_series: "each of the codes records itself",
    behalf.on_behalf: "a part of the consents by telephone and on paper, which record it",
    behalf.check_recorder: "asks, and writes nothing",
    weekly.list_of_the_week: "a part of entering from paper, which records it",
    deciding.effect: "a part of every decision, which records it",
    phrases.keep_phrase: "the words one keeps for oneself decide nothing until they are said",
    phrases.drop_phrase: "the words one keeps for oneself decide nothing until they are said",
    phrases.note_used: "an order of one's own row of words; the opinion itself is on the trail",
    files.digest_of: "reckons, and writes nothing",
    files.open_for: "a reading has an append-only table of its own",
    notices.tell: "what it tells of stands on the trail already",
    notices.tell_many: "what it tells of stands on the trail already",
    notices.read_group: "a notice keeps itself when it was read",
    notices.read_kind: "a notice keeps itself when it was read",
    notices.read_all: "a notice keeps itself when it was read",
    **outgoing.SILENT,
    **using.SILENT,
    **keeping.SILENT,
    **outing.SILENT,
    **ledger.SILENT,
    **blank_sheets.SILENT,
    **leave.SILENT,
    **certifying.SILENT,
}


def actions() -> set[Action]:
    """Every public function written in an ``actions.py``, or in a package of that name."""
    paths = [
        path for root in ("township_office", "documents", "seals", "leave") for path in _rooms(root)
    ]
    modules = [import_module(".".join(path.with_suffix("").parts)) for path in paths]
    return {
        function
        for module in modules
        for name, function in getmembers(module, isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


def _rooms(root: str) -> list[Path]:
    base = settings.BASE_DIR / root
    found = [*base.rglob("actions.py"), *base.rglob("actions/[!_]*.py")]
    return [path.relative_to(settings.BASE_DIR) for path in found]


def named_acts(action: Action) -> list[str]:
    """The codes of the acts that the action's own lines name."""
    acts = unwrap(action).__globals__.get("Act")
    nodes = ast.walk(ast.parse(getsource(unwrap(action))))
    names = [
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Act"
    ]
    return [acts[name].value for name in names]


def everything() -> dict[str, set[tuple[Any, ...]]]:
    """Every row of every table."""
    return {
        model._meta.label: set(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
    }


each_deed = pytest.mark.parametrize(
    "action", DEEDS, ids=lambda action: f"{action.__module__.split('.')[-2]}.{action.__name__}"
)


@pytest.fixture
def scene(house: House, settings: Any) -> Scene:
    settings.EMAIL_HOST = "mail.example.gov.cn"
    return Scene(house)


def test_every_action_is_told_of_here():
    assert actions() == DEEDS.keys() | SILENT.keys()


def test_every_action_has_an_act_of_its_own():
    acts = {action: named_acts(action) for action in DEEDS}
    assert [action for action, codes in acts.items() if len(codes) != 1] == []
    own = [code for codes in acts.values() for code in codes]
    assert len(own) == len(set(own))


@each_deed
def test_an_action_leaves_one_line_of_its_own(scene, action):
    (own,) = named_acts(action)
    done_with = DEEDS[action](scene)
    before = set(Entry.objects.values_list("pk", flat=True))
    action(**done_with)
    left = Entry.objects.exclude(pk__in=before)
    assert [entry.code for entry in left].count(own) == 1
    (line,) = left.filter(code=own)
    by = done_with.get("by")
    assert by is None or (line.officer_name, line.post_name) == (by.officer_name, by.post_name)


class NoRoomOnTheTrail(Exception):
    pass


@each_deed
def test_what_cannot_be_recorded_does_not_happen(scene, action, monkeypatch):
    """Its own line is written last or nearly so: all that was changed before is taken back."""
    (own,) = named_acts(action)
    done_with, write = DEEDS[action](scene), Entry.objects.create
    before = everything()

    def fail(**line: Any) -> Entry:
        if line["code"] == own:
            raise NoRoomOnTheTrail
        return write(**line)

    monkeypatch.setattr(Entry.objects, "create", fail)
    with pytest.raises(NoRoomOnTheTrail):
        action(**done_with)
    assert everything() == before
