"""Everything that stands on the page, how it is moved, and the rules that must notice."""

from dataclasses import dataclass, replace
from itertools import zip_longest

from tests.paper.printing import SEAL
from township_office.paper.official import Annex, Official
from township_office.paper.official.samples import NOTICE, REQUEST, SAMPLES, TOWNSHIPS, table, text

DIRECTIONS = {"left": (-2, 0), "right": (2, 0), "up": (0, -2), "down": (0, 2)}
SIDEWAYS = ("left", "right")
MANY = tuple(f"{name}人民政府" for name in TOWNSHIPS)

PLAIN = replace(
    NOTICE, body=text(0), annexes=(Annex("防汛抗旱应急预案"), Annex("防汛抗旱物资台账"))
)
BOUND = replace(PLAIN, annexes=(Annex("防汛抗旱应急预案", text(0)),))
WRAPPED = replace(PLAIN, main=MANY, copied=MANY, annexes=(), note="")
HEADED = replace(PLAIN, body=text(1), annexes=(), note="")
UNSEALED = replace(
    PLAIN, sealed=False, organs=("宁条梁镇人民政府", "东坑镇人民政府"), annexes=(), note=""
)
UNSIGNED = replace(PLAIN, signature=False, annexes=(), note="")
LEDGER = replace(PLAIN, body=(*text(0), table(6, 8), *text(0)), annexes=(), note="")
JOINT, MOVED, ACROSS, SIX = (SAMPLES[key][1] for key in ("joint", "many", "across", "six"))
SEALED = replace(SIX, body=text(0))

HANGING = "{{ padding-left: {x}mm; text-indent: calc(2 * var(--em) - {x}mm) }}"
CENTRED = "{{ transform: translateX(-50%) translate({x}mm, {y}mm) }}"
SHIFTED = "{{ transform: translate({x}mm, {y}mm) }}"


@dataclass(frozen=True)
class Element:
    """One thing on the page; ``lawful`` says of a direction why the standard lets it be moved so."""

    name: str
    official: Official
    selector: str
    rules: tuple[str, ...]  # each is broken by one of its moves at least
    how: str = SHIFTED
    directions: tuple[str, ...] = tuple(DIRECTIONS)
    lawful: tuple[tuple[str, str], ...] = ()
    seals: int = 0

    def css(self, direction: str) -> str:
        x, y = DIRECTIONS[direction]
        drawn = SEAL if self.seals else ""
        return f"{drawn} {self.selector} {self.how.format(x=x, y=y)}"


