"""Everything of a document that prints, as one value: what is kept as a version and compared."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from html import escape
from typing import Any, Self

from documents.outgoing.models.papers import Direction, Issuer, Kind, Outgoing, Recipient


@dataclass(frozen=True)
class Words:
    """The words of a document at one moment. Lists are by order, annexes (title, body)."""

    issuer: str
    kind: str
    title: str
    body: str
    main: Sequence[str] = ()
    copied: Sequence[str] = ()
    annexes: Sequence[tuple[str, str]] = ()
    note: str = ""
    urgency: str = ""
    lead: str = ""
    name_of: str = ""
    direction: str = ""

    @classmethod
    def of(cls, paper: Outgoing) -> Self:
        """What the document says now; asks for its recipients and annexes."""
        named = [(each.role, each.name) for each in paper.recipients.all()]
        return cls(
            issuer=paper.issuer,
            kind=paper.kind,
            title=paper.title,
            body=paper.body,
            main=[name for role, name in named if role == Recipient.Role.MAIN],
            copied=[name for role, name in named if role == Recipient.Role.COPY],
            annexes=[(each.title, each.body) for each in paper.annexes.all()],
            note=paper.note,
            urgency=paper.urgency,
            lead=paper.lead,
            name_of=paper.name_of,
            direction=paper.direction,
        )

    @classmethod
    def kept(cls, words: Mapping[str, Any]) -> Self:
        """From a version's row."""
        annexes = [(title, body) for title, body in words["annexes"]]
        return cls(**{**words, "annexes": annexes})

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def digest(self) -> str:
        said = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True)
        return sha256(said.encode()).hexdigest()

    @property
    def manner(self) -> list[tuple[str, str]]:
        """名义、文种、方向、缓急 as the page calls them: they change the head and who signs."""
        said = [
            ("名义：", Issuer(self.issuer).label),
            ("主办：", _organ(self.lead) if self.issuer == Issuer.JOINT else ""),
            ("以谁的名义：", _organ(self.name_of) if self.issuer == Issuer.STATION else ""),
            ("文种：", Kind(self.kind).label),
            ("方向：", Direction(self.direction).label if self.direction else ""),
            ("缓急：", self.urgency),
        ]
        return [(label, words) for label, words in said if words]

    @property
    def as_body(self) -> str:
        """Title, recipients, text, annexes and the rest as one body, to be compared with another."""
        lines = (
            ("", "　".join(f"{label}{words}" for label, words in self.manner)),
            ("标题：", self.title),
            ("主送：", "、".join(self.main)),
        )
        after = (("附注：", self.note), ("抄送：", "、".join(self.copied)))
        annexes = "".join(
            f"<p>附件{number}：{escape(title, quote=False)}</p>{body}"
            for number, (title, body) in enumerate(self.annexes, start=1)
        )
        return f"{_lines(lines)}{self.body}{_lines(after)}{annexes}"


def _organ(named: str) -> str:
    return str(Issuer(named).label) if named else ""


def _lines(lines: Sequence[tuple[str, str]]) -> str:
    return "".join(f"<p>{label}{escape(words, quote=False)}</p>" for label, words in lines if words)
