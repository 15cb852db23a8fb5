"""The signature block: with room for one seal or several, or without a seal (FMT-060–064)."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from township_office.paper.official.head import pt
from township_office.paper.official.titles import lines, width

EM = 15.792  # points of a 3号 character with its squeeze
ACROSS = 156 * 72 / 25.4  # points of the type area
APART = {3: 124.8, 2: 204.0, 1: 0.0}  # points between the middles of two seals: 44 mm, 72 mm
NAME = {3: 7, 2: 12}  # characters of a signature that so many seals in a row have room for
EDGE = 4  # characters between the date and the edge: 右空四字


def signature(organs: tuple[str, ...], said: str, *, sealed: bool) -> SafeString:
    """Who signs and when. No seal is drawn: its place is blank, and big enough for one of 42 mm."""
    if not organs:
        return format_html('<div class="signed unsealed"><p class="alone">{}</p></div>', said)
    return _sealed(organs, said) if sealed else _unsealed(organs, said)


def _sealed(organs: tuple[str, ...], said: str) -> SafeString:
    across = _across(organs)
    rows = [organs[max(0, end - across) : end] for end in range(len(organs), 0, -across)][::-1]
    middle = _middle(organs[-1], said)
    return format_html(
        '<div class="signed sealed">{}<div class="below"></div></div>',
        format_html_join(
            "",
            "{}",
            ((_row(row, said if row is rows[-1] else "", middle, across),) for row in rows),
        ),
    )


def _across(organs: tuple[str, ...]) -> int:
    """How many seals stand in one row: three, two where the names are long."""
    if len(organs) == 1:
        return 1
    return 3 if max(map(len, organs)) <= NAME[3] else 2


def is_shifted(organ: str, said: str) -> bool:
    """Whether the signature is too long to be centred on a date that is 右空四字."""
    return _over_date(said) > ACROSS - width(organ) * EM / 2


def _over_date(said: str) -> float:
    return ACROSS - EDGE * EM - width(said) * EM / 2


def _middle(organ: str, said: str) -> float:
    """Where the last seal's middle stands, in points from the left: over the date.

    A signature too long for that keeps inside the type area and takes the date with it.
    """
    return min(_over_date(said), ACROSS - width(organ) * EM / 2)


def _row(organs: tuple[str, ...], said: str, middle: float, across: int) -> SafeString:
    places = [middle - APART[across] * (len(organs) - 1 - at) for at in range(len(organs))]
    names = ((pt(place), _name(organ, across)) for place, organ in zip(places, organs, strict=True))
    return format_html(
        '<div class="seals{}">{}{}</div>',
        " dated" if said else "",
        format_html_join(
            "",
            '<div class="place" style="left: {}"><p class="organ">{}</p><i class="seal"></i></div>',
            names,
        ),
        format_html('<p class="date" style="left: {}">{}</p>', pt(middle), said) if said else "",
    )


def _name(organ: str, across: int) -> SafeString:
    """A name too long for its seal's column is broken by meaning."""
    parts = lines(organ, NAME[2]) if across == 2 else (organ,)
    return format_html_join(mark_safe("<br>"), "{}", ((part,) for part in parts))


def _unsealed(organs: tuple[str, ...], said: str) -> SafeString:
    """The date begins two characters right of the signature; the longer of the two is 右空二字."""
    fits = width(said) <= max(map(width, organs))
    return format_html(
        '<div class="signed unsealed"><div class="names">{}<p class="date{}">{}</p></div></div>',
        format_html_join("", "<p>{}</p>", ((organ,) for organ in organs)),
        " short" if fits else "",
        said,
    )
