"""What comes round by itself begins once a period, in every township, however often one asks."""

from datetime import timedelta

import pytest

from township_office import clock
from township_office.jobs import periods
from township_office.jobs.models import Job, Period
from township_office.jobs.tasks import tidy
from township_office.townships.models import Township


@pytest.fixture
def month(monkeypatch, township):
    """An errand of each month, and of the first township only."""
    its = township
    key = lambda township, now: f"{now:%Y-%m}" if township == its.pk else ""  # noqa: E731
    monkeypatch.setattr(periods, "_declared", {"errands.run": key})


@pytest.fixture
def two(township):
    return township, Township.objects.create(name="红墩界镇")


def test_a_period_begins_once(two, month, bell):
    for _ in range(3):
        periods.begin_periods()
    (job,) = Job.objects.all()
    assert (job.name, job.township) == ("errands.run", two[0])


def test_the_next_period_begins_again(two, month, bell):
    periods.begin_periods()
    with clock.moved_to(clock.now() + timedelta(days=32)):
        periods.begin_periods()
        periods.begin_periods()
    assert Job.objects.count() == Period.objects.count() == 2


def test_where_the_job_cannot_be_written_the_period_has_not_begun(two, month, bell, monkeypatch):
    def breaks(*args, **kwargs):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(periods, "enqueue", breaks)
        with pytest.raises(OSError):
            periods.begin_periods()
    assert not Period.objects.exists()
    periods.begin_periods()
    assert Job.objects.count() == 1


def test_a_name_is_declared_once(month):
    with pytest.raises(ValueError, match="declared twice"):
        periods.periodically("errands.run", lambda township, now: "")


def test_rows_of_long_ago_are_removed(two, month, bell):
    periods.begin_periods()
    with clock.moved_to(clock.now() + timedelta(days=91)):
        tidy()
    assert not Period.objects.exists()
