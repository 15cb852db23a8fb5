"""Which way a kind of document goes: up, level or down (行文方向)."""

from collections.abc import Iterator

from documents.outgoing.checks.findings import Force, Spot, check, when
from documents.outgoing.checks.manuscript import Direction, Manuscript, Place

DECREES = ("决议", "决定", "命令", "公报", "公告", "通告", "通报")


@check("DOC-11", Force.MUST, "请示是上行文；向不相隶属的机关请求批准用函。")
def requests_go_up(manuscript: Manuscript) -> Iterator[Spot]:
    """A request (请示) goes up."""
    astray = manuscript.kind == "请示" and manuscript.direction != Direction.UP
    return when(astray, "direction")


@check("DOC-10", Force.MUST, "报告是上行文；向下级通报情况用通报，布置工作用通知。")
def reports_go_up(manuscript: Manuscript) -> Iterator[Spot]:
    """A report goes up, never down."""
    astray = manuscript.kind == "报告" and manuscript.direction == Direction.DOWN
    return when(astray, "direction")


@check("DOC-12", Force.MUST, "批复只用于答复下级机关的请示；答复不相隶属的机关用函。")
def replies_go_down(manuscript: Manuscript) -> Iterator[Spot]:
    """A reply (批复) goes down."""
    astray = manuscript.kind == "批复" and manuscript.direction != Direction.DOWN
    return when(astray, "direction")


@check("DOC-08", Force.MUST, "通知不发给上级机关；向上级行文用请示、报告或者意见。")
def notices_do_not_go_up(manuscript: Manuscript) -> Iterator[Spot]:
    """A notice does not go up."""
    astray = manuscript.kind == "通知" and manuscript.direction == Direction.UP
    return when(astray, "direction")


@check("DOC-02", Force.MUST, "这个文种不向上级行文；向上级行文用请示、报告或者意见。")
def decrees_do_not_go_up(manuscript: Manuscript) -> Iterator[Spot]:
    """What decides or makes known (决定, 通告, 通报 …) does not go up."""
    astray = manuscript.kind in DECREES and manuscript.direction == Direction.UP
    return when(astray, "direction", manuscript.kind)


@check("DOC-14", Force.GEN, "函用于不相隶属的机关之间；对上级用请示、报告，对下级用通知、批复。")
def letters_go_level(manuscript: Manuscript) -> Iterator[Spot]:
    """A letter goes between organs of which neither is under the other."""
    astray = manuscript.kind == "函" and manuscript.direction != Direction.LEVEL
    return when(astray, "direction")


@check("DOC-13", Force.GEN, "议案是镇人民政府向同级人民代表大会提出的平行文。")
def bills_go_level(manuscript: Manuscript) -> Iterator[Spot]:
    """A bill goes to the congress of the same level."""
    astray = manuscript.kind == "议案" and manuscript.direction != Direction.LEVEL
    return when(astray, "direction")


@check("B1.7", Force.GEN, "行文方向与主送机关不符，请核对方向或者主送机关。")
def recipients_lie_in_the_direction(manuscript: Manuscript) -> Iterator[Spot]:
    """What goes up is not addressed to a subordinate, nor what goes down to a superior."""
    for to in manuscript.main:
        up = manuscript.direction == Direction.UP and to.below
        down = manuscript.direction == Direction.DOWN and to.above
        if up or down:
            yield Spot(Place("main"), to.name)
