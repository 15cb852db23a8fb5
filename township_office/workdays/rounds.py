"""What comes round: each working day, and each week on its first working day."""

from datetime import date, datetime, timedelta

from township_office import clock
from township_office.workdays.hours import calendar_of


def day_of_work(township_id: int, now: datetime) -> str:
    """``2026-11-23`` once work has begun that day; nothing before, and on a day off."""
    today = clock.local(now).date()
    begins = _first_hour(township_id, today)
    return today.isoformat() if begins.date() == today and begins <= now else ""


def week_of_work(township_id: int, now: datetime) -> str:
    """``2026-W48`` once work has begun on its first working day; nothing in a week of holidays."""
    today = clock.local(now).date()
    monday = today - timedelta(days=today.weekday())
    year, week, _ = today.isocalendar()
    return f"{year}-W{week:02}" if _first_hour(township_id, monday) <= now else ""


def _first_hour(township_id: int, day: date) -> datetime:
    midnight = clock.midnight(day)
    return calendar_of(township_id, midnight).add(midnight, 0).at
