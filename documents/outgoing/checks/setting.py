"""What the layout sets by itself and a drafter therefore does not type into the body."""

from collections.abc import Iterator
from re import compile

from documents.outgoing.checks.findings import Force, Spot, check, spots, unquoted, when
from documents.outgoing.checks.manuscript import Manuscript

DATE = compile(
    r"(?:\d{4}|[一二三四五六七八九〇○零]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
ANNEXES = compile(r"^附件\s*[：:]\s*\S")
NO_TEXT = compile(r"此页无正文")
LAST = 3


@check("FMT-045", Force.MUST, "请填写正文。")
def there_is_a_body(manuscript: Manuscript) -> Iterator[Spot]:
    """A document says something."""
    words = any(text.strip() for _, text in manuscript.paragraphs())
    return when(not words and len(manuscript.paragraphs()) == len(manuscript.body), "body")


@check("FMT-069", Force.MUST, "不使用“此页无正文”，排版时由系统调整行距、字距。")
def no_page_says_it_is_empty(manuscript: Manuscript) -> Iterator[Spot]:
    """此页无正文 is not used."""
    return spots(NO_TEXT, unquoted(manuscript.paragraphs()))


@check("FMT-060", Force.GEN, "署名和成文日期由系统排在文末，正文中请删去。")
def the_signature_is_not_typed(manuscript: Manuscript) -> Iterator[Spot]:
    """The last paragraphs are neither the organ's name nor a date."""
    names = {name for organ in manuscript.organs for name in organ.names}
    for place, text in manuscript.ending():
        if text.strip() in names or DATE.fullmatch(text.strip()):
            yield Spot(place, text.strip())


@check("FMT-050", Force.GEN, "附件说明由系统排在正文之后，正文中请删去。")
def the_list_of_annexes_is_not_typed(manuscript: Manuscript) -> Iterator[Spot]:
    """The layout sets 附件：1. … from the annexes themselves."""
    return spots(ANNEXES, manuscript.paragraphs()[-2 * LAST :])


@check("FMT-043", Force.GEN, "主送机关由系统排在标题之下，正文中请删去。")
def the_recipients_are_not_typed(manuscript: Manuscript) -> Iterator[Spot]:
    """The first paragraph is not the line of recipients."""
    names = {to.name for to in manuscript.main}
    for place, text in manuscript.paragraphs()[:1]:
        line = text.strip()
        if line[-1:] in ("：", ":") and line[:-1] in {*names, "，".join(names), "、".join(names)}:
            yield Spot(place, line)


@check("FMT-040", Force.GEN, "标题由系统排，正文中请删去。")
def the_title_is_not_typed(manuscript: Manuscript) -> Iterator[Spot]:
    """The first paragraph does not repeat the title."""
    for place, text in manuscript.paragraphs()[:1]:
        if text.strip() and text.strip() == manuscript.title.strip():
            yield Spot(place, text.strip())
