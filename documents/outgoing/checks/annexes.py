"""Annexes (附件): their names, and whether what the body announces is there."""

from collections.abc import Iterator
from re import compile

from documents.outgoing.checks.findings import Force, Spot, check, unquoted, when
from documents.outgoing.checks.manuscript import Manuscript, Passage

STOPS = compile(r"[，。；、：！？,.;:!?]+$")
LABEL = compile(r"^附件\s*\d{0,2}\s*[：:.．、]?|^\d{1,2}[.．、](?!\d)")
NUMBERED = compile(r"附件\s?(\d{1,2})(?!\d)")
SEEN = compile(r"(?:详见|见|按照?|填写|填报|报送|参照)(?:本通知|本文|后附|所附)?附件(?!\s?\d)")
OTHERS = compile(r"号|《|〕|〇[）)]?$")


@check("FMT-051", Force.MUST, "附件名称后不加标点。")
def names_end_without_a_stop(manuscript: Manuscript) -> Iterator[Spot]:
    """No punctuation follows the name of an annex."""
    for place, annex in manuscript.numbered_annexes():
        if found := STOPS.search(annex.title.strip()):
            yield Spot(place, found[0])


@check("FMT-051", Force.MUST, "请填写附件名称。")
def annexes_have_names(manuscript: Manuscript) -> Iterator[Spot]:
    """Each annex has a name."""
    for place, annex in manuscript.numbered_annexes():
        if not annex.title.strip():
            yield Spot(place)


@check("FMT-051", Force.GEN, "“附件1”和序号由系统排，名称中请删去。")
def names_carry_no_number(manuscript: Manuscript) -> Iterator[Spot]:
    """The name of an annex does not begin with 附件 or its number."""
    for place, annex in manuscript.numbered_annexes():
        if found := LABEL.search(annex.title.strip()):
            yield Spot(place, found[0])


@check("FMT-051", Force.PRAC, "附件名称一般不加书名号。")
def names_are_not_quoted(manuscript: Manuscript) -> Iterator[Spot]:
    """The name of an annex does not stand in 《》."""
    for place, annex in manuscript.numbered_annexes():
        if annex.title.strip().startswith("《") and annex.title.strip().endswith("》"):
            yield Spot(place, annex.title.strip())


@check("FMT-050", Force.GEN, "正文提到的这个附件没有，请补上附件或者核对序号。")
def announced_annexes_are_there(manuscript: Manuscript) -> Iterator[Spot]:
    """附件3 in the body is the third annex, unless it is another document's."""
    for passage in unquoted(manuscript.paragraphs()):
        for found in NUMBERED.finditer(passage.text):
            missing = not 1 <= int(found[1]) <= len(manuscript.annexes)
            if missing and not _of_another(passage, found.start()):
                yield Spot(passage.place, found[0])


@check("FMT-050", Force.GEN, "正文写明“见附件”，但没有附件。")
def an_annex_that_is_referred_to_is_there(manuscript: Manuscript) -> Iterator[Spot]:
    """What says 见附件 has one."""
    if not manuscript.annexes:
        for passage in unquoted(manuscript.paragraphs()):
            for found in SEEN.finditer(passage.text):
                yield Spot(passage.place, found[0])


@check("FMT-050", Force.PRAC, "正文没有提到附件，请在相关处写明“见附件”。")
def annexes_are_mentioned(manuscript: Manuscript) -> Iterator[Spot]:
    """The body refers to its annexes; what is issued by 印发 is named in the title."""
    issued = any(
        word in manuscript.title for word in ("印发", "转发", "批转", "报送", "发布", "提请")
    )
    silent = "附件" not in manuscript.text() and "附后" not in manuscript.text()
    return when(bool(manuscript.annexes) and silent and not issued, "annex")


def _of_another(passage: Passage, start: int) -> bool:
    """Whether a document is named right before, whose annex it is."""
    return bool(OTHERS.search(passage.text[max(start - 6, 0) : start]))
