"""Two at the same moment, each on a connection of his own: a seal is never in two places."""

from functools import partial

import pytest

from seals.keeping.models import Life, Seal
from seals.outing.actions import Return, approve_outing, hand_out, take_back
from seals.outing.models import Outing
from seals.using.models import Stamping
from tests.approvals.together import together
from tests.house import build_house
from tests.seals.outing.desk import HOUR, Office, opened
from township_office import clock
from township_office.bookings.models import Booking
from township_office.web.refusals import Refused


@pytest.fixture
def office(transactional_db: None) -> Office:
    return opened(build_house())


def soon(hours: int) -> dict:
    now = clock.now()
    return {"since": now, "until": now + hours * HOUR}


def of(heard: list, kind: type) -> int:
    return sum(isinstance(each, kind) for each in heard)


def test_of_two_outings_approved_at_once_one_has_the_seal(office):
    desks = [office.ask(**soon(2)) for _ in range(2)]
    mayor = office.who("镇长")
    heard = together([partial(approve_outing, desk.fresh(), by=mayor) for desk in desks])
    assert (of(heard, Refused), Booking.objects.count()) == (1, 1)


def test_of_two_handed_out_at_once_one_is_out(office):
    """Both were approved, one after the other; the first is late, and the second's time has come."""
    now = clock.now()
    desks = [
        office.ask(since=now, until=now + HOUR).approved(),
        office.ask(since=now + HOUR, until=now + 2 * HOUR).approved(),
    ]
    keeper = office.who("印章保管员")
    heard = together([partial(hand_out, desk.fresh(), by=keeper) for desk in desks])
    assert (of(heard, Refused), Outing.objects.out().count()) == (1, 1)
    assert desks[0].seal.is_out


def test_taken_back_by_two_clicks_it_enters_the_ledger_once(office):
    desk = office.ask(**soon(2)).approved()
    keeper = office.who("印章保管员")
    hand_out(desk.fresh(), by=keeper)
    stamped = {sheet.pk: 1 for sheet in desk.outing.sheets.all()}
    back = [
        partial(take_back, desk.fresh(), Return("intact", stamped), by=keeper) for _ in range(2)
    ]
    heard = together(back)
    assert (of(heard, Refused), Stamping.objects.count()) == (1, 2)
    assert not desk.seal.is_out


def test_extended_and_taken_back_at_once_it_is_one_or_the_other(office):
    desk = office.ask(**soon(2)).approved()
    keeper, end = office.who("印章保管员"), desk.outing.until
    hand_out(desk.fresh(), by=keeper)
    longer = desk.longer(end + HOUR)
    heard = together(
        [
            partial(take_back, desk.fresh(), Return("intact"), by=keeper),
            partial(longer.agree, "镇长"),
        ]
    )
    assert not isinstance(heard[0], Exception)
    assert desk.fresh().returned_at is not None
    assert not Booking.objects.by(desk.outing).exists()
    assert longer.lies_with == set()
    assert (desk.outing.until == end + HOUR) == (not isinstance(heard[1], Refused))


def test_of_two_who_ask_for_longer_at_once_one_has_asked(office):
    desk = office.ask(**soon(2)).approved()
    hand_out(desk.fresh(), by=office.who("印章保管员"))
    until = desk.outing.until + HOUR
    heard = together([partial(desk.longer, until, post) for post in ("应急办干事", "应急办主任")])
    assert (of(heard, Refused), desk.outing.extensions.count()) == (1, 1)


def test_a_seal_put_out_of_use_at_that_moment_is_not_handed_out(office):
    desk = office.ask(**soon(2)).approved()
    stale = desk.fresh()
    assert stale.seal.status == Life.IN_USE
    Seal.objects.filter(pk=stale.seal_id).update(status=Life.SUSPENDED)
    with pytest.raises(Refused, match="刚才已经交出、收回或停用"):
        hand_out(stale, by=office.who("印章保管员"))
    assert desk.fresh().handed_out_at is None
