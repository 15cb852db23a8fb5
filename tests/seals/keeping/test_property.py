"""For any sequence of handovers, lendings and losses: no gap, no overlap, exactly one keeper (SEAL-07)."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seals.keeping import actions
from seals.keeping.models import Handover, Loss, Seal
from seals.keeping.rules import custody_of
from tests.house import build_house
from tests.seals.keeping.desk import (
    CLERK,
    DIRECTOR,
    KEEPER,
    OTHER_KEEPER,
    Seals,
    Walk,
    assert_without_gap_or_overlap,
    chain,
)
from township_office import clock
from township_office.approvals.actions import withdraw
from township_office.people.capacity import capacity_of
from township_office.web.refusals import Refused

PEOPLE = [KEEPER, OTHER_KEEPER, CLERK, DIRECTOR]
who = st.sampled_from(PEOPLE)
on = st.tuples(st.just("on"))
steps = st.one_of(
    st.tuples(st.just("ask"), who, who, st.booleans()),
    on,
    on,
    on,
    on,
    st.tuples(st.just("back"), who),
    st.tuples(st.just("withdraw"), who),
    st.tuples(st.just("take out")),
    st.tuples(st.just("bring back")),
    st.tuples(st.just("lose"), who),
)


class Play:
    """One seal, and whatever anybody does with it; what is refused changes nothing."""

    def __init__(self) -> None:
        self.office = Seals(build_house())
        self.seal = self.office.government

    def do(self, step: tuple[object, ...]) -> None:
        verb, *said = step
        with suppress(Refused), transaction.atomic():
            getattr(self, str(verb).replace(" ", "_"))(*said)

    def ask(self, to: str, by: str, lent: bool) -> None:
        until = clock.today() if lent else None
        self.office.handover(to, by=by, seal=self.seal, until=until)

    def on(self) -> None:
        """Whoever it lies with does his part."""
        if walk := self.under_way():
            walk.agree(walk.holder())

    def back(self, by: str) -> None:
        actions.hand_back(Seal.objects.get(pk=self.seal.pk), by=self.office.who(by))

    def withdraw(self, by: str) -> None:
        if walk := self.under_way():
            withdraw(walk.case, by=capacity_of(self.office.house[by]))

    def take_out(self) -> None:
        Seal.objects.in_use().filter(pk=self.seal.pk).update(out_since=clock.now())

    def bring_back(self) -> None:
        Seal.objects.filter(pk=self.seal.pk).update(out_since=None)

    def lose(self, by: str) -> None:
        seal = Seal.objects.get(pk=self.seal.pk)
        loss = Loss(seal=seal, noticed_at=clock.now(), place="镇政府", circumstances="不见了。")
        actions.report_loss(loss, by=self.office.who(by))

    def under_way(self) -> Walk | None:
        found = Handover.objects.open().filter(seal=self.seal).first()
        return Walk(self.office, found) if found else None


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(steps, min_size=4, max_size=24))
def test_whatever_is_done_a_seal_has_one_keeper_at_every_moment(db, taken):
    now, taken = clock.now(), [("ask", KEEPER, DIRECTOR, False), ("on",), ("on",), *taken]
    with transaction.atomic():
        play, received = Play(), False
        for number, step in enumerate(taken):
            with clock.moved_to(now + timedelta(minutes=number + 1)):
                before = [(each.pk, each.officer_id) for each in chain(play.seal)]
                play.do(step)
                seal = Seal.objects.get(pk=play.seal.pk)
                after = [(each.pk, each.officer_id) for each in chain(seal)]
                assert after[: len(before)] == before and len(after) <= len(before) + 1
                assert_without_gap_or_overlap(seal)
                received |= bool(after)
                assert (custody_of(seal) is not None) == (received and seal.status == "in_use")
        transaction.set_rollback(True)
