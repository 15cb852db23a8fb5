"""The days of a leave, beside the published calendars of 2024 to 2026 asked half day by half day."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import chinese_calendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from township_office import clock
from township_office.townships.models import Township
from township_office.workdays.actions import seed_calendar
from township_office.workdays.calendar import Calendar
from township_office.workdays.hours import calendar_of
from township_office.workdays.spans import Counts, Edge, Half, Span, count

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
LONGEST = 200  # days; a maternity leave
edges = st.builds(Edge, st.dates(FIRST, LAST), st.sampled_from(Half))
read_only = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def spans(draw) -> Span:
    begins = draw(st.dates(FIRST, LAST - timedelta(days=LONGEST)))
    ends = begins + timedelta(days=draw(st.integers(0, LONGEST)))
    both = [Edge(day, draw(st.sampled_from(Half))) for day in (begins, ends)]
    return Span(min(both), max(both))


@pytest.fixture
def calendar(db) -> Calendar:
    """The calendar as an office has it that seeded it."""
    seed_calendar()
    township = Township.objects.create(name="数日子镇")
    return calendar_of(township, clock.midnight(FIRST))


def half_days(span: Span) -> list[date]:
    """Every half day of the span, walked one after the other."""
    walked, moment = [], span.first
    while moment <= span.last:
        walked.append(moment.day)
        tomorrow = moment.day + timedelta(days=1)
        later = moment.half is Half.AFTERNOON
        moment = Edge(tomorrow) if later else Edge(moment.day, Half.AFTERNOON)
    return walked


@read_only
@given(span=spans())
def test_as_many_workdays_as_the_published_calendar_has(calendar, span):
    worked = [day for day in half_days(span) if chinese_calendar.is_workday(day)]
    counted = count(span, Counts.WORKDAYS, calendar)
    assert counted.days == Decimal(len(worked)) / 2
    assert not counted.provisional
    assert set(counted.left_out) == {
        day for day in half_days(span) if chinese_calendar.is_holiday(day)
    }


@read_only
@given(span=spans())
def test_by_the_calendar_every_day_counts(calendar, span):
    counted = count(span, Counts.CALENDAR, calendar)
    assert counted.days == Decimal(len(half_days(span))) / 2
    assert counted.left_out == {}


@read_only
@given(span=spans(), cut=edges)
def test_a_leave_cut_in_two_takes_as_many_days(calendar, span, cut):
    """Whoever asks twice for the halves gets no day more or less than at once."""
    if not span.first <= cut < span.last:
        return
    after = Edge(cut.day, Half.AFTERNOON)
    if cut.half is Half.AFTERNOON:
        after = Edge(cut.day + timedelta(days=1))
    parts = Span(span.first, cut), Span(after, span.last)
    apart = sum(count(part, Counts.WORKDAYS, calendar).days for part in parts)
    assert apart == count(span, Counts.WORKDAYS, calendar).days


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (Edge(date(2026, 2, 14)), Edge(date(2026, 2, 14), Half.AFTERNOON), "1"),
        (Edge(date(2026, 2, 13), Half.AFTERNOON), Edge(date(2026, 2, 24)), "2"),
        (Edge(date(2026, 10, 1)), Edge(date(2026, 10, 7), Half.AFTERNOON), "0"),
        (Edge(date(2026, 11, 26)), Edge(date(2026, 11, 26)), "0.5"),
    ],
)
def test_days_that_a_clerk_would_count_by_hand(calendar, first, last, days):
    """HOL-09: the Saturday before Spring Festival 2026 is worked, the nine days after are not."""
    assert count(Span(first, last), Counts.WORKDAYS, calendar).days == Decimal(days)


def test_the_page_can_say_which_days_were_left_out_and_why(calendar):
    span = Span(Edge(date(2026, 9, 30)), Edge(date(2026, 10, 11), Half.AFTERNOON))
    counted = count(span, Counts.WORKDAYS, calendar)
    assert counted.days == 4
    assert counted.left_out[date(2026, 10, 1)] == "放假"
    assert counted.left_out[date(2026, 10, 11)] == "周末"
    assert date(2026, 10, 10) not in counted.left_out


def test_a_year_without_a_notice_is_counted_by_the_week_and_said_to_be_unsure(calendar):
    span = Span(Edge(date(2026, 12, 31)), Edge(date(2027, 1, 4), Half.AFTERNOON))
    assert count(span, Counts.WORKDAYS, calendar).provisional


def test_an_absence_does_not_end_before_it_begins():
    day = datetime(2026, 11, 26).date()
    with pytest.raises(ValueError, match="before"):
        Span(Edge(day, Half.AFTERNOON), Edge(day))
