"""Everything a signature stands for, as one value: what is kept as a version and compared."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from html import escape
from typing import Any, Self

from documents.incoming.models import Secrecy
from documents.outgoing.models.papers import (
    Direction,
    Disclosure,
    Issuer,
    Kind,
    Outgoing,
    Recipient,
)
from township_office.people.models import Line

# What a change of which asks for a new signature, as the office calls it (DOC-40).
OF_SUBSTANCE = {
    "issuer": "名义",
    "lead": "主办机关",
    "name_of": "以谁的名义",
    "side": "归口",
    "kind": "文种",
    "direction": "行文方向",
    "urgency": "紧急程度",
    "main": "主送",
    "copied": "抄送",
    "secrecy": "密级",
    "disclosure": "公开属性",
    "normative": "规范性文件",
    "important": "重要文件",
}
YES_NO = {True: "是", False: "否"}


@dataclass(frozen=True)
class Words:
    """The words of a document at one moment. Lists are by order, annexes (title, body).

    What does not print is signed all the same: whom it binds, who may read it, whose affair it is.
    Versions of former days did not write that down: there it is None.
    """

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
    side: str | None = None
    secrecy: str | None = None
    disclosure: str | None = None
    disclosure_reason: str | None = None
    normative: bool | None = None
    important: bool | None = None
    basis: str | None = None

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
            side=paper.side,
            secrecy=paper.secrecy,
            disclosure=paper.disclosure,
            disclosure_reason=paper.disclosure_reason,
            normative=paper.normative,
            important=paper.important,
            basis=paper.basis,
        )

    @classmethod
    def kept(cls, words: Mapping[str, Any]) -> Self:
        """From a version's row."""
        annexes = [(title, body) for title, body in words["annexes"]]
        return cls(**{**words, "annexes": annexes})

    def as_json(self) -> dict[str, Any]:
        return {name: said for name, said in asdict(self).items() if said is not None}

    def beside(self, other: Words) -> Self:
        """To be compared with another: what this one did not write down stands as it does there."""
        unsaid = [each.name for each in fields(self) if getattr(self, each.name) is None]
        return replace(self, **{name: getattr(other, name) for name in unsaid})

    def says_the_same_as(self, other: Words) -> bool:
        return self.beside(other) == other.beside(self)

    def changes_of_substance(self, other: Words) -> list[str]:
        """What of the two differs that is more than wording, as the office calls it (DOC-40)."""
        one, two = self.beside(other)._as_it_counts(), other.beside(self)._as_it_counts()
        more = [("附件的增减", len(one.annexes) != len(two.annexes))]
        differs = [
            (label, getattr(one, name) != getattr(two, name))
            for name, label in OF_SUBSTANCE.items()
        ]
        return [label for label, changed in differs + more if changed]

    def _as_it_counts(self) -> Self:
        """Who leads is asked of a joint document alone, for whom it is written of a station's."""
        return replace(
            self,
            lead=self.lead if self.issuer == Issuer.JOINT else "",
            name_of=self.name_of if self.issuer == Issuer.STATION else "",
        )

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
    def _is_for_a_side(self) -> bool:
        """The Party's and the government's own say so by their names."""
        return self.issuer in (Issuer.OFFICE, Issuer.STATION)

    @property
    def standing(self) -> list[tuple[str, str]]:
        """What does not print and is signed all the same, as the page calls it."""
        said = [
            ("归口：", Line(self.side).label if self.side and self._is_for_a_side else ""),
            ("密级：", Secrecy(self.secrecy).label if self.secrecy else ""),
            ("公开属性：", Disclosure(self.disclosure).label if self.disclosure else ""),
            ("不公开的理由：", self.disclosure_reason or ""),
            ("规范性文件：", "" if self.normative is None else YES_NO[self.normative]),
            ("重要文件：", "" if self.important is None else YES_NO[self.important]),
            ("行文依据：", self.basis or ""),
        ]
        return [(label, words) for label, words in said if words]

    @property
    def as_body(self) -> str:
        """Title, recipients, text, annexes and the rest as one body, to be compared with another."""
        lines = (
            ("", _line(self.manner)),
            ("", _line(self.standing)),
            ("标题：", self.title),
            ("主送：", "、".join(self.main)),
        )
        after = (("附注：", self.note), ("抄送：", "、".join(self.copied)))
        annexes = "".join(
            f"<p>附件{number}：{escape(title, quote=False)}</p>{body}"
            for number, (title, body) in enumerate(self.annexes, start=1)
        )
        return f"{_lines(lines)}{self.body}{_lines(after)}{annexes}"


def _line(said: Sequence[tuple[str, str]]) -> str:
    return "　".join(f"{label}{words}" for label, words in said)


def _organ(named: str) -> str:
    return str(Issuer(named).label) if named else ""


def _lines(lines: Sequence[tuple[str, str]]) -> str:
    return "".join(f"<p>{label}{escape(words, quote=False)}</p>" for label, words in lines if words)
