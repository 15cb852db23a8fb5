"""How each form of an incoming document is filled, as a browser would send it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from documents.incoming.forms import FIVE_CHECKS, InstructForm
from documents.incoming.models import Incoming, Retention, Work
from township_office import clock
from township_office.approvals.models import Task
from township_office.demo.arrivals import Arrival
from township_office.demo.cast import Cast
from township_office.demo.wording import CHIEFS, Wording
from township_office.people.models import Officer

Answers = dict[str, Any]

RETENTION = [Retention.TEN] * 6 + [Retention.THIRTY] * 3 + [Retention.FOREVER]


def entry(arrival: Arrival, cast: Cast) -> Answers:
    """The register form of a document that has just come."""
    paper, organ = arrival.paper, cast.organs[arrival.paper.source]
    given = paper.answer or arrival.urgent
    return {
        "source_name": organ.name,
        "source_level": organ.level,
        "title": arrival.title,
        "source_number": arrival.number,
        "kind": arrival.kind,
        "side": organ.line,
        "work": Work.READ if paper.read else Work.HANDLE,
        "urgency": paper.urgency,
        "secrecy": paper.secrecy,
        "copies": arrival.copies,
        "pages": arrival.pages,
        "dated": arrival.dated.isoformat(),
        "received_on": clock.today().isoformat(),
        "deadline": minute(arrival.deadline) if given and not paper.read else "",
        "answer_needed": "on" if paper.answer else "",
    }


def filled(task: Task, wording: Wording, subject: Incoming, officer: Officer) -> Answers:
    """What the officer answers at this stage."""
    return _FILLED[task.kind](task, wording, subject, officer)


def minute(moment: datetime | None) -> str:
    """As a browser sends a day and time."""
    return f"{clock.local(moment):%Y-%m-%dT%H:%M}" if moment else ""


def _check(task: Task, wording: Wording, subject: Incoming, officer: Officer) -> Answers:
    ticks = ["all", *(key for key, _ in FIVE_CHECKS)]
    return {"opinion": wording.checked()} | dict.fromkeys(ticks, "on")


def _propose(task: Task, wording: Wording, subject: Incoming, officer: Officer) -> Answers:
    posts, read = wording.cast.posts, wording.paper.read
    handlers = [] if read else [wording.lead, *wording.helpers]
    return {
        "opinion": wording.proposal(subject),
        "work": subject.work,
        "handlers": [posts[name].pk for name in handlers],
        "leads": "" if read else posts[wording.lead].pk,
        "readers": [posts[name].pk for name in _readers(wording, subject)],
        "deadline": "" if read else minute(subject.deadline or wording.deadline()),
    }


def _readers(wording: Wording, subject: Incoming) -> list[str]:
    """Who else should see it: the leader in charge, and of what is only to be read several."""
    deputies = [name for name in wording.cast.called if name not in CHIEFS[subject.side]]
    others = wording.dice.sample(deputies, 3 if wording.paper.read else wording.dice.randint(0, 1))
    named = dict.fromkeys([wording.cast.in_charge(wording.lead), *others])
    return [name for name in named if name != wording.lead]


def _instruct(task: Task, wording: Wording, subject: Incoming, officer: Officer) -> Answers:
    """The leader lets stand what the director proposed."""
    proposed = dict(InstructForm(subject=subject, officer=officer).initial)
    return proposed | {
        "opinion": wording.instruction(subject),
        "deadline": minute(proposed["deadline"]),
    }


def _handle(task: Task, wording: Wording, subject: Incoming, officer: Officer) -> Answers:
    return {"opinion": wording.result(subject, task.post.name if task.post else "")}


def _close(task: Task, wording: Wording, subject: Incoming, officer: Officer) -> Answers:
    return {"opinion": wording.closing(), "answered_on": clock.today().isoformat()}


def _file(task: Task, wording: Wording, subject: Incoming, officer: Officer) -> Answers:
    retention = wording.dice.choice(RETENTION)
    return {"opinion": wording.filing(), "retention": retention, "original_back": "on"}


_FILLED: dict[str, Callable[[Task, Wording, Incoming, Officer], Answers]] = {
    "documents.check": _check,
    "documents.propose": _propose,
    "documents.instruct": _instruct,
    "documents.handle": _handle,
    "documents.close": _close,
    "documents.file": _file,
}
