"""What an official document says, before anybody lays it out."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256

from township_office.writing.blocks import Block

BLANK_DAY = "　　年　月　日"  # as wide as 2026年11月27日


def day(on: date | None) -> str:
    """2026年3月5日: no leading zero (FMT-067)."""
    return f"{on.year}年{on.month}月{on.day}日" if on else ""


@dataclass(frozen=True)
class Annex:
    """An attachment (附件) that is bound in: its title as the document announces it, and its text."""

    title: str
    body: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Official:
    """One document in the general format; an empty value is an element that is not there.

    ``organs`` are the issuing organs, the lead first, as the head and the signature name them;
    ``signers`` stand in the head of what goes up, one for each organ (FMT-032). ``formal`` is
    false until the re-check: no red head, and the page says 送审稿 (A3.2.7). ``undated`` leaves the
    date's place blank, so that a draft's pages break where those of the document will.
    """

    organs: tuple[str, ...]
    title: str
    body: tuple[Block, ...]
    number: str = ""  # 宁政发〔2026〕12号
    signers: tuple[str, ...] = ()
    urgency: str = ""  # 特急, 加急
    main: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    dated: date | None = None
    undated: bool = False  # a date stands here that nobody knows yet: 　　年　月　日
    signature: bool = True  # 署名; what is published to everybody under its own head may go without
    sealed: bool = True  # room for the seal; else the unsealed signature block (FMT-063)
    note: str = ""  # 附注, without its brackets
    copied: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    formal: bool = True

    @property
    def signed(self) -> bool:
        """Whether names or a date stand below the text, which must not stand alone (FMT-069)."""
        return self.signature or bool(self.day)

    @property
    def day(self) -> str:
        """2026年3月5日: no leading zero (FMT-067)."""
        return BLANK_DAY if self.undated else day(self.dated)

    @property
    def digest(self) -> str:
        """The same words give the same paper: what was laid out once need not be again.

        A draft has no number: what takes its room changes with the year and the office's codes, and
        what a leader has before him stays laid out.
        """
        words = self if self.formal else replace(self, number="")
        said = json.dumps(asdict(words), default=str, ensure_ascii=False, sort_keys=True)
        return sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class End:
    """How a text ends above what follows it, its signature or the 版记, which only its pages tell.

    ``carried``: how much of its last block left a page with room on it, so that what follows does not
    stand alone (FMT-069, FMT-087): rows of a table, characters of a paragraph. ``whole``: its last
    paragraph stands there from its first word.
    """

    carried: int = 0
    whole: bool = False


@dataclass(frozen=True)
class Ending:
    """How a document ends on paper: its text, the last of its annexes that are bound in, its 版记.

    ``alone``: the last page bears nothing but the 版记, and so no number (FMT-087).
    """

    alone: bool = False
    text: End = End()
    annex: End = End()
