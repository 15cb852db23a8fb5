"""Who may decide for whom today. The engine asks on each decision, so it costs one small query."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Subquery

from township_office.people.models import Appointment, Officer, Post, StandIn
from township_office.people.models.staff import OfficerQuerySet
from township_office.people.models.stand_ins import prefixes
from township_office.townships.models import Profile, Township

MAYOR, SECRETARY = "mayor", "party_secretary"
SEAL_KEEPER = "seal_keeper"  # and whatever begins so: one keeper for each seal


class Standing(NamedTuple):
    """A deputy and whom he stands in for; ``matters`` empty means everything."""

    principal_id: int
    deputy_id: int
    deputy_name: str
    matters: list[str]

    def covers(self, matter: str) -> bool:
        return not self.matters or not set(self.matters).isdisjoint(prefixes(matter))


def stand_ins_of(township: Township | int, on: date | None = None) -> list[Standing]:
    """Everybody who stands in for somebody that day and is himself in post; one query.

    Never chained: whoever asks looks one step from the holder of a post and no further.
    """
    in_post = Appointment.objects.on(on).filter(officer=OuterRef("deputy"))
    rows = StandIn.objects.on(on).filter(
        Exists(in_post), deputy__township=township, deputy__is_active=True
    )
    fields = ("principal_id", "deputy_id", "deputy__name", "matters")
    return [Standing(*row) for row in rows.order_by("pk").values_list(*fields)]


def is_kept_in_person(post: Post, profile: str) -> bool:
    """A keeper of seals is nobody's to stand in for in profile B (B2.1: 不得转接、代管).

    The engine gives no seat of such a post to a stand-in; a change, even for a day, is a 移交.
    """
    return profile == Profile.TOWN and post.role.startswith(SEAL_KEEPER)


def taken_by(officer: Officer) -> list[StandIn]:
    """For whom he acts today, for the line above his desk; one query."""
    rows = StandIn.objects.on().filter(deputy=officer).select_related("principal")
    return list(rows.order_by("valid_until", "pk"))


def in_post(township: Township | int) -> OfficerQuerySet:
    """Whoever holds a post today, the highest in rank first, each with his posts in ``held``."""
    held = Appointment.objects.on().select_related("post").order_by("post__rank")
    highest = held.filter(officer=OuterRef("pk")).values("post__rank")[:1]
    people = OfficerQuerySet(Officer).filter(township=township, is_active=True)
    ranked = people.annotate(rank=Subquery(highest)).filter(rank__isnull=False)
    return ranked.order_by("rank", "pk").prefetch_related(Prefetch("appointments", held, "held"))


def suitable_for(principal: Officer) -> OfficerQuerySet:
    """Who may stand in for him: for a leader a leader, and for the mayor never the secretary."""
    people = in_post(principal.township_id).exclude(pk=principal.pk)
    held = list(Post.objects.held_by(principal))
    if any(post.leader for post in held):
        people = people.filter(_holding(leader=True))
    if any(post.role == MAYOR for post in held):
        people = people.exclude(_holding(role=SECRETARY))
    return people


def _holding(**which: Any) -> Exists:
    posts = {f"post__{name}": value for name, value in which.items()}
    return Exists(Appointment.objects.on().filter(officer=OuterRef("pk"), **posts))
