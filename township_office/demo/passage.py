"""Each step of a document, through the actions and forms that people use."""

from pathlib import Path
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from documents.incoming import actions
from documents.incoming.models import Incoming
from township_office.approvals import actions as engine
from township_office.approvals.core import FIRST
from township_office.approvals.definition import published
from township_office.approvals.models import Case, Task
from township_office.approvals.registry import matter_of
from township_office.audit.capacity import Capacity
from township_office.demo import answers
from township_office.demo.arrivals import Arrival
from township_office.demo.cast import Cast
from township_office.demo.filled import entered, register_form, valid
from township_office.demo.letters import Letters
from township_office.demo.papers import Turn
from township_office.demo.wording import Wording
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer

CLERK = "文书"
HANDLE = "documents.handle"
PICTURES = Path(__file__).parent / "evidence"
RECEIPT, SIGN_IN = ("receipt.jpg", "签收回执.jpg"), ("sign_in.jpg", "现场核查签到表.jpg")
ATTACHED = 0.35


class Passage:
    """One document on its way through the office."""

    case: Case  # since it was registered

    def __init__(self, arrival: Arrival, cast: Cast, dice: Random) -> None:
        self.arrival, self.cast, self.dice = arrival, cast, dice
        self.wording = Wording(arrival, cast, dice)
        self.turns = dict(arrival.paper.turn)
        self.clerk = self._one_of(cast.holders[CLERK])

    def register(self, letters: Letters) -> None:
        """Enter it in the register, with its scan; most papers have none and lie in the cabinet."""
        by, number = self._as_applicant(), self.arrival.number
        letter = letters.of(number)
        scans = [SimpleUploadedFile(f"{number}.pdf", letter)] if letter else []
        form = register_form(answers.entry(self.arrival, self.cast), scans, self.clerk)
        incoming = entered(form, by=by)
        self.case = actions.register_incoming(incoming, scans=form.cleaned_data["scans"], by=by)

    def next_task(self) -> Task | None:
        """What lies open; of several handlers the leading one tells last."""
        tasks = list(self.case.tasks.open().select_related("post").order_by("number"))
        return tasks[-1 if tasks[0].kind == HANDLE else 0] if tasks else None

    def take(self, task: Task) -> None:
        """Do what the task asks for, or what was done instead."""
        turn = self._turn(task)
        if task.stage == FIRST:
            self._send_again()
        elif turn is not None:
            self._turn_aside(task, turn)
        else:
            self._agree(task)

    def _agree(self, task: Task) -> None:
        subject, officer = self._subject(), self._holder(task)
        said = answers.filled(task, self.wording, subject, officer)
        form = matter_of(subject).kind(task.kind).form
        uploads = MultiValueDict({"enclosures": self._evidence(task)})
        filled = valid(form(said, uploads, subject=subject, officer=officer))
        engine.agree(task, by=capacity_of(officer, task.post), form=filled)

    def _evidence(self, task: Task) -> list[SimpleUploadedFile]:
        """What a leading department now and then attaches to its result."""
        leads = task.kind == HANDLE and task.post == self.cast.posts[self.wording.lead]
        if not leads or self.dice.random() > ATTACHED:
            return []
        source, name = RECEIPT if self.arrival.paper.answer else SIGN_IN
        return [SimpleUploadedFile(name, (PICTURES / source).read_bytes())]

    def _turn(self, task: Task) -> Turn | None:
        """What happens here instead of agreeing, the first time; of several handlers the leading."""
        if task.kind == HANDLE and task.post != self.cast.posts[self.wording.lead]:
            return None
        return self.turns.pop(task.stage_name, None)

    def _turn_aside(self, task: Task, turn: Turn) -> None:
        by = capacity_of(self._holder(task), task.post)
        if turn.withdraw:
            engine.withdraw(self.case, by=self._as_applicant())
        elif turn.void:
            actions.void_incoming(self._subject(), reason=turn.void, by=by)
        elif turn.refuse:
            engine.refuse(task, by=by, reason=turn.refuse)
        else:
            self._send_back(task, turn, by)

    def _send_back(self, task: Task, turn: Turn, by: Capacity) -> None:
        stages = published(self.case.version_id).stages
        to = next(stage.order for stage in stages if stage.name == turn.to)
        engine.return_to(task, to=to, straight=False, reason=turn.reason, by=by)
        if self.arrival.paper.relead:
            self.wording.hand_over(self.arrival.paper.relead)

    def _send_again(self) -> None:
        """The clerk counts again, and sends it on."""
        subject, by = self._subject(), self._as_applicant()
        subject.copies += 1
        actions.amend_incoming(subject, by=by)
        actions.send_incoming(subject, by=by)

    def _subject(self) -> Incoming:
        """The document as it stands now."""
        return Incoming.objects.select_related("source").get(pk=self.case.subject_id)

    def _as_applicant(self) -> Capacity:
        return capacity_of(self.clerk, self.cast.posts[CLERK])

    def _holder(self, task: Task) -> Officer:
        return self._one_of(self.cast.holders[task.post.name if task.post else CLERK])

    def _one_of(self, holders: list[Officer]) -> Officer:
        """Mostly the first person in the post; the second stands in on some days, but not now."""
        stands_in = not self.arrival.paper.ages and self.dice.random() < 0.25
        return holders[-1 if stands_in else 0]
