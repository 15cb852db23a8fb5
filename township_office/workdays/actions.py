from collections.abc import Iterable
from typing import BinaryIO

from django.db import transaction
from django.db.models import Q

from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.workdays.acts import Act
from township_office.workdays.models import CalendarDay, CalendarYear
from township_office.workdays.notice import read_notice
from township_office.workdays.seed import seed_calendar

__all__ = ["import_notice", "seed_calendar"]


@transaction.atomic
def import_notice(file: BinaryIO, year: int, *, by: Capacity, source: str = "") -> CalendarYear:
    """Put one year's notice in place of what was known of that year; ``source`` is its title.

    Raises ValidationError, and changes nothing, when any line of the table is wrong.
    """
    days = [
        CalendarDay(year_id=year, date=day.date, kind=day.kind, name=day.name)
        for day in read_notice(file, year)
    ]
    replaced = CalendarDay.objects.filter(Q(year=year) | Q(date__in=[day.date for day in days]))
    before = _said(replaced)
    replaced.delete()
    source = source or f"国务院办公厅关于{year}年部分节假日安排的通知"
    calendar, _ = CalendarYear.objects.update_or_create(year=year, defaults={"source": source})
    CalendarDay.objects.bulk_create(days)
    record(Act.NOTICE_IMPORTED, calendar, by=by, words=source, before=before, after=_said(days))
    return calendar


def _said(days: Iterable[CalendarDay]) -> dict[str, str]:
    return {day.date.isoformat(): f"{day.get_kind_display()} {day.name}" for day in days}
