"""Two clicks at the same moment: never more than approved, and who comes second hears a sentence."""

import pytest

from seals.keeping.models import Seal
from seals.using import actions
from seals.using.models import Request, Stamping
from tests.approvals.together import together
from tests.house import build_house
from tests.seals.using.desk import asked, staffed
from township_office import clock
from township_office.approvals import actions as engine
from township_office.web.refusals import Refused

KEEPER = "印章保管员"


@pytest.fixture
def desk(transactional_db):
    """Three copies that the mayor has agreed to."""
    desk = asked(staffed(build_house()))
    desk.agree("镇长")
    return desk


def test_of_two_who_stamp_two_of_three_copies_one_wins(desk):
    deeds = [lambda: desk_stamp(desk, 2) for _ in range(2)]
    heard = together(deeds)
    assert sorted(type(each).__name__ for each in heard) == ["Refused", "Stamping"]
    assert "最多再盖 1 份" in str(next(each for each in heard if isinstance(each, Refused)))
    assert (Stamping.objects.count(), Request.objects.get().stamped) == (1, 2)


def desk_stamp(desk, copies):
    request = Request.objects.get(pk=desk.request.pk)
    return actions.stamp(request, copies=copies, by=desk.who(KEEPER))


def test_of_two_who_end_the_stage_one_wins_and_the_ledger_has_one_line(desk):
    task, forms = desk.task(KEEPER), [desk.form(KEEPER) for _ in range(2)]
    assert all(form.is_valid() for form in forms)
    by = desk.who(KEEPER)
    heard = together([lambda form=form: engine.agree(task, by=by, form=form) for form in forms])
    assert sorted(type(each).__name__ for each in heard) == ["Case", "Stale"]
    assert (Stamping.objects.count(), Request.objects.get().stamped) == (1, 3)


def test_a_seal_taken_out_at_that_moment_is_stamped_with_before_or_not_at_all(desk):
    def take_out():
        return Seal.objects.filter(organ="government", out_since=None).update(out_since=clock.now())

    heard, _ = together([lambda: desk_stamp(desk, 1), take_out])
    assert Seal.objects.get(organ="government").is_out
    if isinstance(heard, Refused):
        assert "正在外带" in str(heard)
        assert not Stamping.objects.exists()
    else:
        assert heard.copies == 1
        assert Stamping.objects.count() == 1
