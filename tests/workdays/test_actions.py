"""Importing the yearly notice."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.workdays.test_notice import NOTICE
from township_office.audit.capacity import system
from township_office.audit.models import Entry
from township_office.audit.trail import trail_of
from township_office.workdays.actions import import_notice
from township_office.workdays.hours import add_working_hours, is_workday
from township_office.workdays.models import CalendarDay, CalendarYear

pytestmark = pytest.mark.usefixtures("seeded")

NEW_YEARS_EVE = timezone.make_aware(datetime(2026, 12, 31, 17))


def notice(text: str = NOTICE) -> BytesIO:
    return BytesIO(text.encode())


def test_with_its_notice_a_year_is_no_longer_provisional(township):
    assert add_working_hours(NEW_YEARS_EVE, 2, township).provisional
    import_notice(notice(), 2027, by=system(township.pk))
    deadline = add_working_hours(NEW_YEARS_EVE, 2, township)
    assert deadline.at == timezone.make_aware(datetime(2027, 1, 4, 9))
    assert not deadline.provisional


def test_a_notice_takes_the_place_of_the_one_before(township):
    import_notice(notice(), 2027, by=system(township.pk))
    import_notice(
        notice(NOTICE.replace("2027.10.9,上班", "2027.10.4,放假")), 2027, by=system(township.pk)
    )
    assert not is_workday(date(2027, 10, 9))
    assert not is_workday(date(2027, 10, 4))
    assert CalendarDay.objects.filter(year=2027).count() == 4


def test_a_day_of_last_december_is_taken_over_by_the_later_notice(township):
    CalendarDay.objects.create(year_id=2026, date=date(2026, 12, 26), kind="holiday", name="别的")
    import_notice(notice(NOTICE + "2026-12-26,上班,元旦\n"), 2027, by=system(township.pk))
    assert is_workday(date(2026, 12, 26))
    assert CalendarDay.objects.filter(year=2026).exists()


def test_a_wrong_table_changes_nothing(township):
    import_notice(notice(), 2027, by=system(township.pk))
    before = list(CalendarDay.objects.values())
    with pytest.raises(ValidationError):
        import_notice(notice(NOTICE + "x,放假,春节"), 2027, by=system(township.pk))
    assert list(CalendarDay.objects.values()) == before
    assert Entry.objects.count() == 1


def test_the_trail_says_which_days_changed(township):
    import_notice(notice(), 2027, by=system(township.pk), source="国办发明电〔2026〕9号")
    line = trail_of(CalendarYear.objects.get(year=2027)).get()
    assert (line.code, line.words) == ("workdays.notice_imported", "国办发明电〔2026〕9号")
    assert (line.before, line.after["2027-10-09"]) == ({}, "上班 国庆节")
