"""The opinions of this office, put in words: who is asked for what, until when."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from documents.incoming.models import Incoming
from township_office import clock
from township_office.demo.arrivals import Arrival, dated_words
from township_office.demo.cast import Cast
from township_office.demo.papers import phrases
from township_office.people.models import Line

CHIEFS = {
    Line.PARTY.value: ["党委书记"],
    Line.GOVERNMENT.value: ["镇长"],
    Line.BOTH.value: ["党委书记", "镇长"],
}

RESPITE = timedelta(days=2)


class Wording:
    """What is said about one document, and whom it is handed to as things stand."""

    def __init__(self, arrival: Arrival, cast: Cast, dice: Random) -> None:
        self.arrival, self.paper, self.cast, self.dice = arrival, arrival.paper, cast, dice
        self.lead, self.helpers = self.paper.lead, list(self.paper.helpers)
        self.told: set[str] = set()

    def hand_over(self, lead: str) -> None:
        """Another department leads from now on; who led before helps."""
        self.helpers = [self.lead, *(each for each in self.helpers if each != lead)]
        self.lead = lead

    def checked(self) -> str:
        return self._one_of(phrases()["checked"])

    def proposal(self, subject: Incoming) -> str:
        """拟办意见, by whether it is to be read, answered, or done by several."""
        return self.paper.propose or self._fitting(phrases()["propose"][self._sort()], subject)

    def instruction(self, subject: Incoming) -> str:
        sort = "read" if self.paper.read else "handle"
        return self.paper.instruct or self._fitting(phrases()["instruct"][sort], subject)

    def result(self, subject: Incoming, post: str) -> str:
        """What was done: the leading department tells it, the others what they added."""
        if post in self.told:
            return self._fitting(phrases()["handle"]["again"], subject)
        self.told.add(post)
        if post == self.lead and self.paper.did:
            return self._counted(dated_words(self.paper.did, subject.received_on))
        return self._fitting(phrases()["handle"]["assisted"], subject)

    def closing(self) -> str:
        return self._one_of(phrases()["close"]["answered" if self.paper.answer else "done"])

    def filing(self) -> str:
        return self._one_of(phrases()["file"])

    def deadline(self) -> datetime:
        """Until when it is to be handled; who proposes late does not ask for what is past."""
        soon = clock.local(clock.now()) + RESPITE
        return max(self.arrival.deadline, soon.replace(hour=18, minute=0, second=0, microsecond=0))

    def _sort(self) -> str:
        if self.paper.read:
            return "read"
        if self.helpers:
            return "together"
        return "answer" if self.paper.answer else "alone"

    def _fitting(self, choice: Sequence[str], subject: Incoming) -> str:
        """One of the phrases; where no deputy stands between, one that names none."""
        chiefs = CHIEFS[subject.side]
        deputy = self.cast.in_charge(self.lead)
        if deputy in (*chiefs, self.lead):
            choice = [phrase for phrase in choice if "{deputy}" not in phrase]
        deadline = clock.local(subject.deadline or self.arrival.deadline)
        return self._one_of(choice).format_map(
            {
                "lead": self.cast.spoken(self.lead),
                "with": "、".join(self.cast.spoken(each) for each in self.helpers),
                "deputy": self.cast.spoken(deputy),
                "chief": "、".join(self.cast.spoken(chief) for chief in chiefs),
                "by": f"{deadline.month}月{deadline.day}日",
            }
        )

    def _one_of(self, choice: Sequence[str]) -> str:
        return self.dice.choice(choice)

    def _counted(self, words: str) -> str:
        """{12-19} becomes a number between the two, as exact as they are written."""

        def number(found: re.Match[str]) -> str:
            places = len(found[1].partition(".")[2])
            return f"{self.dice.uniform(float(found[1]), float(found[2])):.{places}f}"

        return re.sub(r"\{([\d.]+)-([\d.]+)\}", number, words)
