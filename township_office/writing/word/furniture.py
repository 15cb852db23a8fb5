"""The parts of an official document that are fields of their own or are laid out by the system.

Red head, number, title, recipients, list of annexes, signature and date, imprint: what clearly is
one of them is left out of the body, and said.
"""

import re
from dataclasses import dataclass, field

from township_office.writing.blocks import BODY
from township_office.writing.levels import mark_of
from township_office.writing.word.annexes import (
    ANNOUNCED,
    Annex,
    annexes_of,
    announced_in,
    begins_annex,
    texts_in,
)
from township_office.writing.word.lines import Line, Part, words
from township_office.writing.word.package import Unreadable
from township_office.writing.word.titles import FARTHEST, HEAD, LONGEST_TITLE, title_of

DATE = r"(?:20\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|二[〇○零Oo0]..年.{1,2}月.{1,3}日)"
TAIL = {
    "版记": re.compile(
        rf"(抄送|主送|分送|印发)\s?[：:]|.*{DATE}\s*印发$|[（(]?共印\s?\d+\s?份[）)]?$"
    ),
    "附注": re.compile(r"[（(].*(联系人|联系电话|此件).*[）)]$"),
}
SECRET = re.compile(r"(绝密|机密|秘密)\s*(?:[★☆*].*)?$")
RECIPIENTS = re.compile(
    r"[^。；！？]{1,300}(?:村|社区|办|室|中心|站|所|局|委|部|府|位|门|院|校|司|会|组|镇|乡|县|市|员|队|处)"
    r"(?:[）)])?[：:]$"
)
SIGNED = re.compile(rf"{DATE}$")
LONGEST, LONGEST_SIGNATURE = 1000, 30  # characters of a line that is no text, and of who signs
MOST_SIGNATURES, MOST_ANNOUNCED = 6, 12  # lines


@dataclass
class Parted:
    """A document without its furniture: the title, what is left, and what was taken by its name."""

    title: str
    rest: list[Part]
    taken: dict[str, str] = field(default_factory=dict)
    annexes: list[Annex] = field(default_factory=list)


def parted(parts: list[Part]) -> Parted:
    """Raises Unreadable for a text that is marked a state secret (SEC-04, SEC-08)."""
    _check_is_unclassified(parts)
    first, last = title_of(parts)
    title = "".join(words(part) for part in parts[first:last])
    found = Parted(title, parts[last:])
    above = _take_head(parts[:first], found)
    _take_recipients(found)
    texts = _take_annexes(found)
    _take_tail(found)
    found.annexes = annexes_of(_take_announced(found), texts)
    found.rest[:0] = above
    return found


def _check_is_unclassified(parts: list[Part]) -> None:
    for part in parts[:FARTHEST]:
        if SECRET.match(words(part)):
            raise Unreadable(
                "文档带有密级标志。本系统为非涉密系统，涉密文件不得导入；"
                "请立即从这台电脑上移走，并报告机要员。"
            )


def _take_head(above: list[Part], found: Parted) -> list[Part]:
    """Take what stands above the title; hand back what is none of it."""
    left = []
    for part in above:
        names = [name for name, pattern in HEAD.items() if _any_line(pattern, part)]
        if isinstance(part, Line) and part.look.red:
            names = names or ["红头"]
        for name in names:
            found.taken[name] = words(part)
        if not names:
            left.append(part)
    return left


def _any_line(pattern: re.Pattern[str], part: Part) -> bool:
    if isinstance(part, Line):
        return _matches(pattern, part.text)
    return any(_matches(pattern, cell.text.strip()) for row in part.rows for cell in row)


def _matches(pattern: re.Pattern[str], text: str) -> bool:
    """What is longer than any such line is none, and some patterns would take hours over it."""
    return len(text) <= LONGEST and pattern.match(text) is not None


def _take_recipients(found: Parted) -> None:
    part = found.rest[0] if found.rest else None
    if isinstance(part, Line) and not mark_of(part.text)[0] and RECIPIENTS.match(part.text):
        found.taken["主送机关"] = part.text.rstrip("：:")
        del found.rest[0]


def _take_annexes(found: Parted) -> list[list[Part]]:
    """What comes after 附件1 on a line of its own is a text of its own; the imprint may follow it."""
    first = next((at for at, part in enumerate(found.rest) if at and begins_annex(part)), None)
    if first is None:
        return []
    behind = found.rest[first:]
    del found.rest[first:]
    while _tail_name(behind[-1]) == "版记":
        found.taken["版记"] = words(behind.pop())
    return [text for text in texts_in(behind) if text]


def _take_tail(found: Parted) -> None:
    """From the end upwards: imprint, note, date, signatures, list of annexes."""
    rest = found.rest
    while rest and (name := _tail_name(rest[-1])):
        found.taken[name] = words(rest.pop())
    if rest and isinstance(rest[-1], Line) and SIGNED.match(rest[-1].text):
        found.taken["成文日期"] = words(rest.pop())
        _take_signatures(found)
    elif rest and (signed := _signed_in_a_table(rest[-1])):
        *names, found.taken["成文日期"] = signed
        found.taken["署名"] = "、".join(names)
        del rest[-1]


def _tail_name(part: Part) -> str:
    named = (name for name, pattern in TAIL.items() if _any_line(pattern, part))
    line = HEAD["横线"].match(words(part)) is not None
    return next(named, "版记" if line else "")


def _signed_in_a_table(part: Part) -> list[str]:
    """The names and the date, where several organs sign in the cells of one table."""
    if isinstance(part, Line):
        return []
    said = [line for row in part.rows for cell in row for line in cell.text.split("\n") if line]
    signs = len(said) > 1 and SIGNED.match(said[-1]) and all(_names(each) for each in said[:-1])
    return said if signs else []


def _take_signatures(found: Parted) -> None:
    signed: list[str] = []
    while found.rest and len(signed) < MOST_SIGNATURES and _signs(found.rest[-1]):
        signed.insert(0, words(found.rest.pop()))
    if signed:
        found.taken["署名"] = "、".join(signed)


def _signs(part: Part) -> bool:
    return isinstance(part, Line) and _names(part.text)


def _names(text: str) -> bool:
    """Whether this may be who signs: short, no sentence, no heading, no list of annexes."""
    if len(text) > LONGEST_SIGNATURE or ANNOUNCED.match(text) or mark_of(text)[0] != BODY:
        return False
    return not re.search(r"[。；：:！？，]", text)


def _take_announced(found: Parted) -> list[str]:
    """The list of annexes at the end of the text; their names."""
    for back, part in enumerate(reversed(found.rest[-MOST_ANNOUNCED:]), start=1):
        if isinstance(part, Line) and ANNOUNCED.match(part.text):
            names = announced_in(words(each) for each in found.rest[-back:])
            del found.rest[-back:]
            return names
        if not isinstance(part, Line) or len(part.text) > LONGEST_TITLE or "。" in part.text:
            break
    return []
