"""Punctuation, digits and units (FMT-089: GB/T 15834, GB/T 15835, GB 3100)."""

from collections.abc import Iterator
from re import compile

from documents.outgoing.checks.findings import Force, Spot, check, spots
from documents.outgoing.checks.manuscript import Manuscript, Passage

HAN = r"[\u4e00-\u9fa5]"
NARROW = compile(rf"(?<={HAN})[,;:!?](?=\s?{HAN})|(?<={HAN})\.(?=\s|{HAN}|$)")
DOUBLED = compile(r"[，。；、][，。；、：]+|：：+|！！+|？？+")
BETWEEN_QUOTES = compile(r"[”》]、[“《]")
NARROW_BRACKET = compile(rf"\((?={HAN})[^()\n]{{0,40}}\)?")
STRAIGHT = compile(rf"\"(?={HAN})[^\"\n]{{0,40}}\"")
# Not ★, which marks a degree of secrecy, nor ✓ and ☑, which are asked for in forms; what a font of
# symbols (Wingdings) left in Word has no shape here.
PICTURE = (
    r"[\U0001f000-\U0001faff\u231a\u231b\u23e9-\u23fa\u2600-\u2604\u2607-\u260f\u2614-\u26ff"
    r"\u2701-\u2712\u2719-\u2775\u2794-\u27bf\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\uf020-\uf0ff]"
)
PICTURES = compile(
    rf"(?:{PICTURE}|[0-9#*]\ufe0f?\u20e3|[^\w\s]\ufe0f)(?:\u200d?{PICTURE}|[\ufe0f\u20e3])*"
)
WIDE_DIGITS = compile(r"[０-９]+")
OLD_UNITS = compile(r"\d\s?(?:公尺|公分(?!子)|华里|市斤|市尺|市亩)")
PAIRS = {"）": "（", "》": "《", "”": "“", "〕": "〔", "】": "【"}
MARKS = frozenset([*PAIRS, *PAIRS.values()])
ENUMERATOR = compile(r"^(?:\d{1,2}|[一二三四五六七八九十a-zA-Z])）")


@check("FMT-089", Force.GEN, "汉字之间用全角标点。")
def marks_are_wide(manuscript: Manuscript) -> Iterator[Spot]:
    """No half-width comma or full stop stands between Chinese characters."""
    for place, text in manuscript.prose():
        for found in NARROW.finditer(text):
            yield Spot(place, text[max(found.start() - 4, 0) : found.end() + 4])


@check("FMT-089", Force.MUST, "标点重复或者连用，请删去多余的。")
def marks_are_not_doubled(manuscript: Manuscript) -> Iterator[Spot]:
    """No comma or full stop follows another."""
    return spots(DOUBLED, manuscript.prose())


@check("FMT-089", Force.GEN, "并列的引号、书名号之间一般不用顿号。")
def no_comma_between_quotes(manuscript: Manuscript) -> Iterator[Spot]:
    """Quotes and names of documents that stand in a row need no 、 between them."""
    return spots(BETWEEN_QUOTES, manuscript.prose())


@check("FMT-089", Force.GEN, "汉字两边的括号用全角（ ）。")
def brackets_in_text_are_wide(manuscript: Manuscript) -> Iterator[Spot]:
    """Brackets around Chinese are full-width."""
    return spots(NARROW_BRACKET, manuscript.prose())


@check("FMT-089", Force.GEN, "引号用“ ”，不用直引号。")
def quotes_are_curved(manuscript: Manuscript) -> Iterator[Spot]:
    """Chinese is quoted with “ ”."""
    return spots(STRAIGHT, manuscript.prose())


@check("FMT-089", Force.GEN, "公文不用表情符号和图形符号，请删去或者改用文字。")
def nothing_is_said_in_pictures(manuscript: Manuscript) -> Iterator[Spot]:
    """Neither an emoji nor another pictograph stands in a document."""
    return spots(PICTURES, manuscript.everything())


@check("FMT-089", Force.GEN, "数字用半角。")
def digits_are_narrow(manuscript: Manuscript) -> Iterator[Spot]:
    """Digits are half-width."""
    return spots(WIDE_DIGITS, manuscript.everything())


@check("FMT-089", Force.GEN, "使用法定计量单位（米、厘米、千米、千克、亩）。")
def units_are_lawful(manuscript: Manuscript) -> Iterator[Spot]:
    """公尺, 公分, 华里 and 市斤 are no lawful units of measurement."""
    return spots(OLD_UNITS, manuscript.everything())


@check("FMT-089", Force.GEN, "括号、引号或者书名号不成对。")
def marks_come_in_pairs(manuscript: Manuscript) -> Iterator[Spot]:
    """Within a paragraph each bracket that opens is closed; a long quotation may run on."""
    for passage in manuscript.prose():
        if unpaired := _unpaired(passage):
            yield Spot(passage.place, unpaired)


def _unpaired(passage: Passage) -> str:
    """The first mark without its fellow."""
    open_marks: list[str] = []
    for mark in filter(MARKS.__contains__, ENUMERATOR.sub("", passage.text)):
        if mark not in PAIRS:
            open_marks.append(mark)
        elif not open_marks or open_marks.pop() != PAIRS[mark]:
            return mark
    return "" if open_marks == ["“"] else "".join(open_marks[:1])
