"""发文登记簿 with the columns of the paper ledger, and where each document lies."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.safestring import SafeString

from documents.outgoing.models import Number, Outgoing, Recipient
from township_office.approvals.circulation.models import Reader
from township_office.ui.lists import Column, Register, Tab, years
from township_office.ui.templatetags.ui import state


def _link(number: Number) -> str:
    return number.outgoing.get_absolute_url()


def _what_became(number: Any) -> SafeString:
    """Void, amended, filed, sent, or being made."""
    paper = number.outgoing
    if number.voided_on:
        return state("void", "作废")
    if number.amended:
        return state("refused", AMENDED[number.amended])
    if paper.filed_on:
        return state("done", "已归档")
    if paper.sent_on:
        return state("done", "已分发")
    return state("waiting", "办理中")


AMENDED = {
    "corrected": "已更正",
    "recalled": "已收回",
    "revoked": "已撤销",
    "repealed": "已废止",
}


def _recipients(number: Any) -> str:
    named = [each.name for each in number.outgoing.recipients.all() if each.within_id is None]
    return f"{named[0]} 等 {len(named)} 个" if len(named) > 2 else "、".join(named)  # noqa: PLR2004


def _void(numbers: Any) -> Any:
    return numbers.filter(voided_on__isnull=False)


REGISTER = Register(
    title="发文登记簿",
    order="-number",
    unit="件",
    empty="还没有编过发文字号",
    tabs=(years("year"), Tab("void", "作废号", only=_void)),
    row=lambda number: "void" if number.voided_on else "",
    columns=[
        Column("number", "发文字号", value=str, sort=("year", "number"), css="code"),
        Column("dated", "成文日期", value="outgoing.signed_on", css="date"),
        Column(
            "title",
            "标题",
            value="outgoing.title",
            css="subject",
            link=_link,
            sub=lambda each: each.void_reason,
            sub_title="作废理由",
        ),
        Column("kind", "文种", value="outgoing.get_kind_display"),
        Column("department", "拟稿部门", value="outgoing.department.short_name"),
        Column("signers", "签发人", value=lambda each: "、".join(each.outgoing.signers)),
        Column("recipients", "主送抄送", value=_recipients),
        Column(
            "printed", "印数", value=lambda each: each.printed or "", css="figure", label="印数"
        ),
        Column("sent_on", "分发", value="outgoing.sent_on", css="date", label="分发"),
        Column("standing", "情况", value=_what_became, css="status"),
    ],
)


def standing(paper: Any) -> SafeString:
    """Where it lies, with whom; the annotations are those of ``with_standing()``."""
    if paper.voided_on:
        return state("void", "作废")
    if paper.filed_on:
        return state("done", "已归档")
    if paper.case_outcome:
        ended = {"refused": "不予发文", "withdrawn": "已撤回，草稿"}.get(paper.case_outcome, "办结")
        return state("refused" if paper.case_outcome == "refused" else "", ended)
    words = (
        paper.case_stage,
        paper.holder or paper.lies_with,
        "超时" if paper.late_now else "",
    )
    return state("waiting", " ".join(word for word in words if word))


def _open(papers: Any) -> Any:
    return papers.open()


def _late(papers: Any) -> Any:
    return papers.late()


DOCUMENTS = Register(
    title="发文办理",
    order="-drafted_at",
    unit="件",
    empty="还没有发文",
    tabs=(
        Tab("open", "办理中", only=_open),
        Tab("late", "超时", only=_late),
        years("drafted_at"),
        Tab("register", "发文登记簿", href=lambda: reverse("documents:outgoing_register")),
    ),
    row=lambda paper: "void" if paper.voided_on else "",
    columns=[
        # sorted by documents_outgoing_drafted
        Column("drafted_at", "拟稿", sort=("drafted_at",), css="date"),
        Column(
            "title",
            "标题",
            css="subject",
            link=lambda paper: paper.get_absolute_url(),
            sub=lambda paper: paper.number,
            sub_title="发文字号",
        ),
        Column("issuer", "名义", value="get_issuer_display"),
        Column("kind", "文种", value="get_kind_display"),
        Column("direction", "方向", value="get_direction_display"),
        Column("department", "拟稿部门", value="department.short_name"),
        Column("drafter", "拟稿人", value="drafter.name"),
        Column("urgency", "紧急", value=lambda paper: _urgency(paper)),
        Column("standing", "办理", value=standing, css="status"),
    ],
)


def _urgency(paper: Outgoing) -> str:
    return "" if paper.urgency == "平件" else paper.urgency


@dataclass(frozen=True)
class Line:
    """A line of 分发与签收: who has it, and who of his desk here signed for it by circling it."""

    recipient: Recipient
    readers: list[Reader]


def lines_of(rows: Iterable[Recipient], readers: Iterable[Reader]) -> list[Line]:
    """Of those reached by 本系统 who has read it; the others sign on paper."""
    known = list(readers)
    return [Line(row, [each for each in _desk(row, known) if each.read_at]) for row in rows]


def _desk(row: Recipient, readers: Iterable[Reader]) -> list[Reader]:
    """Who reads it for him: the head, where nobody heads it whoever has a place on the list."""
    if row.way != Recipient.Way.SYSTEM:
        return []
    own = [each for each in readers if each.post and each.post.department_id == row.department_id]
    return [each for each in own if each.post and each.post.heads] or own


def readers_of(paper: Outgoing) -> list[Reader]:
    """Everybody it circulates among; one query."""
    kind = ContentType.objects.get_for_model(Outgoing)
    rows = Reader.objects.filter(circulation__subject_type=kind, circulation__subject_id=paper.pk)
    return list(rows.select_related("post", "read_by"))
