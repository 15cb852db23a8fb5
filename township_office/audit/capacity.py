"""In which capacity somebody acts: who, in which post, for whom, and by which way."""

from dataclasses import dataclass
from typing import Literal

How = Literal["online", "phone", "paper", "system"]


@dataclass(frozen=True)
class Capacity:
    """Who answers for a write. Ids and names as text, so that everything below people can record it.

    ``for_name`` is whom a stand-in stands in for; ``how`` is the way the decision reached the
    system: by the person online, told by telephone, or written on paper and entered by another.
    """

    township_id: int
    officer_id: int | None
    officer_name: str
    post_id: int | None = None
    post_name: str = ""
    for_name: str = ""
    how: How = "online"


def system(township_id: int) -> Capacity:
    """The office system itself: what happens by the clock and not by a person."""
    return Capacity(township_id, None, "系统", how="system")
