"""The way of a subject: which stages, with whom, why. One function for the preview and the run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import FilteredRelation, Q

from township_office import clock
from township_office.approvals.core import FIRST, Mode, Seat, Step, Way
from township_office.approvals.definition import FlowSpec, RuleSpec, SignerSpec, StageSpec
from township_office.approvals.passing_over import PassedOver, Why, role_name
from township_office.approvals.registry import Kind, Matter, Role, Subject
from township_office.people.models import Appointment, Department, Officer, Post, StandIn
from township_office.people.stand_ins.query import SEAL_KEEPER, stand_ins_of
from township_office.townships.known import known_from
from township_office.townships.models import Township


@dataclass(frozen=True, slots=True)
class Place:
    """A post as the engine needs it: what it is called, which role it has, which groups read."""

    pk: int
    name: str
    role: str
    leader: bool
    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in a post today."""

    officer_id: int
    name: str
    post_id: int
    post_name: str


@dataclass(frozen=True)
class Staff:
    """Who holds which post today, and who stands in for whom; known from before."""

    township_id: int
    posts: Mapping[int, Place]
    holders: Mapping[int, tuple[Holder, ...]]
    stand_ins: Mapping[int, frozenset[int]]

    @cached_property
    def names(self) -> dict[int, str]:
        """Everybody in post, by name."""
        return {each.officer_id: each.name for held in self.holders.values() for each in held}

    @cached_property
    def in_person(self) -> frozenset[int]:
        """Posts nobody stands in for: a seal changes hands, its keeper has no deputy (B2.1)."""
        return frozenset(
            post.pk for post in self.posts.values() if post.role.startswith(SEAL_KEEPER)
        )

    def of_role(self, role: str) -> tuple[Seat, ...]:
        return tuple(Seat(post=post.pk) for post in self.posts.values() if post.role == role)

    def in_roles(self, *roles: str) -> frozenset[int]:
        """Who holds a post of one of these roles today."""
        seats = (seat for role in roles for seat in self.of_role(role))
        return frozenset(officer for seat in seats for officer in self.holding(seat))

    def named(self, seat: Seat) -> tuple[Holder, ...]:
        """Who sits there, with name and post; a person seat is found by one of his posts."""
        if seat.post is not None:
            return self.holders.get(seat.post, ())
        everybody = (holder for holders in self.holders.values() for holder in holders)
        return tuple(holder for holder in everybody if holder.officer_id == seat.officer)[:1]

    def is_a_leaders(self, seat: Seat) -> bool:
        """Whether it is the post of a leader (班子成员), or he sits there himself."""
        everybody = (holder for holders in self.holders.values() for holder in holders)
        his = {each.post_id for each in everybody if each.officer_id == seat.officer}
        leading = {pk for pk, post in self.posts.items() if post.leader}
        return not leading.isdisjoint({seat.post} if seat.post else his)

    def holding(self, seat: Seat) -> frozenset[int]:
        if seat.officer is not None:
            return frozenset({seat.officer}) & self.names.keys()
        return frozenset(holder.officer_id for holder in self.holders.get(seat.post or 0, ()))


@dataclass(frozen=True)
class Leg:
    """One stage of the way as a person reads it: what, by which clause, with whom, why."""

    stage: StageSpec
    mode: Mode
    seats: tuple[Seat, ...]
    pending: str = ""
    fallen_back: Mapping[Seat, PassedOver] = field(default_factory=dict)


@dataclass(frozen=True)
class Route:
    """The legs of a way together with the staff they were found among."""

    legs: tuple[Leg, ...]
    staff: Staff
    way: Way

    def leg(self, stage: int) -> Leg | None:
        return next((leg for leg in self.legs if leg.stage.order == stage), None)


def staff_of(township: Township | int, matter_key: str = "") -> Staff:
    """Everybody in post today, leaders first, and who stands in for them in this matter."""
    township_id = township if isinstance(township, int) else township.pk
    return _staff(township_id, matter_key, clock.today())


@known_from(Appointment, Department, Officer, Post, StandIn)
def _staff(township_id: int, matter_key: str, today: date) -> Staff:
    posts: dict[int, Place] = {}
    holders: dict[int, list[Holder]] = {}
    for pk, name, role, leader, group, offices, officer, called, active in _sitting(
        township_id, today
    ):
        groups = (group,) if offices is None else (group, offices)
        posts.setdefault(pk, Place(pk, name, role, leader, groups))
        if active:
            holders.setdefault(pk, []).append(Holder(officer, called, pk, name))
    return Staff(
        township_id,
        posts,
        {post: tuple(each) for post, each in holders.items()},
        _stand_ins(township_id, matter_key, today),
    )


def _sitting(township_id: int, today: date) -> Iterable[tuple[Any, ...]]:
    """Every post with each of its holders of today, or with none."""
    return (
        Post.objects.filter(township=township_id)
        .annotate(now=FilteredRelation("appointments", condition=_in_force("appointments", today)))
        .order_by("rank", "id", "now__id")
        .values_list(
            "pk",
            "name",
            "role",
            "leader",
            "group_id",
            "department__group_id",
            "now__officer_id",
            "now__officer__name",
            "now__officer__is_active",
        )
    )


