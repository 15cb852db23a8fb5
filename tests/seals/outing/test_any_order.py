"""Whatever people try with two outings in whatever order: one seal, one place, nothing without a word."""

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seals.outing import actions
from seals.outing.actions import Return
from seals.outing.models import Outing
from seals.using.models import Stamping
from tests.seals.outing.desk import THURSDAY, Desk, NothingToDo, Office
from township_office import clock
from township_office.approvals.models import Event
from township_office.approvals.registry import case_of
from township_office.bookings.models import Booking
from township_office.web.refusals import Refused

VERBS = ("镇长", "印章保管员", "refuse", "return", "hand_out", "take_back", "wait")
steps = st.lists(st.tuples(st.integers(0, 1), st.sampled_from(VERBS)), max_size=14)


def tries(desk: Desk, verb: str) -> None:
    """By the desk as people do it, or past the desk straight by the action."""
    keeper = desk.office.who("印章保管员")
    match verb:
        case "镇长" | "印章保管员":
            desk.agree(verb)
        case "refuse":
            desk.refuse("印章保管员", "不去了。")
        case "return":
            desk.return_to("印章保管员", to=2, reason="请再定。")
        case "hand_out":
            actions.hand_out(desk.fresh(), by=keeper)
        case "take_back":
            stamped = {sheet.pk: sheet.copies for sheet in desk.outing.sheets.all()}
            actions.take_back(desk.fresh(), Return("intact", stamped), by=keeper)


def check(office: Office) -> None:
    out = list(Outing.objects.out())
    assert len(out) <= 1
    assert office.seal().is_out == bool(out)
    promised = list(Booking.objects.filter(released_at__isnull=True).order_by("since"))
    assert all(one.until <= next_.since for one, next_ in zip(promised, promised[1:], strict=False))
    for outing in Outing.objects.filter(handed_out_at__isnull=False):
        said = Event.objects.filter(case=case_of(outing), kind="seals.approve_outing", verb="agree")
        assert said.filter(at__lte=outing.handed_out_at).exists()
    back = Outing.objects.filter(returned_at__isnull=False)
    entered = sum(each.sheets.count() for each in back)
    assert Stamping.objects.count() == entered


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps)
def test_a_seal_is_never_in_two_places_and_never_out_without_a_word(office: Office, tried):
    with transaction.atomic():
        now = clock.now()
        hours = timedelta(hours=2)
        desks = [
            office.ask(since=now, until=now + hours),
            office.ask(since=now + hours, until=now + 2 * hours),
        ]
        for number, (which, verb) in enumerate(tried):
            with clock.moved_to(THURSDAY + timedelta(minutes=30 * (number + 1))):
                with suppress(Refused, NothingToDo), transaction.atomic():
                    tries(desks[which], verb)
                check(office)
        transaction.set_rollback(True)
