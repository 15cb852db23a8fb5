"""The imprint as it may be shown, and the life of a seal as a diagram."""

from pathlib import PurePath

from seals.keeping.models import Life
from seals.keeping.rules import MARK, MOVES, WHAT_IS_NEXT
from township_office.paper.marking import marked
from township_office.web.refusals import Refused

HEAD = """\
# The life of a seal

Which status of a seal (印章) may follow which, and what must happen in each. Printed by
`manage.py seal_life` from the table in `seals/keeping/rules.py`, as far as the table below.

"""


def marked_imprint(picture: bytes) -> bytes:
    """The picture with 「印模，仅供比对，不具电子签章效力」 in it (SEAL-16); PNG."""
    try:
        return marked(picture, MARK)
    except ValueError as unknown:
        raise Refused("这张图片打不开，请重新拍照或扫描，存成 JPG 或 PNG。") from unknown


def marked_name(name: str) -> str:
    return f"{PurePath(name).stem}（仅供比对）.png"


def life_page() -> str:
    """How docs/seals.md should begin."""
    return f"{HEAD}{_diagram()}\n{_table()}"


def _diagram() -> str:
    first = next(iter(Life))
    names = "".join(f'    state "{each.label}" as {each.name.lower()}\n' for each in Life)
    moves = "".join(
        f"    {before.name.lower()} --> {after.name.lower()}\n"
        for before, others in MOVES.items()
        for after in others
    )
    ends = "".join(f"    {each.name.lower()} --> [*]\n" for each in Life if not MOVES[each])
    begins = f"    [*] --> {first.name.lower()}\n"
    return f"```mermaid\nstateDiagram-v2\n{names}{begins}{moves}{ends}```\n"


def _table() -> str:
    lines = (f"| {each.label} | `{each.value}` | {WHAT_IS_NEXT[each]} |\n" for each in Life)
    return f"| status | code | what must happen next |\n|---|---|---|\n{''.join(lines)}"
