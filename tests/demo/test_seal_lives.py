"""Whenever the demonstration is made, what is done with its seals can be told."""

from datetime import datetime
from random import Random

import pytest

from seals.keeping.models import Custody
from seals.outing.models import Outing
from tests.demo.conftest import in_a_folder_of_its_own
from township_office import clock
from township_office.demo.cast import call_together
from township_office.demo.lives import play
from township_office.demo.seals import seal_lives
from township_office.demo.span import Span, opening_day
from township_office.demo.story import AGO, SEED

MOMENTS = {
    "first thing on a Monday": "2026-11-23T08:09",
    "on a Sunday": "2026-11-22T16:00",
    "on the fifth day of a holiday": "2026-10-05T10:00",
}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_one_outing_is_back_one_is_out_and_the_seal_was_lent(moment, db, tmp_path):
    now = datetime.fromisoformat(f"{moment}:00+08:00")
    with clock.moved_to(now), in_a_folder_of_its_own(tmp_path):
        with clock.moved_to(opening_day()):
            cast = call_together()
        span = Span.of(cast.township)
        play(seal_lives(cast, span, Random(SEED)), Random(SEED), until=span.now - AGO)
    back, out = Outing.objects.order_by("pk")
    assert (back.condition, back.is_out, out.is_out) == ("intact", False, True)
    assert back.returned_at <= back.until
    assert out.handed_out_at < now
    assert Custody.objects.filter(seal__organ="other").count() == 3
