"""From–to: what overlaps, what is said of it, whole days and half days."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township_office.bookings.spans import Span, days

MONDAY = date(2026, 11, 23)
HOUR = timedelta(hours=1)


def at(words: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{words}+08:00")


moments = st.integers(0, 40).map(lambda hour: at("23T00:00") + hour * HOUR)
spans = st.tuples(moments, moments).filter(lambda two: two[0] < two[1]).map(lambda two: Span(*two))


@given(spans, spans)
def test_two_overlap_when_they_have_an_hour_in_common(one, other):
    hours = [at("23T00:00") + hour * HOUR for hour in range(41)]
    common = [
        each
        for each in hours
        if one.since <= each < one.until and other.since <= each < other.until
    ]
    assert one.overlaps(other) == other.overlaps(one) == bool(common)


@given(moments, moments)
def test_what_does_not_last_is_no_span(since, until):
    if since < until:
        assert Span(since, until).overlaps(Span(since, until))
        return
    with pytest.raises(ValueError, match="is not before"):
        Span(since, until)


def test_a_day_lasts_until_midnight():
    assert days(MONDAY, MONDAY) == Span(at("23T00:00"), at("24T00:00"))
    assert days(MONDAY, date(2026, 11, 25)) == Span(at("23T00:00"), at("26T00:00"))


def test_half_a_day_begins_or_ends_at_noon():
    morning = days(MONDAY, MONDAY, to_noon=True)
    afternoon = days(MONDAY, MONDAY, from_noon=True)
    assert (morning.until, afternoon.since) == (at("23T12:00"), at("23T12:00"))
    assert not morning.overlaps(afternoon)
    assert morning.overlaps(Span(at("23T11:00"), at("23T13:00")))


def test_no_day_at_all_is_no_span():
    with pytest.raises(ValueError, match="is not before"):
        days(MONDAY, MONDAY, from_noon=True, to_noon=True)


def test_it_is_said_shortly_and_of_two_days_both_are_named():
    assert str(Span(at("26T09:00"), at("26T17:30"))) == "11月26日 9:00—17:30"
    assert str(Span(at("26T09:00"), at("27T17:30"))) == "11月26日 9:00—11月27日 17:30"
