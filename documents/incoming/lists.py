"""收文登记簿, with the columns of the paper ledger (DOC-51)."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from documents.incoming.models import Incoming
from township_office.ui.lists import Column, Register, Tab, years
from township_office.ui.templatetags.ui import state


def _title(paper: Incoming) -> str:
    return "涉密件" if paper.is_card else paper.title


def _link(paper: Any) -> str:
    """``opens`` is the annotation of ``registered_in()``."""
    return reverse("documents:incoming", args=[paper.pk]) if paper.opens else ""


def _number(paper: Incoming) -> str:
    return "" if paper.is_card else paper.source_number


def _urgency(paper: Incoming) -> str:
    return "" if paper.urgency == "平件" else paper.urgency


def _secrecy(paper: Incoming) -> str:
    return "" if paper.secrecy == "none" else paper.get_secrecy_display()


def standing(paper: Any) -> SafeString:
    """Where it lies, with whom; the annotations are those of ``with_standing()``."""
    if paper.voided_on:
        return state("void", "作废")
    if paper.filed_on:
        return state("done", "已归档")
    if paper.is_card:
        return state("", "登记卡")
    if paper.case_outcome:
        return state("refused" if paper.case_outcome == "refused" else "", _ended(paper))
    late = "超时" if paper.late_now else ""
    words = (paper.case_stage, paper.holder or paper.lies_with, late)
    return state("waiting", " ".join(word for word in words if word))


def _ended(paper: Any) -> str:
    return {"refused": "已退文", "withdrawn": "草稿"}.get(paper.case_outcome, "办结")


def _open(papers: Any) -> Any:
    return papers.open()


def _late(papers: Any) -> Any:
    return papers.late()


REGISTER = Register(
    title="收文登记簿",
    order="-number",
    unit="件",
    empty="还没有登记收文",
    tabs=(
        years("year"),
        Tab("open", "办理中", only=_open),
        Tab("late", "超时", only=_late),
    ),
    row=lambda paper: "void" if paper.voided_on else "",
    columns=[
        # sorted by documents_incoming_number and documents_incoming_day
        Column("number", "编号", sort=("year", "number"), css="code"),
        Column("received_on", "收文日期", sort=("received_on",), css="date"),
        Column("source", "来文单位", value="source.name"),
        Column(
            "title",
            "标题",
            value=_title,
            css="subject",
            link=_link,
            sub=_number,
            sub_title="来文字号",
        ),
        Column("secrecy", "密级", value=_secrecy),
        Column("urgency", "紧急", value=_urgency),
        Column("side", "归口", value="get_side_display"),
        Column("copies", "份数", css="figure", label="份数", sum=True),
        Column("deadline", "期限", css="date", label="限"),
        Column("standing", "办理", value=standing, css="status"),
    ],
)
