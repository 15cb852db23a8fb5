"""What comes round: what was handed over for a day goes back, who has left hands over, ink is due."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import QuerySet

from seals.keeping.actions.entering import last_day_of_care
from seals.keeping.lists import left_words
from seals.keeping.models import DIRECTOR, Custody, Seal
from seals.keeping.rules import UPKEEP_DAYS
from township_office import clock
from township_office.approvals.way import staff_of
from township_office.jobs.periods import periodically
from township_office.jobs.registry import job
from township_office.notices.actions import tell
from township_office.notices.registry import declare
from township_office.townships.settings import settings_of
from township_office.workdays.rounds import day_of_work, week_of_work

DUE_BACK = declare("seals.due_back", "印章到期交还")
LEFT = declare("seals.left_behind", "印章未移交")
UPKEEP = declare("seals.upkeep", "印章保养")
EVERY_MORNING = "seals.keeping_each_day"
EVERY_WEEK = "seals.upkeep_each_week"


@job(periodically(EVERY_MORNING, day_of_work), title="每日查看印章保管")
def look_after_custody(*, township_id: int) -> None:
    remind_of_return(township_id)
    tell_who_left(township_id)


@job(periodically(EVERY_WEEK, week_of_work), title="每周提醒印章保养")
def remind_of_upkeep(*, township_id: int) -> None:
    """Who has done nothing for a seal for so many days is reminded every week until he has (A4.9)."""
    days = settings_of(township_id)[UPKEEP_DAYS.key]
    if not days:
        return
    for custody in _kept(township_id):
        last = last_day_of_care(custody.seal)
        if last is not None and last + timedelta(days=days) <= clock.today():
            said = (
                f"{custody.seal}从{last.month}月{last.day}日起没有保养，请加印油、清洗、检查磨损。"
            )
            _tell(UPKEEP, custody.seal, [custody.officer_id], said)


def remind_of_return(township_id: int) -> None:
    """到期交还: both hear of it on the last day; from the day after the director does too."""
    lent = _kept(township_id).filter(handover__until__lte=clock.today())
    for custody in lent:
        _remind(custody)


def _remind(custody: Custody) -> None:
    handover = custody.handover
    if handover is None or handover.until is None or custody.seal.handovers.open().exists():
        return
    officers = {custody.officer_id, handover.giver_id or custody.officer_id}
    late = handover.until < clock.today()
    if late:
        officers |= staff_of(custody.seal.township_id).in_roles(DIRECTOR)
    said = (
        f"{custody.seal}由{custody.officer.name}临时保管，{_day(handover.until, late)}，请办交还。"
    )
    _tell(DUE_BACK, custody.seal, sorted(officers), said)


def tell_who_left(township_id: int) -> None:
    """The director hears each working day who has left his post and still has a seal (SEAL-07)."""
    left = Seal.objects.filter(township=township_id).living().with_keeper().filter(keeper_left=True)
    for seal in left:
        directors = sorted(staff_of(township_id).in_roles(DIRECTOR))
        _tell(LEFT, seal, directors, f"{left_words(seal.keeper)}：{seal}。请当天办移交。")


def _day(until: date, late: bool) -> str:
    return f"{until.month}月{until.day}日{'已到期' if late else '到期'}"


def _kept(township_id: int) -> QuerySet[Custody]:
    kept = Custody.objects.filter(seal__township=township_id, until__isnull=True)
    return kept.select_related("seal", "officer", "handover").order_by("pk")


def _tell(kind: str, seal: Seal, officers: Iterable[int], words: str) -> None:
    tell(
        kind,
        township_id=seal.township_id,
        officers=officers,
        words=words,
        url=seal.get_absolute_url(),
        about=str(seal),
        group=f"seals.seal:{seal.pk}",
        by=None,
    )
