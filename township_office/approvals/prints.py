"""What every printed form says of its case: each word in its box, and the record of its way."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from township_office import clock
from township_office.approvals.models import Case, Event
from township_office.approvals.rail import RailLine
from township_office.approvals.story import Decided, Story


@dataclass(frozen=True)
class Said:
    """What one person wrote into a box, with the answers of the stage's own form."""

    words: str
    name: str
    post: str
    at: datetime
    note: str = ""


@dataclass(frozen=True)
class Box:
    """One named box of the form (拟办意见, 领导批示 …)."""

    label: str
    css: str = ""
    entries: list[Said] = field(default_factory=list)
    awaited: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The label two characters a line, as it stands in its narrow column."""
        return [self.label[at : at + 2] for at in range(0, len(self.label), 2)]


def said_in_box(decided: Decided, story: Story, stood: str = "") -> Said:
    """Who said it, for whom, and by whose hand it came: 王建国（电话同意，刘芳记录，待补签）.

    What ``stood`` already of the matter and is confirmed is not said a second time; what each
    answers for himself is, whoever has answered the same.
    """
    event = decided.event
    answers = answers_of(event)
    note = "" if answers == stood else answers
    besides = (story.added(event), story.in_place_of(event), story.heard(event))
    beside = "，".join(each for each in besides if each)
    name = f"{event.signed}（{beside}）" if beside else event.signed
    return Said(_words(event), name, decided.posts, clock.local(event.at), note)


def answers_of(event: Event) -> str:
    """牵头：应急办主任　传阅：党委书记."""
    return "　".join(f"{label}：{value}" for label, value in event.form.items())


def as_it_stood(story: Story, boxes: Iterable[str]) -> dict[int, str]:
    """For each who decided the same question of the matter, in one box or another, what stood before."""
    settled = [each.event for name in boxes for each in story.box(name) if each.event.form]
    settled.sort(key=lambda event: event.pk)
    return {later.pk: answers_of(former) for former, later in pairwise(settled)}


def _words(event: Event) -> str:
    return f"不同意。{event.opinion}" if event.verb == Event.Verb.REFUSE else event.opinion


def on_paper(story: Story | None, *, whole: bool = False) -> dict[str, Any]:
    """What a form says on paper alone: the record of its way, and when it was printed.

    A plain story stands in the boxes and needs no record; ``whole`` where not all of it has a box.
    """
    lines = [line for run in _runs(story) for line in run.past] if story else []
    told = whole or any(line.note or line.css == "back" for line in lines)
    way = [_step(line) for line in lines] if told else []
    return {"way": way, "printed_at": clock.local(clock.now())}


def _runs(story: Story) -> list[Story]:
    """Those that were withdrawn or refused before it was sent again, then the one that counts."""
    case = story.case
    same = Case.objects.filter(subject_type=case.subject_type_id, subject_id=case.subject_id)
    earlier = list(same.filter(pk__lt=case.pk).order_by("pk"))
    for each in earlier:
        each.subject = case.subject  # at hand already
    return [*map(Story, earlier), story]


def _step(line: RailLine) -> dict[str, Any]:
    return {
        "stage": line.title,
        "name": line.who,
        "at": line.at and clock.local(line.at),
        "words": line.words,
        "note": line.note,
    }
