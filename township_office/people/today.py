"""Where somebody sits today and whom he stands in for: asked once a request, wherever it matters.

Who is signed in carries the answer with him for as long as his request lasts; anybody else is looked
up each time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Exists, OuterRef

from township_office import clock
from township_office.people.away import away_now
from township_office.people.models import (
    Appointment,
    Charge,
    Department,
    Officer,
    Post,
    StandIn,
)
from township_office.townships.known import known_from
from township_office.townships.prepared import prepared_records

PRINCIPAL = {"party_secretary", "mayor"}
_MEMO = "kept_for_this_request"


@dataclass(frozen=True, slots=True)
class Sitting:
    """A post somebody holds today."""

    post_id: int
    name: str
    role: str
    leader: bool
    in_office: bool
    leads_office: bool
    group: int
    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody he stands in for today: with which posts, in which matters (none: in all)."""

    officer_id: int
    name: str
    post_ids: tuple[int, ...]
    matters: tuple[str, ...]


@dataclass(frozen=True)
class Today:
    """All that the posts of one day say about somebody.

    ``leading``, for the office alone: of the secretary's post and of the mayor's, who holds it and
    has not given his work to another; nothing where the township has not both.
    """

    posts: tuple[Sitting, ...]
    principals: tuple[Principal, ...] = ()
    leading: tuple[frozenset[int], ...] = ()

    @property
    def post_ids(self) -> list[int]:
        return [each.post_id for each in self.posts]

    @property
    def groups(self) -> frozenset[int]:
        """The groups of his posts and of the departments they belong to."""
        return frozenset(group for each in self.posts for group in each.groups)

    @property
    def own_groups(self) -> frozenset[int]:
        """The groups of his posts alone, without his departments'."""
        return frozenset(each.group for each in self.posts)

    @property
    def in_office(self) -> bool:
        """Whether he works in the Party-and-government office (党政办)."""
        return any(each.in_office for each in self.posts)

    @property
    def leads_office(self) -> bool:
        """Whether he is the leader in charge of that office (分管)."""
        return any(each.leads_office for each in self.posts)

    def has_role(self, *roles: str) -> bool:
        return any(each.role in roles for each in self.posts)


class SignedIn(ModelBackend):
    """Reads who is signed in, ready to keep for this request what is asked of him again and again."""

    def get_user(self, user_id: Any) -> Officer | None:
        officer: Officer | None = next(iter(_officer(user_id)), None)
        if officer is None or not self.user_can_authenticate(officer):
            return None
        setattr(officer, _MEMO, {})
        return officer


@prepared_records
def _officer(pk: int) -> Any:
    return Officer.objects.filter(pk=pk)


def today_of(officer: Officer | int) -> Today:
    """One small query; for who is signed in one a request, however often it is asked."""
    kept: dict[date, Today] | None = getattr(officer, _MEMO, None)
    pk, day = officer if isinstance(officer, int) else officer.pk, clock.today()
    if kept is None:
        return _look(pk, day)
    if day not in kept:
        kept[day] = _look(pk, day)
    return kept[day]


BOTH_AWAY = (
    "党委书记、镇长现在都不在岗：职务空缺、外出、请假，或已委托他人代办。值班和应急事项请带班领导定；"
    "其余须电话请示，否则不签发、不用印。"
)


def both_away(officer: Officer) -> str:
    """For the office, while both principal leaders are away: their posts are vacant, their work is
    given to another, or they are on leave or on a trip. One query."""
    leading = today_of(officer).leading
    if not leading:
        return ""
    away = away_now(frozenset().union(*leading))
    return "" if any(holders - away.keys() for holders in leading) else BOTH_AWAY


@known_from(Appointment, Charge, Department, Officer, Post, StandIn)
def _look(officer: int, day: date) -> Today:
    deputises = Exists(StandIn.objects.on(day).filter(deputy=officer))
    of_office = Charge.objects.on(day).filter(department__is_office=True)
    leads = Exists(of_office.filter(post=OuterRef("post")))
    held = Appointment.objects.on(day).filter(officer=officer).order_by("post__rank", "post")
    rows = list(
        held.annotate(leads=leads, deputises=deputises).values_list(
            "post",
            "post__name",
            "post__role",
            "post__leader",
            "post__department__is_office",
            "leads",
            "post__group",
            "post__department__group",
            "deputises",
        )
    )
    principals = _principals(officer, day) if any(row[-1] for row in rows) else ()
    sittings = tuple(_sitting(row) for row in rows)
    in_office = any(each.in_office for each in sittings)
    return Today(sittings, principals, _leading(officer, day) if in_office else ())


def _leading(officer: int, day: date) -> tuple[frozenset[int], ...]:
    own = Officer.objects.filter(pk=officer).values("township")
    posts = Post.objects.filter(township__in=own, role__in=PRINCIPAL)
    given = StandIn.objects.on(day).values("principal")
    held = Appointment.objects.on(day).filter(post__in=posts, officer__is_active=True)
    rows = set(held.exclude(officer__in=given).values_list("post__role", "officer"))
    roles = set(posts.values_list("role", flat=True))
    return tuple(
        frozenset(holder for its, holder in rows if its == role)
        for role in sorted(roles)
        if roles == PRINCIPAL
    )


def _sitting(row: tuple[Any, ...]) -> Sitting:
    post, name, role, leader, office, leads, *groups, _ = row
    opened = tuple(each for each in groups if each is not None)
    return Sitting(post, name, role, leader, bool(office), leads, groups[0], opened)


def _principals(officer: int, day: date) -> tuple[Principal, ...]:
    rows = list(
        StandIn.objects.on(day)
        .filter(deputy=officer)
        .order_by("pk")
        .values_list("principal", "principal__name", "matters")
    )
    posts = _posts_of({principal for principal, _, _ in rows}, day)
    return tuple(
        Principal(principal, name, tuple(posts.get(principal, ())), tuple(matters))
        for principal, name, matters in rows
    )


def _posts_of(officers: Iterable[int], day: date) -> dict[int, list[int]]:
    posts: dict[int, list[int]] = {}
    held = Appointment.objects.on(day).filter(officer__in=officers)
    for officer, post in held.values_list("officer", "post"):
        posts.setdefault(officer, []).append(post)
    return posts
