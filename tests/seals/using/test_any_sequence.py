"""For any sequence of verbs: copies stamped never exceed copies approved, and nothing is stamped
without an approval of that very content, by whoever has the seal, while it is in the house.

The office is told twice: by its rows, and by a few plain values that say when stamping is right.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from seals.keeping.models import Seal
from seals.using import actions
from seals.using.models import Request, Stamping
from tests.house import House
from tests.seals.using.desk import APPLICANT, Desk, asked, fill, hand_to, seal_of
from township_office import clock
from township_office.approvals import actions as engine
from township_office.web.refusals import Refused

KEEPER, OTHER, MAYOR = "印章保管员", "接印同志", "镇长"
PEOPLE = [KEEPER, OTHER, MAYOR, APPLICANT]
COPIES, STEPS, EXAMPLES = 4, 12, 30


@dataclass
class Told:
    """The second telling: what was sent and approved, where it lies, who has the seal."""

    content: int = 0
    sent: int = 0
    approved: int | None = None
    at: str = "approval"  # seal, applicant, ended
    straight_to: str = ""
    returned_as: int = -1
    lies_with: str = KEEPER
    keeper: str = KEEPER
    out: bool = False
    stamped: int = 0

    def may_stamp(self, who: str, copies: int) -> bool:
        holds = self.at == "seal" and self.content == self.sent == self.approved
        his = who == self.keeper == self.lies_with and not self.out
        return holds and his and 1 <= copies <= COPIES - self.stamped

    def sends_again(self) -> None:
        same = self.returned_as == self.content
        self.sent, self.at = self.content, self.straight_to if same else "approval"
        self.at = self.at or "approval"
        if self.at == "seal":
            self.lies_with = self.keeper


@dataclass
class Office:
    """One request in both tellings."""

    desk: Desk
    told: Told = field(default_factory=Told)

    @property
    def house(self) -> House:
        return self.desk.house

    def passes(self, deed: Callable[[], Any]) -> bool:
        """Whether it was done; what was refused has changed nothing."""
        before = self.rows()
        try:
            with transaction.atomic():
                deed()
        except (Refused, AssertionError) as refused:
            if isinstance(refused, AssertionError) and "没有待办" not in str(refused):
                raise
            assert self.rows() == before
            return False
        return True

    def rows(self) -> tuple[Any, ...]:
        case = self.desk.case
        return (
            Request.objects.values_list().get(pk=self.desk.request.pk),
            (case.stage, case.outcome, case.round),
            Stamping.objects.count(),
        )

    # What people do

    def approve(self) -> None:
        if self.passes(lambda: self.desk.agree(MAYOR)):
            self.told.approved, self.told.at = self.told.content, "seal"
            self.told.lies_with = self.told.keeper

    def stamp(self, who: str, copies: int) -> None:
        expected = self.told.may_stamp(who, copies)
        assert self.passes(lambda: self.desk.stamp(who, copies)) == expected
        self.told.stamped += copies if expected else 0

    def finish(self, who: str, copies: int) -> None:
        """用印 at the stage, the rest given up: the case ends with it."""
        expected = self.told.may_stamp(who, copies)
        done = self.passes(lambda: self._agree(who, copies))
        assert done == expected
        if expected:
            self.told.stamped, self.told.at = self.told.stamped + copies, "ended"

    def _agree(self, who: str, copies: int) -> None:
        task, form = self.desk.task(who), self.desk.form(who, copies=copies, give_up="on")
        if task.kind != "seals.stamp" or not form.is_valid():
            raise Refused("没有填好。")
        engine.agree(task, by=self.desk.who(who), form=form)

    def return_it(self, straight: bool) -> None:
        who = MAYOR if self.told.at == "approval" else self.told.lies_with
        at = self.told.at
        if self.passes(lambda: self.desk.return_to(who, "请更正。", straight=straight)):
            assert at in ("approval", "seal")
            self.told.straight_to = at if straight else ""
            self.told.returned_as, self.told.at = self.told.content, "applicant"

    def refuse(self) -> None:
        who = MAYOR if self.told.at == "approval" else self.told.lies_with
        if self.passes(lambda: self.desk.refuse(who, "不合规定。")):
            self.told.at = "ended"

    def amend(self) -> None:
        request = self.desk.fresh()
        request.title = f"第{self.told.content + 1}稿"
        by = self.desk.who(APPLICANT)
        if self.passes(lambda: actions.amend_request(request, actions.Papers(), by=by)):
            assert self.told.at == "applicant"
            self.told.content += 1

    def send(self) -> None:
        by = self.desk.who(APPLICANT)
        if self.passes(lambda: actions.send_request(self.desk.fresh(), by=by)):
            assert self.told.at == "applicant"
            self.told.sends_again()

    def void(self) -> None:
        by = self.desk.who(APPLICANT)
        if self.passes(lambda: actions.void_request(self.desk.fresh(), reason="重复。", by=by)):
            assert not self.told.stamped
            self.told.at = "ended"

    def tamper(self) -> None:
        """Somebody changes the row behind the office's back."""
        self.told.content += 1
        Request.objects.filter(pk=self.desk.request.pk).update(title=f"第{self.told.content}稿")

    def hand_over(self, who: str) -> None:
        hand_to(self.house, seal_of(self.house, "government"), who)
        self.told.keeper = who

    def carry(self, out: bool) -> None:
        self.told.out = out
        since = clock.now() if out else None
        Seal.objects.filter(organ="government").update(out_since=since)

    def holds(self) -> None:
        request = Request.objects.get(pk=self.desk.request.pk)
        lines = Stamping.objects.filter(request=request)
        total = lines.aggregate(all=Sum("copies"))["all"] or 0
        assert request.stamped == total == self.told.stamped <= request.copies == COPIES
        assert not total or self.told.approved is not None
        assert {line.approvers for line in lines} <= {"镇长 王建国"}


