"""Every action leaves exactly one line of its own on the trail, or changes nothing at all (A0.1).

Whoever writes an action tells here how it is done, in ``DEEDS``; the rest is asked of all alike.
"""

import ast
from collections.abc import Callable
from importlib import import_module
from inspect import getmembers, getsource, isfunction, unwrap
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.incoming import actions as incoming
from documents.incoming.models import Incoming, Secrecy
from documents.incoming.rules import ROUTINE
from tests.documents.walk import Walk, blank, organ, published, register
from tests.files.samples import PDF
from tests.house import House
from township_office import clock
from township_office.approvals import actions as approvals
from township_office.audit.capacity import Capacity
from township_office.audit.models import Entry
from township_office.desk import actions as desk
from township_office.files import actions as files
from township_office.jobs import actions as jobs
from township_office.jobs.models import Job, State
from township_office.people import actions as people
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment, Charge, Organ
from township_office.setup import actions as setup
from township_office.workdays import actions as workdays

Action = Callable[..., Any]
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

    def appointment(self) -> Appointment:
        return self.house.posts["文书"].appointments.get()

    def charge(self) -> Charge:
        return Charge.objects.first()

    def failed_job(self) -> Job:
        return Job.objects.create(township=self.township, name="x", state=State.FAILED)

    def newcomer(self) -> Any:
        return people.hire(self.township, name="高远", username="gaoyuan", by=self.by).officer

    def disabled(self) -> Any:
        officer = self.newcomer()
        people.disable(officer, by=self.by)
        return officer


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
    incoming.note_check: lambda s: {"incoming": s.paper, "result": "符合要求", "by": s.by},
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
    jobs.retry: lambda s: {"job": s.failed_job(), "by": s.by},
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
}

# what stands in an actions.py without writing a line of the trail
SILENT = {
    incoming.assignment_words: "tells, and writes nothing",
    incoming.sheet_is_being_made: "tells, and writes nothing",
    incoming.upcoming_label: "tells, and writes nothing",
    files.digest_of: "reckons, and writes nothing",
    files.open_for: "a reading has an append-only table of its own",
}


def actions() -> set[Action]:
    """Every public function written in an ``actions.py``."""
    paths = [path for root in ("township_office", "documents") for path in _rooms(root)]
    modules = [import_module(".".join(path.with_suffix("").parts)) for path in paths]
    return {
        function
        for module in modules
        for name, function in getmembers(module, isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


def _rooms(root: str) -> list[Path]:
    found = (settings.BASE_DIR / root).rglob("actions.py")
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
def scene(house: House) -> Scene:
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
