"""List of annexes, signature block and note (FMT-050 to 072)."""

from math import ceil

from township_office.paper.official.docx.markup import (
    KEPT,
    blank,
    cell,
    indent,
    paragraph,
    row,
    run,
    table,
)
from township_office.paper.official.docx.measures import ACROSS, MM, PITCH, chars, width
from township_office.paper.official.docx.styles import ANNEXES, DATE, NOTE, SIGNATURE
from township_office.paper.official.values import Official

TALL = 45 * MM  # of a row of seals of 42 mm
APART = {3: 44 * MM, 2: 72 * MM}  # between the middles of two seals
LONGEST_OF_THREE = 7  # characters of a signature, where three seals stand in a row
EDGE = 4  # characters right of the date (右空四字)
BARE = 2  # characters right of an unsealed signature (右空二字)
WHOLE, END = 12, 3  # lines of a list that stays on one page, items that do of a longer one
ABOVE = 2  # blank lines, so that the seal's top is within one line of the text


def annexes(titles: tuple[str, ...]) -> str:
    """附件：1. ×××, a wrapped title aligned with its first character (FMT-050, FMT-051).

    It stays with the signature; of a list too long for that its end does (FMT-069).
    """
    if not titles:
        return ""
    if len(titles) == 1:
        hung = indent(left=chars(5), hanging=chars(3))
        return blank(kept=True) + paragraph(ANNEXES, run(f"附件：{titles[0]}"), KEPT + hung)
    number = 1.25 if len(titles) < 10 else 1.75
    whole = sum(ceil(width(title) / (ACROSS - chars(5 + number))) for title in titles) <= WHOLE
    said = []
    for at, title in enumerate(titles, start=1):
        out = number + 3 if at == 1 else number
        hung = indent(left=chars(5 + number), hanging=chars(out))
        words = f"{'附件：' if at == 1 else ''}{at}.\t{title}"
        kept = whole or at > len(titles) - END
        said.append(paragraph(ANNEXES, run(words), KEPT * kept + hung))
    return blank(kept=True) + "".join(said)


def signature(official: Official) -> str:
    """Who signs and when; a seal's place is blank and big enough for one of 42 mm."""
    organs = official.organs if official.signature else ()
    said = official.day
    if not organs:
        edge = indent(right=chars(EDGE))
        dated = paragraph(DATE, run(said), edge + '<w:jc w:val="right"/>')
        return blank(kept=True) + dated if said else ""
    if not official.sealed:
        return _unsealed(organs, said)
    return _sealed(organs[0], said) if len(organs) == 1 else _joint(organs, said)


def note(words: str) -> str:
    """（…）below the date, two characters in (FMT-072)."""
    return paragraph(NOTE, run(f"（{words}）")) if words else ""


def _sealed(organ: str, said: str) -> str:
    """The signature centred over the date, which ends four characters from the edge (FMT-060)."""
    middle = _middle(organ, said)
    half = min(middle, ACROSS - middle)
    both = indent(left=middle - half, right=ACROSS - middle - half)
    return (
        blank(ABOVE, kept=True)
        + paragraph(SIGNATURE, run(organ), both)
        + paragraph(DATE, run(said), both)
    )


def _middle(organ: str, said: str) -> float:
    """Where the last seal stands; a signature too long takes the date with it into the area."""
    over_date = ACROSS - chars(EDGE) - width(said) / 2
    return min(over_date, ACROSS - width(organ) / 2)


def _joint(organs: tuple[str, ...], said: str) -> str:
    """Seals in rows of three, or two where names are long; the last one over the date (FMT-061)."""
    across = 3 if max(map(len, organs)) <= LONGEST_OF_THREE else 2
    rows = [organs[max(0, end - across) : end] for end in range(len(organs), 0, -across)][::-1]
    left = _middle(organs[-1], said) - APART[across] * (across - 0.5)
    drawn = (_row(each, said if each is rows[-1] else "", across) for each in rows)
    return table(
        [APART[across]] * across,
        "".join(drawn),
        place=f'<w:tblInd w:w="{round(max(left, 0))}" w:type="dxa"/>',
    )


def _row(organs: tuple[str, ...], said: str, across: int) -> str:
    empty = across - len(organs)
    cells = [paragraph(SIGNATURE)] * empty + [_place(organ) for organ in organs]
    if said:
        cells[-1] += paragraph(DATE, run(said))
    height = (ABOVE + 2) * PITCH if said else TALL
    return row("".join(cell(APART[across], each) for each in cells), height=height, rule="atLeast")


def _place(organ: str) -> str:
    return blank(ABOVE, kept=True) + paragraph(SIGNATURE, run(organ))


def _unsealed(organs: tuple[str, ...], said: str) -> str:
    """The date begins two characters right of the signature; the longer is 右空二字 (FMT-063)."""
    signed = max(map(width, organs))
    start = min(ACROSS - chars(BARE) - signed, ACROSS - 2 * chars(BARE) - width(said))
    at_left = '<w:jc w:val="left"/>'
    names = (
        paragraph(SIGNATURE, run(each), indent(left=max(start, 0)) + at_left) for each in organs
    )
    return (
        blank(kept=True)
        + "".join(names)
        + paragraph(DATE, run(said), indent(left=max(start, 0) + chars(2)) + at_left)
    )