def _in_force(path: str, today: date) -> Q:
    ends = Q(**{f"{path}__valid_until__isnull": True}) | Q(**{f"{path}__valid_until__gte": today})
    return Q(**{f"{path}__valid_from__lte": today}) & ends


def _stand_ins(township_id: int, matter_key: str, today: date) -> dict[int, frozenset[int]]:
    """By whom each principal is stood in for, in this matter."""
    deputies: dict[int, set[int]] = {}
    for standing in stand_ins_of(township_id, today):
        if standing.covers(matter_key):
            deputies.setdefault(standing.principal_id, set()).add(standing.deputy_id)
    return {principal: frozenset(each) for principal, each in deputies.items()}


def route_for(
    spec: FlowSpec,
    matter: Matter,
    subject: Subject,
    facts: dict[str, Any],
    *,
    applicant: int,
    staff: Staff,
    applicant_post: int | None = None,
) -> Route:
    """Work the whole way out from the facts; the same for the preview and for the run.

    What somebody sends in a post comes back to that post, whoever holds it then; what he sends as
    himself comes back to him.
    """
    sender = Seat(post=applicant_post) if applicant_post else Seat(officer=applicant)
    legs = [Leg(spec.stage(FIRST), Mode.ALL, (sender,))]
    for stage in spec.stages:
        rule = stage.rule_for(facts)
        if stage.order > FIRST and rule is not None:
            finder = _Finder(matter, subject, staff, _excluded(matter, stage, applicant))
            legs.append(finder.leg(stage, rule))
    return Route(tuple(legs), staff, _way(legs, matter, staff, applicant))


def _excluded(matter: Matter, stage: StageSpec, applicant: int) -> int | None:
    """Nobody decides on his own request; the fallback does."""
    return applicant if matter.kind(stage.kind).deciding else None


def _way(legs: Sequence[Leg], matter: Matter, staff: Staff, applicant: int) -> Way:
    steps = tuple(_step(leg, matter.kind(leg.stage.kind)) for leg in legs)
    return Way(
        applicant,
        steps,
        holders={post: staff.holding(Seat(post=post)) for post in staff.posts},
        stand_ins=staff.stand_ins,
        in_person=staff.in_person,
        present=frozenset(staff.names) | {applicant},
    )


def _step(leg: Leg, kind: Kind) -> Step:
    deciding = leg.stage.order > FIRST and kind.deciding
    return Step(leg.stage.order, leg.seats, leg.mode, deciding, kind.plain, kind.united)


_Found = list[tuple[Seat, PassedOver | None]]


@dataclass(frozen=True)
class _Finder:
    matter: Matter
    subject: Subject
    staff: Staff
    excluded: int | None

    @cached_property
    def roles(self) -> dict[str, Role]:
        return {role.key: role for role in self.matter.roles}

    def leg(self, stage: StageSpec, rule: RuleSpec) -> Leg:
        found: list[_Found] = []
        for signer in rule.signers:
            others = self._people(found) if rule.distinct else frozenset()
            found.append(self._seats(signer, others))
        if rule.mode is not Mode.ANY and not all(found):
            found = []  # where all are asked, nobody passes for one who cannot be
        chosen: dict[Seat, PassedOver | None] = {}
        for seat, over in (pair for seats in found for pair in seats):
            chosen.setdefault(seat, over)
        pending = "" if chosen else self._pending(rule)
        fallen = {seat: over for seat, over in chosen.items() if over is not None}
        return Leg(stage, rule.mode, tuple(chosen), pending, fallen)

    def _people(self, found: Iterable[_Found]) -> frozenset[int]:
        return self._holding(seat for pairs in found for seat, _ in pairs)

    def _holding(self, seats: Iterable[Seat]) -> frozenset[int]:
        return frozenset(officer for seat in seats for officer in self.staff.holding(seat))

    def _seats(self, signer: SignerSpec, others: frozenset[int]) -> _Found:
        """The signer's own seats or, where nobody may sit there, the first fallback's that can."""
        for role in (signer.role, *signer.fallbacks):
            seats = [seat for seat in self._find(role) if self._can_act(seat, others)]
            if seats:
                over = None if role == signer.role else self._passed_over(signer.role)
                return [(seat, over) for seat in seats]
        return []

    def _passed_over(self, role: str) -> PassedOver:
        people = self._holding(self._find(role))
        why = Why.ASKED if people else Why.VACANT
        if self.excluded in people:
            why = Why.APPLICANT
        named = ((post.role, post.name) for post in self.staff.posts.values())
        return PassedOver(role_name(self.matter, role, named), why)

    def _find(self, role: str) -> Sequence[Seat]:
        if role in self.roles:
            return self.roles[role].find(self.subject)
        return self.staff.of_role(role)

    def _can_act(self, seat: Seat, others: frozenset[int] = frozenset()) -> bool:
        return bool(self.staff.holding(seat) - {self.excluded} - others)

    def _pending(self, rule: RuleSpec) -> str:
        words = (
            self.roles[signer.role].pending for signer in rule.signers if signer.role in self.roles
        )
        return next((word for word in words if word), "")
