"""How a document ends, by its kind."""

from collections.abc import Iterator
from re import compile

from documents.outgoing.checks.findings import Force, Spot, check, when
from documents.outgoing.checks.manuscript import Manuscript

ASKS = compile(
    r"请(?:予|予以|给予|尽快|[^。]{0,10})?(?:批示|批准|批复|审批|指示|审定|审核|转发|答复)"
)
REPORTS = compile(r"特此报告|专此报告|谨此报告|以上报告|请予?(?:审议|审阅|审查)|请批评指正")
LETTERS = compile(r"函|盼|谢|复|为荷|支持|协助")
REPLIES = compile(r"此复|特此批复|专此批复")
CLOSING = compile(
    r"(?:特|专|谨)此(通知|通报|报告|请示|批复|公告|通告|函告|函复|复函|函达)[。！]?\s*$"
)
FOLLOWS = "通知如下"


@check("DOC-11", Force.PRAC, "请示的结尾一般写“妥否，请批示。”或者“请予批准。”")
def a_request_ends_by_asking(manuscript: Manuscript) -> Iterator[Spot]:
    """A request ends with 妥否，请批示 or the like."""
    return _missing(manuscript, "请示", any(ASKS.search(text) for _, text in manuscript.ending()))


@check("DOC-10", Force.PRAC, "报告的结尾一般写“特此报告。”")
def a_report_ends_by_reporting(manuscript: Manuscript) -> Iterator[Spot]:
    """A report ends with 特此报告 or 请审阅; a 工作报告 to a congress as it likes."""
    told = manuscript.title.endswith("工作报告") or any(
        REPORTS.search(text) for _, text in manuscript.ending()
    )
    return _missing(manuscript, "报告", told)


@check("DOC-14", Force.PRAC, "函的结尾一般写“请予函复。”“特此函告。”或者“特此函复。”")
def a_letter_ends_politely(manuscript: Manuscript) -> Iterator[Spot]:
    """A letter ends by asking for an answer, or by giving one."""
    said = any(LETTERS.search(text) for _, text in manuscript.ending())
    return _missing(manuscript, "函", said)


@check("DOC-12", Force.PRAC, "批复的结尾一般写“此复。”")
def a_reply_ends_by_replying(manuscript: Manuscript) -> Iterator[Spot]:
    """A reply ends with 此复."""
    return _missing(
        manuscript, "批复", any(REPLIES.search(text) for _, text in manuscript.ending())
    )


def _missing(manuscript: Manuscript, kind: str, said: bool) -> Iterator[Spot]:
    amiss = manuscript.kind == kind and bool(manuscript.body) and not said
    return when(amiss, "body")


@check("DOC-08", Force.PRAC, "开头已写“通知如下”的，结尾可不再写“特此通知”。")
def a_notice_announces_itself_once(manuscript: Manuscript) -> Iterator[Spot]:
    """What began with 现通知如下 need not end with 特此通知."""
    if manuscript.kind == "通知" and FOLLOWS in manuscript.text():
        for place, text in manuscript.ending():
            if text.strip().startswith("特此通知"):
                yield Spot(place, text.strip())


@check("DOC-20", Force.GEN, "结尾用语与文种不一致。")
def the_closing_fits_the_kind(manuscript: Manuscript) -> Iterator[Spot]:
    """A notice does not end with 特此报告, nor a report with 特此函告."""
    for place, text in manuscript.ending()[-1:]:
        if found := CLOSING.search(text):
            kind = "函" if "函" in found[1] else found[1]
            if kind != manuscript.kind:
                yield Spot(place, found[0].strip())
