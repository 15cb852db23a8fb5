"""Words that do not belong in a finished text."""

from collections.abc import Iterator
from re import compile

from documents.outgoing.checks.findings import Force, Spot, check, spots
from documents.outgoing.checks.manuscript import Manuscript, Passage, Place

GAP = compile(r"[×✕]{2,}|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|_{3,}|＿{2,}|（待定）|（待补）")
URGENT = compile(r"特急|紧急(?:通知|通报|请示|报告)")
URGENCIES = ("", "平件", "加急", "特急")


@check("B1.9", Force.GEN, "文中还有未填的空白（××、____），请补全。")
def nothing_is_left_blank(manuscript: Manuscript) -> Iterator[Spot]:
    """Neither ×× nor a line to be filled in stands in title or body; an annex may be a form."""
    title = Passage(Place("title"), manuscript.title)
    return spots(GAP, [title, *manuscript.paragraphs()])


@check("FMT-022", Force.MUST, "公文的紧急程度只分特急、加急。")
def urgency_is_one_of_two(manuscript: Manuscript) -> Iterator[Spot]:
    """A document is 特急, 加急 or neither; 特提 and 平急 belong to telegrams."""
    if manuscript.urgency not in URGENCIES:
        yield Spot(Place("urgency"), manuscript.urgency)


@check("FMT-022", Force.GEN, "标题写明紧急，请同时标注紧急程度（特急、加急）。")
def urgent_titles_are_marked(manuscript: Manuscript) -> Iterator[Spot]:
    """A 紧急通知 is marked 特急 or 加急."""
    if manuscript.urgency in ("", "平件"):
        title = manuscript.title.split("《")[0] + manuscript.title.rpartition("》")[2]
        yield from spots(URGENT, [Passage(Place("title"), title)])