one_of = st.sampled_from
DEEDS = st.one_of(
    st.just(("approve",)),
    st.just(("approve",)),
    st.tuples(st.just("stamp"), one_of(PEOPLE), st.integers(-1, COPIES + 1)),
    st.tuples(st.just("stamp"), st.just(KEEPER), st.integers(1, 2)),
    st.tuples(st.just("finish"), one_of([KEEPER, OTHER]), st.integers(1, COPIES + 1)),
    st.tuples(st.just("return_it"), st.booleans()),
    st.tuples(st.just("amend")),
    st.tuples(st.just("send")),
    st.tuples(one_of(["refuse", "void", "tamper"])),
    st.tuples(st.just("hand_over"), one_of([KEEPER, OTHER])),
    st.tuples(st.just("carry"), st.booleans()),
)


class Undone(Exception):
    """Takes an example back out of the database."""


APPROVE, STAMP, TAMPER = ("approve",), ("stamp", KEEPER, 1), ("tamper",)
STRAIGHT, SEND, AMEND = ("return_it", True), ("send",), ("amend",)


@given(st.lists(DEEDS, min_size=3, max_size=STEPS))
@example([TAMPER, APPROVE, STAMP, ("finish", KEEPER, 2)])
@example([APPROVE, TAMPER, STAMP, ("finish", KEEPER, 2)])
@example([APPROVE, STAMP, STRAIGHT, SEND, STAMP, ("stamp", KEEPER, 3), ("finish", KEEPER, 2)])
@example([APPROVE, STAMP, STRAIGHT, AMEND, SEND, STAMP, APPROVE, STAMP, ("void",)])
@example([APPROVE, ("hand_over", OTHER), STAMP, ("stamp", OTHER, 1), ("hand_over", KEEPER), STAMP])
@example([APPROVE, ("carry", True), STAMP, ("carry", False), STAMP, ("refuse",), STAMP])
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # rows are too slow to shrink
)
def test_nothing_is_stamped_but_what_is_approved_at_that_moment(office, deeds):
    if OTHER not in office.posts:
        fill(office, OTHER, "", "许诺")
    with pytest.raises(Undone), transaction.atomic():
        told = Office(asked(office, copies=COPIES))
        for deed, *said in deeds:
            getattr(told, deed)(*said)
            told.holds()
        raise Undone
