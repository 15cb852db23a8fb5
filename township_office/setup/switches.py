"""The value of a switch in words, and back: 是, 8, 08:00-12:00、14:30-18:00."""

from datetime import time
from typing import Any

from township_office.townships.settings import Switch

YES, NO = "是", "否"


def spoken(value: Any) -> str:
    """How the value is written in the admin."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list):
        return "、".join("-".join(span) for span in value)
    return str(value)


def typed(words: str, switch: Switch) -> Any:
    """The words as a value of the switch's own kind. Raises ValueError where they are none."""
    kind = type(switch.default)
    if kind is bool:
        return _truth(words)
    if kind is list:
        return [_span(part) for part in words.split("、")]
    return kind(words)


def _truth(words: str) -> bool:
    if words not in (YES, NO):
        raise ValueError(words)
    return words == YES


def _span(words: str) -> list[str]:
    """From an hour to a later one, as it is kept: ``["08:00", "12:00"]``."""
    start, end = (time.fromisoformat(each.strip()) for each in words.split("-"))
    if start >= end:
        raise ValueError(words)
    return [f"{start:%H:%M}", f"{end:%H:%M}"]
