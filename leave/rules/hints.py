"""What much other leave in a year leads to: told to people, decided by people (LV-02, LV-17)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import Coalesce

from leave.models import Leave, Sort, in_days
from leave.rules.annual import NOTHING, seniority
from township_office import clock
from township_office.people.models import Officer
from township_office.workdays.hours import calendar_of
from township_office.workdays.spans import Counts, Edge, Half, Span, count

# LV-02: so many days of sick leave in a year, by seniority, and none of annual leave
SICK_MONTHS = ((20, 4), (10, 3), (1, 2))
WORKDAYS_A_MONTH = Decimal("21.75")
PERSONAL_DAYS = 20


def falls_away(officer: Officer, began_on: date, on: date) -> str:
    """LV-02: so much other leave, and the annual one falls away."""
    taken = _sick_and_personal(officer, on.year)
    personal, sick = (taken.get(sort, NOTHING) for sort in (Sort.PERSONAL, Sort.SICK))
    if personal >= PERSONAL_DAYS:
        return f"本年事假已 {in_days(personal)} 天，满 20 天的当年不享受年休假，请核对（LV-02）。"
    years = seniority(began_on, on)
    months = next((months for least, months in SICK_MONTHS if years >= least), None)
    if months is not None and sick >= months * WORKDAYS_A_MONTH:
        return (
            f"本年病假已 {in_days(sick)} 天，满 {months} 个月的当年不享受年休假，请核对（LV-02）。"
        )
    return ""


def not_graded(officer: Officer, year: int) -> str:
    """LV-17: sick and personal leave of more than half of the year's workdays, and no grade."""
    days = sum(_sick_and_personal(officer, year).values(), NOTHING)
    worked = workdays_of(officer.township_id, year)
    if days * 2 <= worked:
        return ""
    return (
        f"{year} 年病假、事假共 {in_days(days)} 天，超过全年 {in_days(worked)} 个工作日的一半："
        "年度考核只参加、不定等次，请核对（LV-17）。"
    )


def workdays_of(township_id: int, year: int) -> Decimal:
    whole = Span(Edge(date(year, 1, 1)), Edge(date(year, 12, 31), Half.AFTERNOON))
    calendar = calendar_of(township_id, clock.midnight(whole.first.day))
    return count(whole, Counts.WORKDAYS, calendar).days


def _sick_and_personal(officer: Officer, year: int) -> Mapping[str, Decimal]:
    """Days by sort, of the leaves that began in that year."""
    rows = Leave.objects.approved().filter(officer=officer, first_day__year=year)
    sums = rows.values_list("kind__sort").annotate(sum=Sum(Coalesce("taken", "days")))
    return dict(sums.filter(kind__sort__in=[Sort.SICK, Sort.PERSONAL]))
