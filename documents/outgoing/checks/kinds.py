"""The fifteen kinds of document (文种), and how a title names its own."""

from collections.abc import Iterator
from re import compile

from documents.outgoing.checks.findings import Force, Spot, check, when
from documents.outgoing.checks.manuscript import Manuscript, Place

KINDS = (
    "决议",
    "决定",
    "命令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
)
ENDINGS = {kind: (kind,) for kind in KINDS} | {
    "命令": ("命令", "令"),
    "函": ("函", "答复", "答复意见"),  # what deputies and citizens proposed is answered by letter
}
STOPS = "。，、；：！？,.;:!?…"
TAIL = compile(
    r"(?:[（(][^（()）]{0,60}[）)]"
    r"|(?:第|\d{4}年第?|〔\d{4}〕第?)[\d一二三四五六七八九十]{1,4}[号期次])$"
)
MIXED = compile(r"(?:请示报告|报告请示|申请报告|申请请示|请示函|请示申请)$")
TWICE = compile(r"(通知|通报|报告|请示|意见|决定|批复|函)的(?:补充|紧急)?\1$")


def bare(title: str) -> str:
    """The title in one line, without （试行）, 第3号 or a stop at its end."""
    return TAIL.sub("", "".join(title.split()).rstrip(STOPS))


def named(title: str) -> str:
    """The kind that stands at the end of the title, or nothing."""
    ends = bare(title)
    fitting = [kind for kind in KINDS if ends.endswith(ENDINGS[kind])]
    return max(fitting, key=lambda kind: _longest(ends, kind), default="")


def stem(title: str, kind: str) -> str:
    """What stands before the kind, as a whole or in short."""
    return title[: len(title) - _longest(title, kind)]


def _longest(title: str, kind: str) -> int:
    return max((len(end) for end in ENDINGS[kind] if title.endswith(end)), default=0)


@check("DOC-20", Force.MUST, "文种须是《党政机关公文处理工作条例》规定的 15 种之一，请重新选择。")
def kind_is_one_of_fifteen(manuscript: Manuscript) -> Iterator[Spot]:
    """The kind is one of the fifteen."""
    return when(manuscript.kind not in KINDS, "kind", manuscript.kind)


@check(
    "DOC-20", Force.MUST, "标题末尾须是法定文种；方案、办法、计划、总结等用“关于印发……的通知”印发。"
)
def title_ends_with_a_kind(manuscript: Manuscript) -> Iterator[Spot]:
    """The title ends with one of the fifteen kinds, not with 方案, 申请 or 计划."""
    title = manuscript.title.strip()
    return when(bool(title) and not named(title), "title", title[-6:])


@check("DOC-20", Force.MUST, "文种不能混用：请示就写请示，报告就写报告。")
def kinds_are_not_mixed(manuscript: Manuscript) -> Iterator[Spot]:
    """A title does not end with two kinds at once, such as 请示报告."""
    found = MIXED.search(bare(manuscript.title))
    return when(found is not None, "title", found[0] if found else "")


@check("DOC-20", Force.GEN, "文种重复：被转发、答复的公文用书名号引全名，或者省去前一个文种。")
def kind_is_said_once(manuscript: Manuscript) -> Iterator[Spot]:
    """A title does not say 的通知的通知; a document that is passed on stands in 《》."""
    found = TWICE.search(bare(manuscript.title))
    return when(found is not None, "title", found[0] if found else "")


@check("FMT-042", Force.MUST, "标题中的文种与所选文种不一致，请改成同一个。")
def title_names_the_kind(manuscript: Manuscript) -> Iterator[Spot]:
    """The kind at the end of the title is the document's kind."""
    said = named(manuscript.title)
    fits = bare(manuscript.title).endswith(ENDINGS.get(manuscript.kind, ()))
    differs = manuscript.kind in KINDS and bool(said) and not fits
    return when(differs, "title", said)


@check("DOC-03", Force.PRAC, "命令（令）只依照法律、法规规定的情形使用；一般事项用决定、通知。")
def orders_are_rare(manuscript: Manuscript) -> Iterator[Spot]:
    """An order is issued by statute only."""
    return when(manuscript.kind == "命令", "kind")


@check("DOC-05", Force.PRAC, "公告面向国内外宣布重要或法定事项；在本辖区内周知、遵守的事项用通告。")
def proclamations_are_rare(manuscript: Manuscript) -> Iterator[Spot]:
    """A township proclaims (公告) elections and the like; otherwise it announces (通告)."""
    statutory = any(word in manuscript.title for word in ("选举", "人民代表", "征收", "征地"))
    return when(manuscript.kind == "公告" and not statutory, "kind")


@check("DOC-01", Force.PRAC, "决议须经会议讨论通过，请写明哪次会议、何时通过。")
def resolutions_name_their_meeting(manuscript: Manuscript) -> Iterator[Spot]:
    """A resolution says which meeting adopted it."""
    silent = not any(word in manuscript.text() for word in ("会议", "大会", "全会"))
    return when(manuscript.kind == "决议" and silent and bool(manuscript.body), "body")


@check("DOC-12", Force.PRAC, "批复开头引述来文：“你单位《关于……的请示》（发文字号）收悉。”")
def replies_name_the_request(manuscript: Manuscript) -> Iterator[Spot]:
    """A reply quotes the request (请示) that it answers."""
    silent = "请示" not in manuscript.text()
    return when(manuscript.kind == "批复" and silent and bool(manuscript.body), "body")


@check("DOC-13", Force.GEN, "议案由镇人民政府提请同级人民代表大会审议，请核对主送机关。")
def bills_go_to_the_congress(manuscript: Manuscript) -> Iterator[Spot]:
    """A bill goes from the government to the people's congress of the same level."""
    if manuscript.kind == "议案":
        for to in manuscript.main:
            if "人民代表大会" not in to.name and "人大" not in to.name:
                yield Spot(Place("main"), to.name)


@check("FMT-116", Force.PRAC, "纪要写明出席、请假、列席人员（“出席：……”另起一段）。")
def minutes_say_who_was_there(manuscript: Manuscript) -> Iterator[Spot]:
    """Minutes list who attended."""
    text = manuscript.text()
    silent = not any(word in text for word in ("出席", "参加", "参会"))
    return when(manuscript.kind == "纪要" and silent and bool(manuscript.body), "body")
