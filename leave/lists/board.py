"""干部去向: who is here, who is out, who is on leave, by department; never which leave, never why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from leave.rules.beside import ON_LEAVE, OUT, away
from township_office import clock
from township_office.bookings.models import Booking
from township_office.bookings.spans import days
from township_office.people.models import Appointment
from township_office.workdays.calendar import Calendar, Day, kind_by_the_week
from township_office.workdays.hours import calendar_of
from township_office.workdays.spans import Half

LEADERS = "班子成员"
SIGNS = {ON_LEAVE: "假", OUT: "外"}
HERE, OFF = "在岗", "休息"


@dataclass(frozen=True)
class Cell:
    """One day of one person: the same all day, or a word for each half."""

    day: Day
    morning: str
    afternoon: str

    @property
    def words(self) -> str:
        """在岗, 请假, 上午请假, 上午外出下午请假; 休息 on a day off."""
        if self.morning == self.afternoon:
            return self.morning
        halves = (("上午", self.morning), ("下午", self.afternoon))
        return "".join(f"{half}{words}" for half, words in halves if words not in (HERE, OFF))

    @property
    def short(self) -> str:
        """One sign for the week: 假, 外; half a day in brackets; nothing where he is here."""
        halves = [self.morning, self.afternoon]
        away_for = dict.fromkeys(word for word in halves if word not in (HERE, OFF))
        signs = "".join(SIGNS[word] for word in away_for)
        return f"半{signs}" if signs and HERE in halves else signs

    @property
    def css(self) -> str:
        halves = (self.morning, self.afternoon)
        named = ((ON_LEAVE, "leave"), (OUT, "out"), (OFF, "off"))
        return next((css for word, css in named if word in halves), "here")


@dataclass(frozen=True)
class Line:
    """One person: today, and the days of this week."""

    name: str
    post: str
    today: Cell
    week: list[Cell]


@dataclass
class Group:
    name: str
    lines: list[Line] = field(default_factory=list)

    @property
    def away(self) -> int:
        return sum(line.today.css in ("leave", "out") for line in self.lines)


@dataclass(frozen=True)
class Board:
    today: Day
    week: list[Day]
    groups: list[Group]

    @property
    def people(self) -> int:
        return sum(len(group.lines) for group in self.groups)

    @property
    def away(self) -> int:
        return sum(group.away for group in self.groups)


def board_of(township_id: int, today: date | None = None) -> Board:
    """Everybody in post, where his first post puts him: the leaders first, then by department."""
    today = today or clock.today()
    monday = today - timedelta(days=today.weekday())
    calendar = calendar_of(township_id, clock.midnight(monday))
    week = [day_in(calendar, monday + timedelta(days=number)) for number in range(7)]
    rows = list(away(township_id, days(monday, monday + timedelta(days=6))))
    taken: dict[int, list[Booking]] = {}
    for row in rows:
        taken.setdefault(row.resource.object_id, []).append(row)
    groups: dict[str, Group] = {}
    for held in _in_post(township_id):
        where = LEADERS if held.post.leader else str(held.post.department or "其他")
        cells = [cell_of(day, taken.get(held.officer_id, ())) for day in week]
        line = Line(held.officer.name, held.post.name, cells[today.weekday()], cells)
        groups.setdefault(where, Group(where)).lines.append(line)
    return Board(week[today.weekday()], week, list(groups.values()))


def day_in(calendar: Calendar, day: date) -> Day:
    """What that day is, without a query of its own."""
    kind = calendar.days.get(day, kind_by_the_week(day))
    return Day(day, kind, "", provisional=calendar.is_provisional(day, day))


def _in_post(township_id: int) -> Iterable[Appointment]:
    """Each once, in his highest post; leaders by rank, then the departments by theirs."""
    held = Appointment.objects.on().filter(post__township=township_id, officer__is_active=True)
    seen: dict[int, Appointment] = {}
    for each in held.select_related("officer", "post__department").order_by("post__rank", "id"):
        seen.setdefault(each.officer_id, each)
    return sorted(seen.values(), key=_place)


def _place(held: Appointment) -> tuple[int, int, int]:
    department = held.post.department
    return (
        0 if held.post.leader else 1,
        0 if held.post.leader else department.rank if department else 999,
        held.post.rank,
    )


def cell_of(day: Day, rows: Iterable[Booking]) -> Cell:
    """Where one person is that day, who is taken by these."""
    rows = list(rows)
    morning, afternoon = (_word(day, half, rows) for half in Half)
    return Cell(day, morning, afternoon)


def _word(day: Day, half: Half, rows: list[Booking]) -> str:
    """What he is taken for in that half day; on a day off nobody is missed."""
    on = day.date
    span = days(on, on, from_noon=half is Half.AFTERNOON, to_noon=half is Half.MORNING)
    return next((row.what for row in rows if row.span.overlaps(span)), HERE if day.works else OFF)
