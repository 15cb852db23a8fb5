"""In which capacity somebody acts: who, in which post, for whom, and by which way."""

from dataclasses import dataclass
from typing import Literal, Protocol

How = Literal["online", "phone", "paper", "system"]


class Person(Protocol):
    """What the trail needs to know of somebody who is signed in."""

    pk: int
    township_id: int
    name: str


@dataclass(frozen=True)
class Capacity:
    """Who answers for a write. Ids and names as text: what lies below people can record it too.

    ``for_name`` is whom a stand-in stands in for; ``how`` is the way the decision reached the
    system: by the person online, told by telephone, or written on paper and entered by another,
    where ``for_name`` is whose word was entered.
    """

    township_id: int
    officer_id: int | None
    officer_name: str
    post_id: int | None = None
    post_name: str = ""
    for_name: str = ""
    how: How = "online"

    @property
    def person_id(self) -> int:
        """Who acts, where only a person may. Raises ValueError for the system."""
        if self.officer_id is None:
            raise ValueError(f"{self.officer_name} is nobody who could do this")
        return self.officer_id

    @property
    def speaker(self) -> str:
        """Whose word it is: of what was heard or read of a leader his, not of who entered it."""
        heard = self.for_name if self.how in ("phone", "paper") else ""
        return heard or self.officer_name


def system(township_id: int) -> Capacity:
    """The office system itself: what happens by the clock and not by a person."""
    return Capacity(township_id, None, "系统", how="system")


def administrator(person: Person) -> Capacity:
    """Somebody who looks after the system itself, in none of his posts: he decides no papers."""
    return Capacity(person.township_id, person.pk, person.name)
