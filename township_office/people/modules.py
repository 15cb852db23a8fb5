"""The modules whose work one may hand to another: each enters itself at start-up."""

from typing import NamedTuple


class Module(NamedTuple):
    """公文: the keys of its matters begin with ``prefix``."""

    prefix: str
    label: str


_entered: dict[str, Module] = {}


def entrust(prefix: str, label: str) -> None:
    """Called once per module in AppConfig.ready(): its work can be given to a stand-in."""
    module = Module(prefix, label)
    if _entered.setdefault(prefix, module) != module:
        raise ValueError(f"{prefix} is entered twice, differently")


def modules() -> list[Module]:
    return list(_entered.values())


def module_words(matters: list[str]) -> str:
    """公文、请假; 全部事项 where nothing is singled out."""
    labels = [_entered[each].label if each in _entered else each for each in matters]
    return "、".join(labels) or "全部事项"
