"""What was typed, pasted or imported, made into what an official text consists of."""

import re

import nh3

from township_office.web.refusals import Refused
from township_office.writing.blocks import Block, Paragraph, html_of
from township_office.writing.levels import levelled
from township_office.writing.reading import BREAKING, Reader

LONGEST = 300_000  # characters, markup included; a text of forty pages has some 25,000
DEEPEST = 500  # tags within one another; no writer nests like that, and parsing it takes minutes

UNPRINTABLE = re.compile(
    "[^\\t\\n -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)")
ANY_TAG = re.compile(r"<[^<>]*>")
MARKUP = re.compile(
    r"</?(?:[a-z]+:[a-z]+|a|b|big|body|br|button|code|del|em|font|form|h[1-6]|head|html|i|iframe|img|input"
    r"|ins|link|math|meta|object|small|script|span|strike|strong|style|s|sub|sup|svg|table|tbody|td|tfoot"
    r"|th|thead|title|tr|u|xml|" + "|".join(sorted(BREAKING)) + r")(?:\s+[a-z][^<>]*|\s*/?)>|<!--",
    re.IGNORECASE,
)
UNCLOSED = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "col"}
UNCLOSED |= {"br", "hr", "img", "input", "link", "meta"}

_sanitizer = nh3.Cleaner(
    tags={*BREAKING, "br", "table", "tbody", "tr", "td", "th"},
    attributes={"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"start"}},
    generic_attribute_prefixes=set(),
    clean_content_tags={"script", "style", "title", "xml", "del"},  # del: struck out by its author
    link_rel=None,
)


def clean(body: str) -> str:
    """The text as clean HTML: ``p``, ``h2`` … ``h5``, tables and ``br``, and nothing else (FMT-046, FMT-047).

    Takes what WPS, Word or a browser pastes, and plain text, whose lines are paragraphs. Lists are
    typed numbers, links and marks their words, pictures are left out, what only indents goes, and a
    typed number puts a paragraph on its level (``levelled``). A clean body comes back as it is.
    Refuses more than 300,000 characters.
    """
    return _short_enough(html_of(levelled(blocks_from(body))))


def blocks_from(body: str) -> tuple[Block, ...]:
    """The paragraphs and tables of whatever was pasted or typed, on the levels they had there."""
    body = UNPRINTABLE.sub("", LINE_ENDS.sub("\n", _short_enough(body)))
    if MARKUP.search(body) is None:
        return _typed(body)
    if _depth(body) > DEEPEST:
        return _typed(ANY_TAG.sub("\n", body))
    reader = Reader()
    reader.feed(_sanitizer.clean(body))
    reader.close()
    return tuple(reader.blocks)


def _short_enough(body: str) -> str:
    if len(body) > LONGEST:
        raise Refused(f"正文太长，最多 {LONGEST // 10000} 万个字符，请把一部分放进附件。")
    return body


def _typed(text: str) -> tuple[Block, ...]:
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in text.split("\n"))
    return tuple(Paragraph(line) for line in lines if line)


def _depth(body: str) -> int:
    deepest = depth = 0
    for closing, tag in TAG.findall(body):
        if tag.lower() not in UNCLOSED:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest
