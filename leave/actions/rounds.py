"""What comes round by the clock: who is not back is asked, who is long missing told of, old proofs go."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from leave.actions.slips import erase_proofs, leaves_with_old_proofs
from leave.models import KEEPERS, Leave, Return, Unexcused
from leave.rules.missing import Missing, missing_of
from leave.rules.switches import PROOF_YEARS, setting
from township_office import clock
from township_office.audit.capacity import system
from township_office.notices.actions import Message, tell_many
from township_office.notices.models import Notice
from township_office.notices.registry import declare
from township_office.people.models import Appointment, Officer

NOT_BACK = declare("leave.not_back", "该销假了")
MISSING = declare("leave.missing", "缺岗、逾期未归天数")


def remind_of_returns(township_id: int) -> int:
    """Each working day, until somebody says that he is back: himself, and the office (LV-18)."""
    rows = Leave.objects.to_return().filter(township=township_id).select_related("officer")
    late = list(rows.exclude(returns__settled_on__isnull=True, returns__isnull=False))
    keepers = _keepers(township_id)
    tell_many(_message(leave, keepers) for leave in late)
    return len(late)


def tell_of_the_missing(township_id: int) -> int:
    """The director and the clerk, once for each of the two steps in a year (LV-16); how many were told of."""
    year = clock.today().year
    found = [
        (officer, missing)
        for officer in _perhaps_missing(township_id)
        if (missing := missing_of(officer, year)).level
    ]
    groups = [_group(officer, missing) for officer, missing in found]
    told = set(
        Notice.objects.filter(kind=MISSING, group__in=groups).values_list("group", flat=True)
    )
    anew = [each for each in found if _group(*each) not in told]
    keepers = _keepers(township_id) if anew else []
    tell_many(_alarm(officer, missing, keepers) for officer, missing in anew)
    return len(anew)


def _perhaps_missing(township_id: int) -> QuerySet[Officer]:
    """Of whom something was noted, or who was not back in time, in these two years."""
    since = date(clock.today().year - 1, 1, 1)
    noted = Unexcused.objects.filter(day__gte=since, withdrawn_on__isnull=True)
    late = Return.objects.filter(back_on__gte=since).exclude(late_reason="")
    out = Leave.objects.to_return()
    named = Q(pk__in=noted.values("officer")) | Q(pk__in=late.values("leave__officer"))
    people = Officer.objects.filter(township=township_id, is_active=True)
    return people.filter(named | Q(pk__in=out.values("officer"))).order_by("pk")


def _group(officer: Officer, missing: Missing) -> str:
    return f"leave.missing:{officer.pk}:{missing.year}:{missing.level}"


def _alarm(officer: Officer, missing: Missing, keepers: list[int]) -> Message:
    return Message(
        kind=MISSING,
        township_id=officer.township_id,
        officers=keepers,
        words=missing.words,
        url=reverse("leave:card", args=[officer.pk]),
        about=f"{officer}缺岗、逾期未归",
        group=_group(officer, missing),
    )


def erase_old_proofs(township_id: int) -> int:
    """Proofs whose leave was over so many years ago; of how many leaves they were."""
    years = int(setting(PROOF_YEARS, township_id))
    before = clock.today() - timedelta(days=365 * years)
    old = leaves_with_old_proofs(township_id, before)
    for leave in old:
        erase_proofs(leave, by=system(township_id))
    return len(old)


def _keepers(township_id: int) -> list[int]:
    held = Appointment.objects.on().filter(post__township=township_id, post__role__in=KEEPERS)
    return sorted(set(held.values_list("officer", flat=True)))


def _message(leave: Leave, keepers: list[int]) -> Message:
    return Message(
        kind=NOT_BACK,
        township_id=leave.township_id,
        officers=[leave.officer_id, *keepers],
        words=f"假期到{leave.last_day:%Y-%m-%d}，还没有销假。回来了请销假，没有办完的请说明。",
        url=leave.get_absolute_url(),
        about=str(leave),
        group=f"leave.request:{leave.pk}",
    )
