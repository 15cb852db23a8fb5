"""Who reads what: the list beside a record, 待阅 of a desk, and what one has read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Q

from township_office import clock
from township_office.approvals.circulation import rules
from township_office.approvals.circulation.forms import WordForm
from township_office.approvals.circulation.models import Circulation, How, Reader
from township_office.approvals.circulation.turns import holders, url_of
from township_office.approvals.registry import matter, seen_by
from township_office.notices.actions import read_group
from township_office.people.models import Officer
from township_office.people.requests import OfficerRequest
from township_office.people.today import today_of
from township_office.ui.lists import Column, Register

AT_ONE_GO = 30


@dataclass(frozen=True)
class Place:
    """One line of the list of readers: whose it is, and how it stands."""

    reader: Reader
    holders: list[Officer]

    @property
    def name(self) -> str:
        """Who read it; until then who may; 暂缺 where nobody holds the post."""
        if self.reader.read_by is not None:
            return self.reader.read_by.name
        return "、".join(officer.name for officer in self.holders) or f"{self.reader}（暂缺）"

    @property
    def read_at(self) -> datetime | None:
        at = self.reader.read_at
        return clock.local(at) if at is not None else None

    @property
    def waits(self) -> bool:
        """Whether it has not come to him yet: somebody before him reads."""
        return self.reader.opened_at is None

    @property
    def entered(self) -> str:
        """纸上圈阅，刘芳代录; nothing where he circled himself."""
        if self.reader.entered_by is None:
            return ""
        return f"{How(self.reader.how).label}，{self.reader.entered_by.name}代录"


@dataclass
class Circle:
    """A circulation with its readers by rank."""

    circulation: Circulation
    places: list[Place]

    @property
    def unread(self) -> int:
        return sum(place.read_at is None for place in self.places)

    @property
    def standing(self) -> str:
        """共 6 人，2 人已阅."""
        read = len(self.places) - self.unread
        return f"共 {len(self.places)} 人，{read} 人已阅"


@dataclass
class Card(Circle):
    """What one officer sees of it on the record's page, and may do."""

    mine: Reader | None = None
    may_widen: bool = False
    may_urge: bool = False
    may_enter: bool = False
    form: WordForm = field(default_factory=WordForm)


def told(subject: models.Model) -> Circle | None:
    """How the circulation of a record stands; None where it does not circulate. Three queries."""
    kind = ContentType.objects.get_for_model(subject)
    lists = Circulation.objects.filter(subject_type=kind, subject_id=subject.pk)
    circulation = lists.select_related("started_by").first()
    if circulation is None:
        return None
    circulation.subject = subject  # at hand already
    rows = circulation.readers.select_related("post", "officer", "read_by", "entered_by")
    readers = list(rows)
    people = holders(readers)
    return Circle(circulation, [Place(reader, people[reader.pk]) for reader in readers])


def card_for(request: OfficerRequest, subject: models.Model) -> Card | None:
    """The card 传阅情况 of a record's page, for whoever looks at it; looking is noted."""
    circle = told(subject)
    if circle is None:
        return None
    officer, circulation = request.user, circle.circulation
    mine = _mine(circle, officer)
    _note_seen(mine, request)
    read_group(officer, circulation.group)
    who = today_of(officer)
    widens = rules.may_widen(circulation, officer)
    return Card(
        circulation,
        circle.places,
        mine=mine,
        may_widen=widens,
        may_urge=bool(circle.unread) and (who.in_office or widens),
        may_enter=who.in_office,
    )


def may_send_round(officer: Officer, subject: models.Model) -> bool:
    """Whether 送传阅 is worth offering: nothing circulates yet, and it is his to send."""
    return rules.may_send(subject, officer.pk) and told(subject) is None


def _mine(circle: Circle, officer: Officer) -> Reader | None:
    """What he is asked to read here now; the first, where he has several places."""
    lying = (place for place in circle.places if not place.waits and place.read_at is None)
    return next((place.reader for place in lying if officer in place.holders), None)


def _note_seen(mine: Reader | None, request: OfficerRequest) -> None:
    if request.method == "GET" and mine is not None and mine.seen_at is None:
        Reader.objects.filter(pk=mine.pk, seen_at=None).update(seen_at=clock.now())


@dataclass(frozen=True)
class Item:
    """One line of 待阅."""

    reader: Reader

    @property
    def icon(self) -> str:
        return matter(self.reader.circulation.matter).icon

    @property
    def matter_name(self) -> str:
        return matter(self.reader.circulation.matter).name

    @property
    def url(self) -> str:
        return url_of(self.reader.circulation)


def to_read(officer: Officer) -> list[Item]:
    """待阅, the most pressing first, as many as are circled at one go; one query."""
    lying = Reader.objects.lying_with(officer).pressing_first()
    rows = lying.select_related("circulation", "circulation__started_by", "post")[:AT_ONE_GO]
    return [Item(reader) for reader in rows]


@dataclass(frozen=True)
class Lying:
    """How many wait to be read, and whether one of them is overdue."""

    number: int
    late: bool


def how_many_to_read(officer: Officer) -> Lying:
    """The number in the tab; one query."""
    overdue = Count("pk", filter=Q(due_at__lt=clock.now()))
    found = Reader.objects.lying_with(officer).aggregate(number=Count("pk"), late=overdue)
    return Lying(found["number"], bool(found["late"]))


def read_by(officer: Officer) -> models.QuerySet[Reader]:
    """已阅: what he has circled, in whatever post, and may still see."""
    seen = Circulation.objects.filter(seen_by(officer))
    rows = Reader.objects.filter(read_by=officer, circulation__in=seen)
    return rows.select_related("circulation", "circulation__started_by", "post")


def _lead(reader: Any) -> str:
    return url_of(reader.circulation)


# 阅 is sorted by circulation_reader_read
READ = Register(
    title="已阅",
    order="-read_at",
    unit="件",
    empty="您还没有圈阅过",
    columns=[
        Column("label", "编号", value="circulation.label", css="code"),
        Column(
            "title",
            "事项",
            value="circulation.title",
            css="subject",
            link=_lead,
            sub=lambda reader: reader.word,
            sub_title="意见",
        ),
        Column("sender", "送传阅", value="circulation.started_by.name", label="送传阅"),
        Column("opened_at", "送达", css="date", label="送达"),
        Column("read_at", "阅", sort=("read_at",), css="date", label="阅"),
    ],
)
