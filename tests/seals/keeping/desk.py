"""Seals in a small township: keepers in their posts, and what people do with handovers and requests."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from PIL import Image, ImageDraw

from seals.keeping import actions
from seals.keeping.models import Custody, Handover, Life, Making, Seal, SealOf, What
from tests.documents.outgoing.desk import staffed
from tests.house import House
from township_office import clock
from township_office.approvals import actions as approvals
from township_office.approvals.models import Case, Task
from township_office.approvals.registry import case_of
from township_office.approvals.story import Story
from township_office.audit.capacity import Capacity
from township_office.people.capacity import capacity_of

DIRECTOR, CLERK, DEPUTY = "办公室主任", "文书", "副书记（分管办公室）"
KEEPER, OTHER_KEEPER = "印章保管员", "党政办印章保管员"


def picture(size: int = 300) -> SimpleUploadedFile:
    """A red ring on white paper, as a scanner sees an imprint."""
    paper, scan = Image.new("RGB", (size, size), "white"), BytesIO()
    ImageDraw.Draw(paper).ellipse((20, 20, size - 20, size - 20), outline="red", width=6)
    paper.save(scan, "PNG")
    return SimpleUploadedFile("印模.png", scan.getvalue(), "image/png")


class Seals:
    """An office with its usual seals, and short words for what is done with them."""

    def __init__(self, house: House, *, staff: bool = True) -> None:
        self.house = staffed(house, sealed=False) if staff else house
        if staff:
            actions.make_usual_seals(house.township, self.who(DIRECTOR))
        organs = (SealOf.PARTY, SealOf.GOVERNMENT, SealOf.OFFICE)
        self.party, self.government, self.office = (
            Seal.objects.get(township=house.township, organ=organ) for organ in organs
        )

    def who(self, post: str) -> Capacity:
        return capacity_of(self.house[post], self.house.posts[post])

    def seal(self, **fields: Any) -> Seal:
        """One of its own, as the form would leave it."""
        usual = {
            "township": self.house.township,
            "name": "宁条梁镇财政所",
            "organ": SealOf.OTHER,
            "sort": "special",
        }
        return Seal(**usual | fields)

    def kept(self, seal: Seal | None = None, post: str = KEEPER) -> Seal:
        """Received by its first keeper."""
        seal = seal or self.government
        self.handover(post, seal=seal, by=DIRECTOR).receive().witness(DEPUTY)
        seal.refresh_from_db()
        return seal

    def handover(
        self,
        to: str,
        *,
        by: str = DIRECTOR,
        seal: Seal | None = None,
        until: date | None = None,
        reason: str = "工作调整。",
    ) -> "Walk":
        asked = Handover(
            seal=Seal.objects.get(pk=(seal or self.government).pk),
            receiver=self.house[to],
            receiver_post=self.house.posts[to],
            reason=reason,
            until=until,
        )
        actions.ask_handover(asked, by=self.who(by))
        return Walk(self, asked)

    def making(self, what: str, seal: Seal, *, by: str = CLERK) -> "Walk":
        asked = Making(seal=seal, what=what, reason="工作需要。")
        actions.ask_making(asked, by=self.who(by))
        return Walk(self, asked)

    def made(self) -> Seal:
        """A seal that was cut: its imprint is kept and somebody keeps it, but it is not in use."""
        seal = self.making(What.MAKE, self.seal()).all_the_way().seal
        actions.keep_imprint(seal, picture(), by=self.who(CLERK))
        return self.kept(seal)

    def moved(self, *ways: str) -> Seal:
        """A seal that was cut, and then taken through these."""
        seal = self.made()
        for what in ways:
            seal = self.making(what, seal).all_the_way().seal
        return seal


@dataclass
class Walk:
    """One handover or request under way."""

    office: Seals
    subject: Any

    @property
    def seal(self) -> Seal:
        return Seal.objects.get(pk=self.subject.seal_id)

    @property
    def case(self) -> Case:
        case = case_of(type(self.subject).objects.get(pk=self.subject.pk))
        assert case is not None
        return case

    @property
    def stage(self) -> str:
        return self.case.get_outcome_display() or self.case.stage_name

    def task(self, post: str) -> Task:
        task = Story(self.case).task_of(self.office.house[post])
        assert task is not None, f"{post} 没有待办，现在在 {self.stage}"
        return task

    def holder(self) -> str:
        """The post whose holder it lies with."""
        story = Story(self.case)
        (task,) = story.open_tasks
        names = story.names(task)
        return next(
            post for post, officer in self.office.house.officers.items() if officer.name in names
        )

    def agree(self, post: str, **fields: Any) -> "Walk":
        task, officer = self.task(post), self.office.house[post]
        kind = Story(self.case).kind(task)
        blank = kind.form(subject=task.case.subject, officer=officer)
        data = MultiValueDict({name: [str(value)] for name, value in _filled(blank).items()})
        data.update(MultiValueDict({name: [str(value)] for name, value in fields.items()}))
        for name in fields:
            data.setlist(name, [str(fields[name])])
        form = kind.form(data, MultiValueDict(), subject=task.case.subject, officer=officer)
        assert form.is_valid(), form.errors
        approvals.agree(task, by=capacity_of(officer, task.post), form=form)
        return self

    def give(self) -> "Walk":
        return self.agree(self.holder())

    def receive(self) -> "Walk":
        return self.agree(self.holder())

    def witness(self, post: str = DIRECTOR) -> "Walk":
        return self.agree(post)

    def all_the_way(self) -> "Walk":
        """To its end, whoever it comes to."""
        while not self.case.outcome:
            self.agree(self.holder(), place="县公安局指定刻章单位")
        return self


def _filled(form: Any) -> dict[str, Any]:
    """Every box ticked, every field as the page offers it."""
    answers: dict[str, Any] = {"opinion": "同意。"}
    for name, field in form.fields.items():
        standing = form.get_initial_for_field(field, name)
        if standing is None and field.__class__.__name__ == "BooleanField":
            standing = "on"
        if standing is not None and name != "opinion":
            answers[name] = standing
    return answers


def chain(seal: Seal) -> list[Custody]:
    return list(seal.custodies.order_by("since", "id"))


def assert_without_gap_or_overlap(seal: Seal) -> None:
    """Each custody begins the moment the one before ended; the last alone may be open (SEAL-07)."""
    kept = chain(seal)
    for before, after in zip(kept, kept[1:], strict=False):
        assert before.until == after.since
    living = seal.status in (Life.MADE, Life.IN_USE, Life.SUSPENDED)
    assert [each.until is None for each in kept] == [living and each is kept[-1] for each in kept]


def today() -> date:
    return clock.today()
