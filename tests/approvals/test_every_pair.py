"""Any two verbs at the same moment come to what one order of them would have come to."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import combinations_with_replacement
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from tests.approvals import joint
from tests.approvals.together import together
from tests.files.samples import PDF
from tests.house import LONG_AGO, House, build_house
from township_office import clock
from township_office.approvals import actions
from township_office.approvals.core import FIRST, Seat
from township_office.approvals.forms import OpinionForm
from township_office.approvals.models import Case, Confirmation, PaperDecision, Task
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment
from township_office.web.refusals import Refused


class Undone(Exception):
    """Takes what was tried in turn out of the database again."""


class Office:
    """One case that lies with the director and the mayor, and what each may do with it."""

    def __init__(self, house: House) -> None:
        self.house = house
        joint.in_force(house)

    def unwritten(self) -> Case:
        number = Case.objects.count() + 1
        return actions.open_case(joint.paper(self.house, number), by=self.by("文书"))

    def opened(self) -> Case:
        case = self.unwritten()
        self.written(case)
        return case

    def owing(self) -> Case:
        """By telephone the mayor agreed and the secretary did not; beside them one has left."""
        case, head = self.opened(), self.house["应急办主任"]
        Appointment.objects.get_or_create(
            officer=head, post=self.house.posts["应急办主任"], valid_from=LONG_AGO
        )
        for post in ("党委书记", "应急办主任"):
            actions.add_signer(
                self.task(case, "镇长"),
                seat=self.seat(post),
                before=False,
                note="请看。",
                by=self.by("镇长"),
            )
        self.phone(case)
        self.phone(case, "党委书记")
        actions.disown(self.owed(case, "党委书记"), words="没有。", by=self.by("党委书记"))
        Appointment.objects.filter(officer=head).delete()
        return case

    def returned(self) -> Case:
        case = self.opened()
        self.send_back("镇长", case)
        return case

    def owed(self, case: Case, post: str) -> Confirmation:
        return Confirmation.objects.select_related("case", "task", "event").get(
            case=case, leader=self.house[post]
        )

    def by(self, post: str) -> Any:
        return capacity_of(self.house[post], self.house.posts[post])

    def task(self, case: Case, post: str) -> Task:
        return Task.objects.select_related("case", "post").get(
            case=case, stage=2, post=self.house.posts[post]
        )

    def form(self, case: Case, post: str) -> OpinionForm:
        form = OpinionForm({"opinion": "同意。"}, subject=case.subject, officer=self.house[post])
        assert form.is_valid()
        return form

    def seat(self, post: str) -> Seat:
        return Seat(post=self.house.posts[post].pk)

    def written(self, case: Case) -> None:
        """What the mayor wrote on paper waits for the director."""
        actions.record_paper(
            self.task(case, "镇长"),
            leader=self.house["镇长"],
            written_on=clock.today(),
            form=self.form(case, "镇长"),
            scan=ContentFile(PDF, name="scan.pdf"),
            by=self.by("机要员"),
        )

    def agree(self, post: str, case: Case) -> None:
        task = self.task(case, post)
        actions.agree(task, by=self.by(post), form=self.form(case, post))

    def send_back(self, post: str, case: Case) -> None:
        task, by = self.task(case, post), self.by(post)
        actions.return_to(task, to=FIRST, straight=True, reason="请核实。", by=by)

    def transfer(self, case: Case) -> None:
        task, by = self.task(case, "镇长"), self.by("镇长")
        actions.transfer(task, to=self.seat("党委书记"), note="请定。", by=by)

    def add(self, before: bool, case: Case) -> None:
        task, by = self.task(case, "镇长"), self.by("镇长")
        actions.add_signer(task, seat=self.seat("党委书记"), before=before, note="请看。", by=by)

    def phone(self, case: Case, post: str = "镇长") -> None:
        actions.agree_by_phone(
            self.task(case, post),
            leader=self.house[post],
            call=actions.Call(clock.now()),
            form=self.form(case, post),
            by=self.by("机要员"),
        )

    def on_paper(self, case: Case) -> None:
        actions.confirm_paper(PaperDecision.objects.get(case=case), by=self.by("办公室主任"))

    def reject(self, case: Case) -> None:
        paper, by = PaperDecision.objects.get(case=case), self.by("办公室主任")
        actions.reject_paper(paper, reason="少录一句。", by=by)

    def refuse(self, case: Case) -> None:
        actions.refuse(self.task(case, "镇长"), reason="不办。", by=self.by("镇长"))

    def confirm(self, case: Case) -> None:
        actions.confirm(self.owed(case, "镇长"), by=self.by("镇长"))

    def disown(self, case: Case) -> None:
        actions.disown(self.owed(case, "镇长"), words="没有。", by=self.by("镇长"))

    def settle(self, post: str, case: Case) -> None:
        actions.settle(self.owed(case, "党委书记"), words="已核实。", by=self.by(post))

    def intervene(self, case: Case) -> None:
        stuck = self.task(case, "应急办主任")
        actions.intervene(stuck, reason="职务空缺。", by=self.by("机要员"))

    def resubmit(self, case: Case) -> None:
        asked = Task.objects.select_related("case", "post").filter(case=case, stage=FIRST)
        mine = asked.earliest("number")
        actions.resubmit(mine, by=self.by("文书"))

    def withdraw(self, case: Case) -> None:
        actions.withdraw(case, by=self.by("文书"))

    def annul(self, case: Case) -> None:
        actions.annul(case, by=self.by("文书"), reason="误登。")

    def urge(self, case: Case) -> None:
        actions.urge(case, by=self.by("文书"))

    def copy(self, case: Case) -> None:
        actions.copy_to(case, seats=[self.seat("应急办主任")], by=self.by("镇长"))

    def before_it_is_entered(self) -> dict[str, Callable[[Case], None]]:
        verbs = self.verbs()
        del verbs["代录"], verbs["退回代录"]
        return verbs | {"录入": self.written}

    def verbs(self) -> dict[str, Callable[[Case], None]]:
        return {
            "镇长同意": partial(self.agree, "镇长"),
            "主任同意": partial(self.agree, "办公室主任"),
            "镇长退回": partial(self.send_back, "镇长"),
            "主任退回": partial(self.send_back, "办公室主任"),
            "转办": self.transfer,
            "前加签": partial(self.add, True),
            "后加签": partial(self.add, False),
            "电话": self.phone,
            "代录": self.on_paper,
            "退回代录": self.reject,
            "不同意": self.refuse,
            "撤回": self.withdraw,
            "作废": self.annul,
            "催办": self.urge,
            "抄送": self.copy,
        }

    def of_what_is_owed(self) -> dict[str, Callable[[Case], None]]:
        return {
            "补签": self.confirm,
            "否认": self.disown,
            "主任处置": partial(self.settle, "办公室主任"),
            "镇长处置": partial(self.settle, "镇长"),
            "重新指定": self.intervene,
            "主任同意": partial(self.agree, "办公室主任"),
            "主任退回": partial(self.send_back, "办公室主任"),
            "作废": self.annul,
        }

    def of_what_came_back(self) -> dict[str, Callable[[Case], None]]:
        return {
            "再送": self.resubmit,
            "撤回": self.withdraw,
            "作废": self.annul,
            "催办": self.urge,
        }


def rows(case: Case) -> tuple[Any, ...]:
    """What the database says of the case, without the hours."""
    case = Case.objects.get(pk=case.pk)
    tasks = case.tasks.order_by("number").values_list(
        *("number", "stage", "round", "post", "officer", "reason", "root", "waits_for"),
        *("blocks", "status", "verdict", "done_by", "digest"),
    )
    events = case.events.order_by("id").values_list("verb", "stage", "officer", "opinion")
    papers = case.paper_decisions.order_by("id").values_list("status")
    owed = case.confirmations.order_by("id").values_list("status", "settled_by")
    stands = (case.stage, case.round, case.resume_at, case.outcome, case.revision)
    return stands, list(tasks), list(events), list(papers), list(owed)


def sentence(answer: Any) -> str:
    """What somebody heard: nothing, or the sentence of his refusal."""
    if answer is None:
        return ""
    assert isinstance(answer, Refused), repr(answer)
    return f"{type(answer).__name__} {answer}"


def tried(deed: Callable[[], None]) -> str:
    try:
        with transaction.atomic():
            deed()
    except Refused as refusal:
        return sentence(refusal)
    return ""


def in_turn(case: Case, *deeds: Callable[[], None]) -> tuple[list[str], tuple[Any, ...]]:
    """What the deeds come to one after the other; nothing of it stays."""
    try:
        with transaction.atomic():
            heard = [tried(deed) for deed in deeds]
            came_to = rows(case)
            raise Undone
    except Undone:
        return heard, came_to


def every_pair(verbs: Iterable[str]) -> list[tuple[str, str]]:
    return list(combinations_with_replacement(verbs, 2))


def with_the_entry(verbs: Iterable[str]) -> list[tuple[str, str]]:
    """代录 beside each; the pairs without it are tried where it waits already."""
    return [("录入", other) for other in verbs]


BEGINNINGS = {
    "it lies with two": (Office.opened, Office.verbs, every_pair),
    "nothing is entered": (Office.unwritten, Office.before_it_is_entered, with_the_entry),
    "something is owed": (Office.owing, Office.of_what_is_owed, every_pair),
    "it came back": (Office.returned, Office.of_what_came_back, every_pair),
}


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_every_pair_of_verbs_equals_one_of_the_two_orders(transactional_db, beginning):
    begin, choice, pairs = BEGINNINGS[beginning]
    with joint.alone([]):
        office = Office(build_house())
        verbs = choice(office)
        for one, other in pairs(verbs):
            case = begin(office)
            first, second = (partial(verbs[name], case) for name in (one, other))
            heard, forth = in_turn(case, first, second)
            heard_back, back = in_turn(case, second, first)
            assert heard[0] == heard_back[0] == "", (one, other)  # each is lawful by itself
            orders = [(heard, forth), (heard_back[::-1], back)]
            answers = [sentence(answer) for answer in together([first, second])]
            assert (answers, rows(case)) in orders, (one, other)
            assert answers.count("") >= 1, (one, other)
