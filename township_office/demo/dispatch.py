"""Each step of an outgoing document, through the actions and forms that people use."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from django.forms import BaseForm, BooleanField
from django.utils.datastructures import MultiValueDict

from documents.outgoing import actions
from documents.outgoing.forms.after import CorrectForm
from documents.outgoing.models import Amendment, Outgoing
from township_office import clock
from township_office.approvals import actions as engine
from township_office.approvals.core import FIRST
from township_office.approvals.definition import published
from township_office.approvals.models import Case, Task
from township_office.approvals.registry import matter_of
from township_office.audit.capacity import Capacity
from township_office.demo.cast import Cast
from township_office.demo.filled import valid
from township_office.demo.manuscripts import typed, written
from township_office.demo.sendings import After, Aside, Sending, opinions
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer

DIRECTOR, CLERK = "党政办主任", "文书"
SIGNED_FOR = 0.7  # of the copies that left the house, by the time it is filed


class Dispatch:
    """One document on its way out of the office."""

    case: Case  # since it was sent to be vetted
    day: date  # on which it was drafted

    def __init__(self, sending: Sending, cast: Cast, dice: Random) -> None:
        self.sending, self.cast, self.dice = sending, cast, dice
        self.turns = dict(sending.turn)
        self.drafter = cast.holder(sending.drafter)

    def draft(self) -> None:
        """Write it and send it to be vetted."""
        self.day = clock.today()
        paper, parts = written(self._typed({}), self.drafter, None)
        self.case = actions.submit_outgoing(paper, parts, by=self._as_drafter())

    def next_task(self) -> Task | None:
        """What lies open, the first asked first."""
        return self.case.tasks.open().select_related("post", "officer").order_by("number").first()

    def take(self, task: Task) -> None:
        """Do what the task asks for, or what was done instead."""
        turn = self.turns.pop(task.stage_name, None)
        if task.stage == FIRST:
            actions.send_outgoing(self._paper(), by=self._as_drafter())
        elif turn is not None and turn.amend:
            self._amend(task, turn)
        elif turn is not None:
            self._turn_aside(task, turn)
        else:
            self._agree(task)

    @property
    def is_sent(self) -> bool:
        return self._paper().sent_on is not None

    def amend_sent(self, after: After) -> None:
        """What became of it after it was sent; the director enters it."""
        paper = self._paper()
        said = {
            "what": after.what,
            "reason": after.reason,
            "basis": after.basis,
            "since": clock.today().isoformat(),
            "to_recall": after.to_recall,
            "recalled": after.recalled,
        }
        form = valid(CorrectForm(said, instance=Amendment(outgoing=paper)))
        actions.correct(paper, form.cleaned_data, by=self._as(DIRECTOR))

    def note_receipts(self, names: Sequence[str]) -> None:
        """Who outside the house has signed for it, as the clerk was told."""
        for row in self._paper().recipients.filter(organ__isnull=False):
            if self.dice.random() < SIGNED_FOR:
                name = self.dice.choice(names)
                actions.note_receipt(row, on=clock.today(), name=name, by=self._as(CLERK))

    def _agree(self, task: Task) -> None:
        paper, officer = self._paper(), self._holder(task)
        kind = matter_of(paper).kind(task.kind)
        said = self._answers(kind.form(subject=paper, officer=officer), task)
        form = kind.form(MultiValueDict(said), MultiValueDict(), subject=paper, officer=officer)
        engine.agree(task, by=capacity_of(officer, task.post), form=valid(form))

    def _answers(self, form: BaseForm, task: Task) -> dict[str, list[str]]:
        """Every point ticked, every field as the page offers it, unless this document says otherwise."""
        said = {name: _offered(form, name) for name in form.fields}
        usual = opinions()[task.kind.partition(".")[2]]
        said["opinion"] = self.sending.said.get(task.stage_name) or self.dice.choice(usual)
        if self.sending.disagree and task.kind == "documents.consult":
            said |= {"agrees": "no", "opinion": self.sending.disagree}
        return {
            name: [str(each) for each in (value if isinstance(value, list) else [value])]
            for name, value in said.items()
        }

    def _amend(self, task: Task, turn: Aside) -> None:
        """The drafter changes words after the signature, and says what kind of change it is."""
        paper, parts = written(self._typed(turn.amend), self.drafter, self._paper())
        actions.amend_outgoing(paper, parts, by=self._as_drafter())
        if turn.substance:
            self._return(task, "签发", turn.substance)
        else:
            self._agree(task)

    def _turn_aside(self, task: Task, turn: Aside) -> None:
        if turn.withdraw:
            engine.withdraw(self.case, by=self._as_drafter())
        elif turn.void:
            actions.void_outgoing(self._paper(), reason=turn.void, by=self._as(DIRECTOR))
        else:
            self._return(task, turn.to, turn.reason)

    def _return(self, task: Task, stage: str, reason: str) -> None:
        stages = published(self.case.version_id).stages
        to = next(each.order for each in stages if each.name == stage)
        by = capacity_of(self._holder(task), task.post)
        engine.return_to(task, to=to, straight=False, reason=reason, by=by)

    def _typed(self, amended: Mapping[str, str]) -> dict[str, list[str]]:
        return typed(self.sending, self.cast, self.day, amended)

    def _paper(self) -> Outgoing:
        """The document as it stands now."""
        return Outgoing.objects.get(pk=self.case.subject_id)

    def _holder(self, task: Task) -> Officer:
        return task.officer or self.cast.holder(task.post.name if task.post else CLERK)

    def _as_drafter(self) -> Capacity:
        return self._as(self.sending.drafter)

    def _as(self, post: str) -> Capacity:
        return capacity_of(self.cast.holder(post), self.cast.posts[post])


def _offered(form: BaseForm, name: str) -> Any:
    """A field as the page shows it, ticked where it is a box, else its first choice."""
    field = form.fields[name]
    if isinstance(field, BooleanField):
        return "on"
    standing = form.get_initial_for_field(field, name)
    choices = list(getattr(field, "choices", ()))
    return choices[0][0] if standing is None and choices else standing or ""
