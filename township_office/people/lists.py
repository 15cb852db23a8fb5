"""The directory (通讯录): leaders by rank, then each department with its posts and who holds them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from township_office.people.models import Appointment, Charge, Department, Officer
from township_office.townships.models import Township


@dataclass
class Line:
    """A person in one post, as the directory prints it."""

    post: str
    officer: Officer
    heads: bool = False
    charges: list[str] = field(default_factory=list)


@dataclass
class Section:
    title: str
    lines: list[Line]


def directory(township: Township, words: str = "") -> list[Section]:
    """Who holds which post today; with words, only those whom the words mean. Four queries."""
    found = Officer.objects.filter(township=township, is_active=True).found_by(words)
    appointments = list(
        Appointment.objects.on()
        .filter(officer__in=found)
        .select_related("officer", "post__department")
        .order_by("post__rank", "post_id", "officer_id")
    )
    sections = [
        Section("领导班子", _leaders(township, appointments)),
        *_departments(township, appointments),
        Section("其他职务", _others(appointments)),
        Section("未任职", _without_post(found, appointments)),
    ]
    return [section for section in sections if section.lines]


def _leaders(township: Township, appointments: Iterable[Appointment]) -> list[Line]:
    charges: dict[int, list[str]] = {}
    in_force = Charge.objects.on().filter(post__township=township)
    for charge in in_force.select_related("department").order_by("department__rank"):
        charges.setdefault(charge.post_id, []).append(charge.department.short_name)
    return [
        Line(each.post.name, each.officer, charges=charges.get(each.post_id, []))
        for each in appointments
        if each.post.leader
    ]


def _departments(township: Township, appointments: Iterable[Appointment]) -> list[Section]:
    staff: dict[int | None, list[Line]] = {}
    for each in appointments:
        line = Line(each.post.name, each.officer, heads=each.post.heads)
        staff.setdefault(each.post.department_id, []).append(line)
    departments = Department.objects.filter(township=township)
    return [
        Section(
            department.name, sorted(staff.get(department.pk, []), key=lambda one: not one.heads)
        )
        for department in departments
    ]


def _others(appointments: Iterable[Appointment]) -> list[Line]:
    return [
        Line(each.post.name, each.officer)
        for each in appointments
        if each.post.department_id is None and not each.post.leader
    ]


def _without_post(found: Iterable[Officer], appointments: Iterable[Appointment]) -> list[Line]:
    placed = {each.officer_id for each in appointments}
    return [Line("", officer) for officer in found if officer.pk not in placed]
