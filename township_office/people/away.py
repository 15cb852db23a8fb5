"""Who is away now: told by the modules that know of it; ``people`` itself knows of posts alone."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from township_office import clock

HERE = "今天在岗"


@dataclass(frozen=True)
class Away:
    """That somebody is away, in a word that anybody may read, and the day he is back."""

    what: str
    back_on: date

    @property
    def words(self) -> str:
        """今天外出，12月2日返回."""
        today = self.back_on == clock.today()
        return f"今天{self.what}，{'今天' if today else date_format(self.back_on, 'n月j日')}返回"


Tell = Callable[[Collection[int]], Mapping[int, Away]]
_told_by: list[Tell] = []


def tells_who_is_away(tell: Tell) -> None:
    """Enter who knows, of these officers, which are away at this moment; one query at the most."""
    if tell not in _told_by:
        _told_by.append(tell)


def away_now(officers: Collection[int]) -> dict[int, Away]:
    """Those of them who are away at this moment, as far as anybody has entered it."""
    found: dict[int, Away] = {}
    for tell in _told_by if officers else ():
        found |= tell(officers)
    return found
