"""Who asks, as the regulation ranks him, and whose department it is that he leaves."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import models

from leave.models import Absence
from township_office.audit.capacity import Capacity
from township_office.people.capacity import capacity_of
from township_office.people.models import Charge, Department, Line, Officer, Post
from township_office.web.refusals import Refused

PRINCIPAL_LEADERS = ("party_secretary", "mayor")


class Applicant(models.TextChoices):
    """By whom a leave is decided depends on who asks for it (A2.2–A2.4)."""

    STAFF = "staff", "一般干部"
    HEAD = "head", "机构负责人"
    DEPUTY_LEAD = "deputy_lead", "副职领导"
    MAYOR = "mayor", "镇长"
    PARTY_SECRETARY = "party_secretary", "党委书记"


class Place(NamedTuple):
    """The post in which somebody asks, the weightiest of his, and his department."""

    post: Post
    department: Department | None


def rank_of(post: Post) -> Applicant:
    if post.role in PRINCIPAL_LEADERS:
        return Applicant(post.role)
    if post.leader:
        return Applicant.DEPUTY_LEAD
    return Applicant.HEAD if post.heads else Applicant.STAFF


def place_of(officer: Officer) -> Place:
    """Raises Refused for who holds no post today."""
    posts = _held(officer)
    if not posts:
        raise Refused(f"{officer}现在没有任职，不能请假。请管理员先补上任职。")
    departments = (post.department for post in posts if post.department is not None)
    return Place(posts[0], posts[0].department or next(departments, None))


def side_of(absence: Absence) -> str:
    """Whose affairs are left lying: his department's; both, for who has none (flows.md)."""
    return absence.department.line if absence.department else Line.BOTH


def _held(officer: Officer) -> list[Post]:
    """His posts of today, the weightiest first."""
    held = Post.objects.held_by(officer).select_related("department").order_by("rank", "id")
    return sorted(held, key=lambda post: -list(Applicant).index(rank_of(post)))


def as_he_asks(officer: Officer) -> Capacity:
    """The officer in his weightiest post, so that the trail names it; without one, as himself."""
    posts = _held(officer)
    return capacity_of(officer, posts[0] if posts else None)


def heads_of(department: Department | None) -> Sequence[Post]:
    return list(department.posts.filter(heads=True)) if department else []


def leads_of(department: Department | None) -> Sequence[int]:
    """The posts of the leader in charge of it (分管领导) today."""
    charges = Charge.objects.on().filter(department=department) if department else []
    return [charge.post_id for charge in charges]


def leads_alone(absence: Absence) -> bool:
    """Whether it is one of the two principal leaders who asks."""
    return rank_of(absence.post) in (Applicant.MAYOR, Applicant.PARTY_SECRETARY)
