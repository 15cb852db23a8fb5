"""What came in when, and under which number of its sender: the plan of the three months."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from documents.incoming.models import Kind
from township_office.demo import papers
from township_office.demo.cast import SOURCE
from township_office.demo.papers import Paper, Turn
from township_office.demo.span import DAY_LONG, Span

CODES = {
    name: organ["code"]
    for level in ("above", "same", "below")
    for name, organ in SOURCE[level].items()
    if "code" in organ
}
SENT_BACK = 0.1  # of all ordinary papers
SCANNED = 0.1  # of those that came lately; what lies on the desks now has its letter always
LATELY = 150.0  # working hours
VOID = Turn(void="同一份文件从两个渠道收到，重复登记，此号作废。")


@dataclass(frozen=True)
class Arrival:
    """A document on the day it came."""

    paper: Paper
    at: datetime
    number: str
    title: str
    dated: date
    deadline: datetime
    copies: int
    pages: int
    scanned: bool

    @property
    def urgent(self) -> bool:
        return self.paper.urgency != "平件"

    @property
    def kind(self) -> str:
        """The kind of document as its title ends, unless the data says otherwise."""
        ending = (kind for kind in Kind.values if self.title.endswith(kind))
        return self.paper.kind or next(ending, Kind.NOTICE)


def plan(span: Span, dice: Random) -> list[Arrival]:
    """Everything that comes in, by the time it comes; numbers of a sender go upwards."""
    present = ((paper, span.ago(paper.ages[0])) for paper in papers.present())
    posted = sorted([*_ordinary(span, dice), *present], key=lambda each: each[1])
    numbers = Counter({name: _begun(name, dice) for name in CODES})
    return [_arrival(paper, at, span, numbers, dice) for paper, at in posted]


def _ordinary(span: Span, dice: Random) -> list[tuple[Paper, datetime]]:
    deck = papers.ordinary()
    dice.shuffle(deck)
    return [
        _posted(_eventful(_drawn(deck, day, dice), dice), at, dice)
        for day in span.workdays()
        for at in _mail(day, span, dice)
    ]


def _mail(day: date, span: Span, dice: Random) -> list[datetime]:
    """When the post of a day is registered; most of it in the morning."""
    many = dice.choices([1, 2], weights=[4, 1])[0]
    hours = (dice.triangular(0.3, 7.0, 1.5) for _ in range(many))
    return [span.after(span.morning(day), each) for each in hours]


def _drawn(deck: list[Paper], day: date, dice: Random) -> Paper:
    """The next paper that is written in this month; it goes to the bottom of the deck."""
    paper = next(each for each in deck if each.fits(day.month))
    deck.remove(paper)
    deck.append(paper)
    few = min(len(paper.helpers), dice.choice([0, 1, 1, 2]))
    helpers = () if paper.alone else tuple(dice.sample(paper.helpers, few))
    return replace(paper, helpers=tuple(each for each in helpers if each != paper.lead))


def _eventful(paper: Paper, dice: Random) -> Paper:
    """Now and then something is sent back on the way, or was entered twice."""
    chance = dice.random()
    if chance < 0.015:
        return replace(paper, turn={"初审": VOID})
    if chance < 0.015 + SENT_BACK and not paper.read:
        back = dice.choice(papers.phrases()["back"])
        return replace(paper, turn={back["at"]: Turn(to=back["to"], reason=back["reason"])})
    return paper


def _posted(paper: Paper, at: datetime, dice: Random) -> tuple[Paper, datetime]:
    """Some urgent papers come after hours, and are taken in by whoever is still there."""
    if paper.urgency == "平件" or dice.random() < 0.5:
        return paper, at
    return paper, at.replace(hour=18, minute=20) + timedelta(minutes=dice.randint(0, 95))


def _arrival(
    paper: Paper, at: datetime, span: Span, numbers: Counter[str], dice: Random
) -> Arrival:
    numbers[paper.source] += dice.randint(1, 3)
    scanned = bool(paper.ages) or (at > span.ago(LATELY) and dice.random() < SCANNED)
    return Arrival(
        paper=paper,
        at=at.replace(second=dice.randint(3, 55)),
        number=f"{_code(paper)}〔{at.year}〕{numbers[paper.source]}号",
        title=dated_words(paper.title, at.date()),
        dated=at.date() - timedelta(days=0 if paper.urgency == "特急" else dice.randint(1, 4)),
        deadline=span.after(span.morning(at.date()), DAY_LONG * (paper.days + 1)),
        copies=dice.choice([1, 1, 1, 2]),
        pages=1 if scanned else dice.randint(2, 11),
        scanned=scanned,
    )


def _begun(sender: str, dice: Random) -> int:
    """How many numbers a sender has used this year; a village writes seldom."""
    return dice.randint(1, 6) if sender in SOURCE["below"] else dice.randint(21, 90)


def _code(paper: Paper) -> str:
    code = CODES[paper.source]
    return f"{code.rstrip('发字')}明电" if paper.kind == Kind.TELEGRAM else code


def dated_words(words: str, day: date) -> str:
    """The words with month, quarter, season and year of the day put in."""
    last = day.replace(day=1) - timedelta(days=1)
    said = {
        "month": day.month,
        "last_month": last.month,
        "year": day.year,
        "next_year": day.year + 1,
        "quarter": "一二三四"[(day.month - 1) // 3],
        "season": "春季" if 2 <= day.month <= 7 else "秋季",
    }
    return re.sub(r"\{(\w+)\}", lambda found: str(said.get(found[1], found[0])), words)
