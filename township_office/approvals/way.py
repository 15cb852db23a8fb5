"""The way of a subject: which stages, with whom, why. One function for the preview and the run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from township_office.approvals.core import FIRST, Mode, Seat, Step, Way
from township_office.approvals.definition import FlowSpec, RuleSpec, SignerSpec, StageSpec
from township_office.approvals.registry import Matter, Role, Subject
from township_office.people.models import Appointment, Post
from township_office.townships.models import Township


@dataclass(frozen=True)
class Holder:
    """A person in a post today."""

    officer_id: int
    name: str
    post_id: int
    post_name: str


@dataclass(frozen=True)
class Staff:
    """Who holds which post today; read in one go."""

    township_id: int
    posts: Mapping[int, Post]
    holders: Mapping[int, tuple[Holder, ...]]

    def of_role(self, role: str) -> tuple[Seat, ...]:
        return tuple(Seat(post=post.pk) for post in self.posts.values() if post.role == role)

    def named(self, seat: Seat) -> tuple[Holder, ...]:
        """Who sits there, with name and post; a person seat is found by one of his posts."""
        if seat.post is not None:
            return self.holders.get(seat.post, ())
        everybody = (holder for holders in self.holders.values() for holder in holders)
        return tuple(holder for holder in everybody if holder.officer_id == seat.officer)[:1]

    def holding(self, seat: Seat) -> frozenset[int]:
        if seat.officer is not None:
            return frozenset({seat.officer})
        return frozenset(holder.officer_id for holder in self.holders.get(seat.post or 0, ()))


@dataclass(frozen=True)
class Leg:
    """One stage of the way as a person reads it: what, by which clause, with whom, why."""

    stage: StageSpec
    mode: Mode
    seats: tuple[Seat, ...]
    pending: str = ""
    fallen_back: frozenset[Seat] = frozenset()


@dataclass(frozen=True)
class Route:
    """The legs of a way together with the staff they were found among."""

    legs: tuple[Leg, ...]
    staff: Staff
    way: Way

    def leg(self, stage: int) -> Leg | None:
        return next((leg for leg in self.legs if leg.stage.order == stage), None)


def staff_of(township: Township | int) -> Staff:
    """Everybody in post today, leaders first; two queries."""
    all_posts = Post.objects.filter(township=township).select_related("department")
    posts = {post.pk: post for post in all_posts}
    holders: dict[int, list[Holder]] = {}
    in_post = Appointment.objects.on().filter(post__township=township, officer__is_active=True)
    for officer_id, name, post_id in in_post.values_list("officer", "officer__name", "post"):
        holder = Holder(officer_id, name, post_id, posts[post_id].name)
        holders.setdefault(post_id, []).append(holder)
    township_id = township if isinstance(township, int) else township.pk
    return Staff(township_id, posts, {post: tuple(each) for post, each in holders.items()})


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
    roles = {role.key: role for role in matter.roles}
    sender = Seat(post=applicant_post) if applicant_post else Seat(officer=applicant)
    legs = [Leg(spec.stage(FIRST), Mode.ALL, (sender,))]
    for stage in spec.stages:
        rule = stage.rule_for(facts)
        if stage.order > FIRST and rule is not None:
            finder = _Finder(roles, subject, staff, _excluded(matter, stage, applicant))
            legs.append(finder.leg(stage, rule))
    return Route(tuple(legs), staff, _way(legs, matter, staff, applicant))


def _excluded(matter: Matter, stage: StageSpec, applicant: int) -> int | None:
    """Nobody decides on his own request; the fallback does."""
    return applicant if matter.kind(stage.kind).deciding else None


def _way(legs: Sequence[Leg], matter: Matter, staff: Staff, applicant: int) -> Way:
    steps = tuple(
        Step(leg.stage.order, leg.seats, leg.mode, _decides(matter, leg.stage)) for leg in legs
    )
    holders = {post: staff.holding(Seat(post=post)) for post in staff.posts}
    return Way(applicant, steps, holders)


def _decides(matter: Matter, stage: StageSpec) -> bool:
    return stage.order > FIRST and matter.kind(stage.kind).deciding


@dataclass(frozen=True)
class _Finder:
    roles: Mapping[str, Role]
    subject: Subject
    staff: Staff
    excluded: int | None

    def leg(self, stage: StageSpec, rule: RuleSpec) -> Leg:
        found = [self._seats(signer) for signer in rule.signers]
        if rule.mode is not Mode.ANY and not all(found):
            found = []  # where all are asked, nobody passes for one who cannot be
        chosen: dict[Seat, bool] = {}
        for seat, fallen_back in (pair for seats in found for pair in seats):
            chosen.setdefault(seat, fallen_back)
        pending = "" if chosen else self._pending(rule)
        fallen = frozenset(seat for seat, fallen_back in chosen.items() if fallen_back)
        return Leg(stage, rule.mode, tuple(chosen), pending, fallen)

    def _seats(self, signer: SignerSpec) -> list[tuple[Seat, bool]]:
        """The signer's own seats or, where nobody may sit there, the first fallback's that can."""
        for role in (signer.role, *signer.fallbacks):
            seats = [seat for seat in self._find(role) if self._can_act(seat)]
            if seats:
                return [(seat, role != signer.role) for seat in seats]
        return []

    def _find(self, role: str) -> Sequence[Seat]:
        if role in self.roles:
            return self.roles[role].find(self.subject)
        return self.staff.of_role(role)

    def _can_act(self, seat: Seat) -> bool:
        return bool(self.staff.holding(seat) - {self.excluded})

    def _pending(self, rule: RuleSpec) -> str:
        words = (
            self.roles[signer.role].pending for signer in rule.signers if signer.role in self.roles
        )
        return next((word for word in words if word), "")
