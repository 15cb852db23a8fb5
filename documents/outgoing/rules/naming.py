"""Whom a name for several stands for: 各村（社区） are all villages, 镇直各单位 the township's own."""

from collections.abc import Iterable, Sequence
from re import compile

from township_office.people.models import Department, Organ

Whom = Organ | Department
# Which departments the office means by a word in a collective name.
MEANT = (
    (("村", "社区", "党支部"), (Department.Kind.VILLAGE,)),
    (("站", "所"), (Department.Kind.STATION,)),
    (("单位", "部门", "机关"), (Department.Kind.DEPARTMENT, Department.Kind.STATION)),
)
VILLAGE = compile(r"村|社区|居民委员会")
# All there are: neither 其他各村 nor 各包联单位, and 驻镇各单位 are not the township's.
ALL_OF_THEM = compile(
    r"^(?:全镇|本镇|我镇|镇[直属机关]*)?各(?:行政|自然)?(?:村|社区|党支部|站|所|单位|部门|机关)"
)


def stood_for(name: str, own: Iterable[Whom]) -> list[Whom]:
    """各村（社区） are all villages, 镇直各单位 the departments and stations but the office itself."""
    kinds = {
        kind for words, meant in MEANT if any(word in name for word in words) for kind in meant
    }
    return [each for each in own if _is_of(each, kinds)]


def _is_of(whom: Whom, kinds: set[Department.Kind]) -> bool:
    """Of the organs outside only villages are among those below."""
    if isinstance(whom, Organ):
        return Department.Kind.VILLAGE in kinds and _is_village(whom)
    return whom.kind in kinds and not whom.is_office


def _is_village(whom: Organ) -> bool:
    below = whom.level == Organ.Level.BELOW
    return below and "各" not in whom.name and bool(VILLAGE.search(whom.name))


def counted_in(named: Sequence[Whom]) -> dict[str, str]:
    """Who of them stands under the name of all his like beside him, and under which."""
    return {
        each.name: all_of_them.name
        for all_of_them in named
        if isinstance(all_of_them, Organ) and ALL_OF_THEM.search(all_of_them.name)
        for each in stood_for(all_of_them.name, named)
    }