HIGHER = (("up", "its upper edge may stand anywhere within one line of the text"),)
NOT_GIVEN = (
    ("up", "the standard gives no distance here"),
    ("down", "the standard gives no distance here"),
)
HUNG = "{{ padding-left: calc(3em + {x}mm); text-indent: calc(-3em - {x}mm) }}"
ELEMENTS = (
    Element("urgency", REQUEST, ".urgency", ("FMT-022",)),
    Element("head", PLAIN, ".head", ("FMT-024", "FMT-028")),
    Element("文件 of a joint head", JOINT, ".head .file", ("FMT-027",)),
    Element("first organ of a joint head", JOINT, ".head p:first-child", ("FMT-024", "FMT-027")),
    Element("last organ of a joint head", JOINT, ".head p + p", ("FMT-027", "FMT-032")),
    Element("number", PLAIN, ".number", ("FMT-028", "FMT-034")),
    Element("number of what goes up", JOINT, ".number", ("FMT-031",)),
    Element("signers", JOINT, ".signers", ("FMT-031", "FMT-032")),
    Element("second line of signers", JOINT, ".signers p + p", ("FMT-031", "FMT-033")),
    Element("red line", PLAIN, ".rule", ("FMT-034",)),
    Element("title", PLAIN, ".title", ("FMT-040", "FMT-043")),
    Element("recipients", PLAIN, ".main", ("FMT-043",)),
    Element(
        "wrapped recipients",
        WRAPPED,
        ".main",
        ("FMT-043",),
        how="{{ padding-left: {x}mm; text-indent: calc(0mm - {x}mm) }}",
        directions=("right",),
    ),
    Element("text", PLAIN, ".body", ("FMT-009", "FMT-046", "FMT-050")),
    Element("text below the title", MOVED, ".body", ("FMT-046",)),
    Element(
        "first lines",
        PLAIN,
        ".body p",
        ("FMT-046",),
        how="{{ text-indent: calc(2 * var(--em) + {x}mm) }}",
        directions=SIDEWAYS,
    ),
    Element("wrapped lines", PLAIN, ".body p", ("FMT-046",), how=HANGING, directions=("right",)),
    Element("headings", HEADED, ".heading", ("FMT-009", "FMT-046")),
    Element("table", LEDGER, "table", ("FMT-007",), lawful=NOT_GIVEN[1:]),
    Element("table across the paper", ACROSS, "table", ("FMT-007", "FMT-088")),
    Element("list of attachments", PLAIN, ".annexes", ("FMT-050",)),
    Element("second attachment", PLAIN, ".annexes p + p", ("FMT-009", "FMT-051")),
    Element("signature", PLAIN, ".signed", ("FMT-060",)),
    Element("organ", PLAIN, ".seals .organ", ("FMT-060",), how=CENTRED),
    Element("date", PLAIN, ".seals .date", ("FMT-060", "FMT-072"), how=CENTRED),
    Element("seal", PLAIN, ".seal", ("FMT-060",), seals=1, lawful=HIGHER),
    Element("joint signature", JOINT, ".signed", ("FMT-061",)),
    Element("joint date", JOINT, ".seals .date", ("FMT-061",), how=CENTRED),
    Element("first organ of two", JOINT, ".place:first-child .organ", ("FMT-061",), how=CENTRED),
    Element("last organ of two", JOINT, ".place + .place .organ", ("FMT-061",), how=CENTRED),
    Element("first row of seals", SEALED, ".seals:first-child", ("FMT-061",)),
    Element("last row of seals", SEALED, ".seals.dated", ("FMT-061",)),
    Element("joint seals", SEALED, ".seal", ("FMT-061",), seals=6, lawful=HIGHER),
    Element("one of joint seals", SEALED, ".place:first-child .seal", ("FMT-061",), seals=6),
    Element("unsealed signature", UNSEALED, ".signed", ("FMT-063",)),
    Element("unsealed organ", UNSEALED, ".names p:first-child", ("FMT-063", "FMT-064")),
    Element("second unsealed organ", UNSEALED, ".names p:nth-child(2)", ("FMT-064",)),
    Element("unsealed date", UNSEALED, ".names .date", ("FMT-063",)),
    Element("date without a signature", UNSIGNED, ".alone", ("FMT-060",)),
    Element("note", PLAIN, ".note", ("FMT-072",)),
    Element("mark of an attachment", BOUND, ".annex > p", ("FMT-073",)),
    Element("title of an attachment", BOUND, ".annex .title", ("FMT-073",)),
    Element("text of an attachment", BOUND, ".annex .body", ("FMT-046",), lawful=NOT_GIVEN),
    Element("imprint", PLAIN, ".bottom .colophon", ("FMT-080",)),
    Element("copies", PLAIN, ".bottom .copied p", ("FMT-080", "FMT-081", "FMT-083")),
    Element(
        "wrapped copies",
        WRAPPED,
        ".colophon .copied p",
        ("FMT-081",),
        how=HUNG,
        directions=SIDEWAYS,
    ),
    Element(
        "wrapped recipients in the imprint",
        MOVED,
        ".colophon .main p",
        ("FMT-081",),
        how=HUNG,
        directions=SIDEWAYS,
    ),
    Element("printer", PLAIN, ".bottom .printed p:first-child", ("FMT-083",)),
    Element("day of printing", PLAIN, ".bottom .printed p:last-child", ("FMT-083",)),
    Element("last row of the imprint", PLAIN, ".bottom .printed", ("FMT-080",)),
    Element("page number", PLAIN, ".folio", ("FMT-086",)),
)


def layouts() -> list[tuple[Element, ...]]:
    """Elements that are moved together: of one document, half of it apart, without a common rule."""
    alike: dict[tuple[Official, int, tuple[str, ...]], list[Element]] = {}
    for each in ELEMENTS:
        alike.setdefault((each.official, each.seals, each.directions), []).append(each)
    return [pair for group in alike.values() for pair in _pairs(group)]


def _pairs(group: list[Element]) -> list[tuple[Element, ...]]:
    half = (len(group) + 1) // 2
    pairs: list[tuple[Element, ...]] = []
    for upper, lower in zip_longest(group[:half], group[half:]):
        if lower is None or set(upper.rules) & set(lower.rules):
            pairs += [(each,) for each in (upper, lower) if each]
        else:
            pairs.append((upper, lower))
    return pairs
