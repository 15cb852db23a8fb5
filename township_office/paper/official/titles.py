"""A title broken by meaning: lines of whole words in the shape of a trapezoid or a diamond (FMT-041)."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

LIMIT = 20.0  # characters of 2号 that 156 mm hold
KINDS = (
    *("决议", "决定", "命令", "令", "公报", "公告", "通告", "意见"),
    *("通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要"),
)
NEVER_FIRST = ("的", "和", "与", "及", "暨", "或", "等", *"、，。：；》）〕”！？")
NEVER_LAST = ("关于", "对", "在", "以", "为", "从", "由", "将", "向", "第", *"《（〔“")
TAILS = ("委员会", "领导小组", "指挥部", "办公室", "中心", "主席团")  # 安全生产委员会 is one organ
BEFORE_A_NAME = ("各", "全", "我", "本", "该", "新")
NUMBER = (
    r"第[一二三四五六七八九十百\d]+[届次批号个期]|"
    r"(?:〔?\d[\d.—~-]*〕?(?:年度|年|月|日|号|时|万元|亩|公里|名|个|项|次|届|周年|%)*)+|"
    r"[A-Za-z][\w.-]*"
)
PLACES = (*"镇县市区省乡村旗州", "社区", "街道")
ORGAN = re.compile(
    r"(党政|综合)?办公室|(人民)?政府|(常务|村民)?委员会|党委|纪委|党支部|人民代表大会|主席团|"
    r"领导小组|指挥部|(便民服务)?中心|.{2,4}局|.{2}所|卫生院"
)


def lines(title: str, limit: float = LIMIT) -> tuple[str, ...]:
    """The title's lines. Where the words allow no shape at all, the evenest lines that fit."""
    if width(title) <= limit:
        return (title.strip(),)
    pieces = list(_pieces(words(title)))
    least = int(width(title) // limit) + 1
    for count in range(least, least + 4):
        if found := [each for each in _ways(pieces, count, limit) if shapely(each)]:
            return min(found, key=_cost)
    return _filled(pieces, limit)


def shapely(found: tuple[str, ...]) -> bool:
    """Trapezoid or diamond: the lines grow, shrink, or grow and then shrink; no rectangle."""
    widths = [width(line) for line in found]
    peak = widths.index(max(widths))
    grows = all(a <= b for a, b in pairwise(widths[: peak + 1]))
    return grows and all(a >= b for a, b in pairwise(widths[peak:])) and min(widths) < max(widths)


def width(text: str) -> float:
    """Width in characters; Latin letters and digits take half of one."""
    return sum(0.5 if character.isascii() else 1 for character in text.strip())


def words(title: str) -> tuple[str, ...]:
    """The title's words: organs, quoted names, numbers, and words of the office's vocabulary."""
    head, about, rest = title.partition("关于")
    if not about:
        return tuple(_organs(_cut(title)))
    issuing = [part for part in re.split(r"(\s+)", head) if part]
    return (*issuing, about, *_organs(_cut(rest)))


def _cut(text: str) -> list[str]:
    """Numbers apart, the rest into as few known words as possible, strangers kept together."""
    found: list[str] = []
    for part in re.split(rf"({NUMBER}|\s+)", text):
        if re.fullmatch(rf"{NUMBER}|\s+", part):
            found.append(part)
        elif part:
            found += _known(part)
    return found


def _known(text: str) -> list[str]:
    """The cheapest way through a run of characters: a word costs one, a stranger two."""
    best: list[tuple[int, list[str]]] = [(0, [])]
    for end in range(1, len(text) + 1):
        ways = []
        for start in range(max(0, end - 8), end):
            known = text[start:end] in vocabulary()
            if known or end - start == 1:
                cost, before = best[start]
                ways.append((cost + (1 if known else 2), [*before, text[start:end]]))
        best.append(min(ways, key=lambda way: way[0]))
    return list(_together(best[-1][1]))


def _together(cut: list[str]) -> Iterator[str]:
    """Neighbouring strangers are one name; one that stands alone goes with the word before it."""
    held = ""
    for word in cut:
        stranger = len(word) == 1 and word not in vocabulary() and word not in NEVER_FIRST
        if stranger and word not in NEVER_LAST:
            held += word
            continue
        if held:
            yield held
            held = ""
        yield word
    if held:
        yield held


def _organs(cut: list[str]) -> Iterator[str]:
    """宁条梁 + 镇 + 人民政府 is one name: a place, whatever calls it so, and the organ behind it."""
    name = ""
    for word in cut:
        joins = bool(name) and (word in PLACES or ORGAN.fullmatch(word) is not None)
        starts = word in BEFORE_A_NAME or (word not in vocabulary() and word.isalpha())
        if joins or (starts and (not name or name in BEFORE_A_NAME)):
            name += word
            continue
        if name:
            yield name
        name = word if starts or word in PLACES else ""
        if not name:
            yield word
    if name:
        yield name


def _pieces(cut: tuple[str, ...]) -> Iterator[str]:
    """Words with all that may not be parted from them: 的通知 hangs on what goes before."""
    piece = ""
    for word in cut:
        hangs = word.startswith(NEVER_FIRST) or word in TAILS
        leads = piece in PLACES or piece.endswith(NEVER_LAST)
        glued = hangs or leads or (piece.endswith("的") and word in KINDS)
        if piece and not glued:
            yield piece
            piece = ""
        piece += word
    if piece:
        yield piece


def _ways(pieces: list[str], count: int, limit: float) -> Iterator[tuple[str, ...]]:
    """Every way to lay the pieces into so many lines, none of them too long."""
    if count == 1:
        line = "".join(pieces).strip()
        if line and width(line) <= limit:
            yield (line,)
        return
    for end in range(1, len(pieces) - count + 2):
        line = "".join(pieces[:end]).strip()
        if width(line) > limit:
            return
        for rest in _ways(pieces[end:], count - 1, limit):
            yield (line, *rest)


def _cost(found: tuple[str, ...]) -> float:
    """Even lines are best; 关于 begins a line gladly, and nobody likes a last line of two words."""
    widths = [width(line) for line in found]
    mean = sum(widths) / len(widths)
    uneven = sum((each - mean) ** 2 for each in widths) / len(widths)
    glad = sum(line.startswith("关于") for line in found[1:])
    return uneven - 6 * glad + (20 if widths[-1] < 4 else 0)


def _filled(pieces: list[str], limit: float) -> tuple[str, ...]:
    """Line by line as much as it holds; a piece longer than a line is cut where the line ends."""
    found = [""]
    for piece in pieces:
        for part in [piece] if width(piece) <= limit else piece:
            if width(found[-1] + part) > limit:
                found.append("")
            found[-1] += part
    return tuple(line.strip() for line in found)


@cache
def vocabulary() -> frozenset[str]:
    """The words of the office that titles are made of, bundled with the program."""
    return frozenset((Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split())
