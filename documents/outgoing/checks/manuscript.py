"""What a drafter has written so far, as a value: all that the checks may ask about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from township_office.paper.official.values import Annex
from township_office.writing.blocks import Block, Paragraph


class Issuer(StrEnum):
    """In whose name: the five ways of an outgoing document."""

    PARTY = "party"
    GOVERNMENT = "government"
    JOINT = "joint"
    OFFICE = "office"
    STATION = "station"


class Direction(StrEnum):
    UP = "up"
    LEVEL = "level"
    DOWN = "down"


class Level(StrEnum):
    """Where a recipient stands, seen from the township."""

    ABOVE = "above"
    SAME = "same"
    BELOW = "below"


class Disclosure(StrEnum):
    PUBLIC = "public"  # 主动公开
    ON_REQUEST = "on_request"  # 依申请公开
    WITHHELD = "withheld"  # 不予公开


FIELDS = {
    "issuer": "发文名义",
    "kind": "文种",
    "direction": "行文方向",
    "number": "发文字号",
    "secrecy": "密级",
    "urgency": "紧急程度",
    "title": "标题",
    "main": "主送机关",
    "body": "正文",
    "annex": "附件",
    "dated": "成文日期",
    "note": "附注",
    "copied": "抄送机关",
    "disclosure": "公开属性",
}
ORDER = {name: place for place, name in enumerate(FIELDS)}


class Place(NamedTuple):
    """Where something stands: a field of the manuscript and, from 1 on, which paragraph or annex."""

    field: str
    number: int = 0

    @property
    def label(self) -> str:
        """正文第 3 段, 附件 1, 标题."""
        if not self.number:
            return FIELDS[self.field]
        return f"正文第 {self.number} 段" if self.field == "body" else f"附件 {self.number}"

    @property
    def order(self) -> tuple[int, int]:
        return ORDER[self.field], self.number


class Passage(NamedTuple):
    """A run of words and where it stands."""

    place: Place
    text: str


@dataclass(frozen=True)
class IssuingOrgan:
    """An issuing organ by its full name, and the shorter names under which it may sign."""

    name: str
    shorts: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return self.name, *self.shorts


@dataclass(frozen=True)
class Addressee:
    """A recipient. ``is_person`` is one in a post and not an organ; ``direct_superior`` is false for
    what stands more than one level up (DOC-28); ``gave_the_task`` is a leader who asked for this
    paper himself (DOC-26); ``counted_in`` is the name of all his like (各村) that stands beside him."""

    name: str
    level: Level
    is_person: bool = False
    direct_superior: bool = True
    gave_the_task: bool = False
    counted_in: str = ""

    @property
    def above(self) -> bool:
        return self.level == Level.ABOVE

    @property
    def below(self) -> bool:
        return self.level == Level.BELOW


@dataclass(frozen=True)
class Manuscript:
    """A draft. ``note`` is without its brackets; ``known_numbers`` are the document numbers that
    stand in the registers, None where nobody looked; ``dated`` is the day that is to stand on it;
    ``important`` says that it is to be copied to the direct superior (DOC-29)."""

    issuer: Issuer
    organs: tuple[IssuingOrgan, ...]
    kind: str
    direction: Direction
    title: str
    body: tuple[Block, ...] = ()
    main: tuple[Addressee, ...] = ()
    copied: tuple[Addressee, ...] = ()
    annexes: tuple[Annex, ...] = ()
    note: str = ""
    number: str = ""
    dated: date | None = None
    urgency: str = ""
    secrecy: str = ""
    disclosure: Disclosure | None = None
    disclosure_reason: str = ""
    important: bool = False
    known_numbers: frozenset[str] | None = None

    def paragraphs(self) -> list[Passage]:
        """The paragraphs of the body; its tables are counted and left out."""
        numbered = enumerate(self.body, 1)
        return [Passage(Place("body", n), p.text) for n, p in numbered if isinstance(p, Paragraph)]

    def stretches(self) -> Iterator[list[Passage]]:
        """The body, then each annex: within each of them headings are numbered anew."""
        yield self.paragraphs()
        for place, annex in self.numbered_annexes():
            paragraphs = (block for block in annex.body if isinstance(block, Paragraph))
            yield [Passage(place, block.text) for block in paragraphs]

    def numbered_annexes(self) -> list[tuple[Place, Annex]]:
        return [(Place("annex", number), annex) for number, annex in enumerate(self.annexes, 1)]

    def prose(self) -> Iterator[Passage]:
        """What is written in sentences: title, body, annexes and note, without tables."""
        yield Passage(Place("title"), self.title)
        for stretch in self.stretches():
            yield from stretch
        yield Passage(Place("note"), self.note)

    def everything(self) -> Iterator[Passage]:
        """All words, those in tables and the titles of annexes too."""
        yield from self.prose()
        for number, block in enumerate(self.body, 1):
            yield from _cells(Place("body", number), block)
        for place, annex in self.numbered_annexes():
            yield Passage(place, annex.title)
            for block in annex.body:
                yield from _cells(place, block)

    def text(self) -> str:
        """The body's sentences, a paragraph a line."""
        return "\n".join(passage.text for passage in self.paragraphs())

    def ending(self) -> list[Passage]:
        """The last three paragraphs: where a document says what it wants."""
        return self.paragraphs()[-3:]


def _cells(place: Place, block: Block) -> Iterator[Passage]:
    if not isinstance(block, Paragraph):
        yield from (Passage(place, cell.text) for row in block.rows for cell in row)
