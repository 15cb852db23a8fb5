"""Numbers without a gap and without a double: 收文号, 发文字号, 用印编号 …

A number is given out in the caller's transaction. Whoever asks next for the same series waits until
that transaction ends; a rollback takes the number back, so none is ever missing.
"""

from django.db import models, transaction
from django.db.models import F

from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.numbers.acts import Act
from township_office.numbers.models import Counter


class SeriesStarted(ValueError):
    """The series has given out numbers, so it can no longer open at another one."""


def take(township_id: int, series: str, year: int) -> int:
    """The next number of the series in that year, starting with 1.

    Raises TransactionManagementError outside a transaction, where a failure would leave a gap.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a number is taken inside a transaction")
    counter = _counter(township_id, series, year)
    if not counter.update(value=F("value") + 1):
        _begin(township_id, series, year)
        counter.update(value=F("value") + 1)
    return counter.values_list("value", flat=True).get()


def upcoming(township_id: int, series: str, year: int) -> int:
    """The number that would come next; for display only, since another may take it first."""
    return (_counter(township_id, series, year).values_list("value", flat=True).first() or 0) + 1


@transaction.atomic
def open_at(township_id: int, series: str, year: int, first: int, *, by: Capacity) -> Counter:
    """Let the series of that year begin with ``first``, where a paper register was kept before.

    May be corrected until the first number is taken; raises SeriesStarted from then on, ValueError
    where ``first`` is below 1.
    """
    if first < 1:
        raise ValueError("a series begins with 1 or later")
    before = upcoming(township_id, series, year)
    _begin(township_id, series, year)
    counter = _counter(township_id, series, year)
    moved = counter.filter(value=F("opening")).update(opening=first - 1, value=first - 1)
    opened = counter.get()
    if not moved:
        raise SeriesStarted(f"{opened} 已经用到 {opened.value} 号")
    record(Act.SERIES_OPENED, opened, by=by, before={"下一号": before}, after={"下一号": first})
    return opened


def _counter(township_id: int, series: str, year: int) -> models.QuerySet[Counter]:
    return Counter.objects.filter(township_id=township_id, series=series, year=year)


def _begin(township_id: int, series: str, year: int) -> None:
    """Put the counter there at 0, unless it is; who comes second waits for the first to commit."""
    counter = Counter(township_id=township_id, series=series, year=year)
    Counter.objects.bulk_create([counter], ignore_conflicts=True)
