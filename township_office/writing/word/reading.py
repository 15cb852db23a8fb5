"""A .docx becomes a title, a clean body, and sentences on what did not come along."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from township_office.writing.blocks import BODY, Block, Paragraph, Table, html_of
from township_office.writing.levels import LONGEST_OPEN, levelled, mark_of
from township_office.writing.word.cleaning import clean
from township_office.writing.word.furniture import Parted, parted
from township_office.writing.word.lines import Line, lines_of
from township_office.writing.word.looks import Styles
from township_office.writing.word.numbering import Counters, type_numbers
from township_office.writing.word.package import opened

DEEPEST = 4
GENERATED = ("红头", "签发人", "紧急程度", "份号", "稿别", "横线", "版记")
SENTENCES = {
    "发文字号": "发文字号“{}”没有导入，编号环节取号后由系统排上。",
    "主送机关": "主送机关“{}”没有放进正文，请在“主送”栏里选。",
    "署名": "署名“{}”没有放进正文，由系统排在文末。",
    "附注": "附注“{}”没有放进正文，请填在“附注”栏里。",
    "成文日期": "成文日期“{}”没有放进正文，签发后由系统排上。",
}


@dataclass(frozen=True)
class Imported:
    """``body`` is clean HTML; ``told`` says what was left out or should be looked at.

    ``annexes`` are (title, body); of one that was only announced the body is empty.
    """

    title: str
    body: str
    told: tuple[str, ...]
    annexes: tuple[tuple[str, str], ...] = ()


def read_word(data: bytes) -> Imported:
    """Read an official text out of a .docx as WPS and Word write it.

    Automatic numbers become typed ones, soft returns end paragraphs, numbers and heading styles
    give the levels (FMT-047); title, head, recipients, signature and imprint are left out of the
    body, annexes become texts of their own. Raises Unreadable.
    """
    package = opened(data)
    left_out = clean(package)
    styles = Styles.of(package.styles)
    type_numbers(package.body, Counters.of(package.numbering), styles)
    found = parted(lines_of(package.body, styles))
    texts = [levelled(_blocks(rest)) for rest in (found.rest, *(a.rest for a in found.annexes))]
    body, *annexed = map(html_of, texts)
    numbers = (sentence for blocks in texts for sentence in _on_numbers(blocks))
    return Imported(
        title=found.title,
        body=body,
        told=(
            *_on_title(found),
            *_on_furniture(found),
            *_on_annexes(found),
            *left_out,
            *numbers,
        ),
        annexes=tuple(zip((each.title for each in found.annexes), annexed, strict=True)),
    )


def _blocks(rest: Iterable[Line | Table]) -> list[Block]:
    """Headings without a number take the rank of their style among those that are used."""
    parts = list(rest)
    used = sorted({part.look.outline for part in parts if isinstance(part, Line) and _heads(part)})
    ranks = {outline: rank for rank, outline in enumerate(used, start=1) if rank <= DEEPEST}
    return [part if isinstance(part, Table) else _paragraph(part, ranks) for part in parts]


def _paragraph(line: Line, ranks: dict[int, int]) -> Paragraph:
    return Paragraph(line.text, ranks.get(line.look.outline, BODY) if _heads(line) else BODY)


def _heads(line: Line) -> bool:
    return line.look.outline > 0 and len(line.text) <= LONGEST_OPEN


def _on_title(found: Parted) -> Iterator[str]:
    if not found.title:
        yield "没有认出标题，请手工填写；正文开头如有标题请删去。"


def _on_furniture(found: Parted) -> Iterator[str]:
    generated = [name for name in GENERATED if name in found.taken]
    if generated:
        yield f"{'、'.join(generated)}没有导入，由系统按格式生成。"
    for name, sentence in SENTENCES.items():
        if name in found.taken:
            yield sentence.format(found.taken[name])


def _on_annexes(found: Parted) -> Iterator[str]:
    if found.annexes:
        yield f"附件 {len(found.annexes)} 个放在“附件”栏里，请核对名称和内容。"
    for number, annex in enumerate(found.annexes, start=1):
        if not annex.title:
            yield f"附件{number}没有认出名称，请填写。"
        elif not annex.rest:
            yield f"附件{number}“{annex.title}”只有名称，内容请补上，或者另附纸质件。"


def _on_numbers(blocks: Iterable[Block]) -> Iterator[str]:
    """Numbers that do not follow one another, and levels that were stepped over."""
    counted: dict[int, int] = {}
    for block in blocks:
        if not isinstance(block, Paragraph) or not (block.level and mark_of(block.text)[0]):
            continue
        level, number, mark = mark_of(block.text)
        if number != counted.get(level, 0) + 1:
            yield f"序号“{mark}”（{block.text[len(mark) :][:12]}）接不上前面的，请核对。"
        counted = {above: count for above, count in counted.items() if above < level}
        counted[level] = number
