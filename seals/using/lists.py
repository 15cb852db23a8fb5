"""用印申请: where each lies, what is approved and not yet stamped, and one's own."""

from typing import Any

from django.utils.safestring import SafeString

from seals.using.models import Request
from township_office.ui.lists import Column, Register, Tab, years
from township_office.ui.templatetags.ui import state

ENDED = {"refused": "不予用印", "withdrawn": "已撤回，草稿"}


def standing(request: Any) -> SafeString:
    """Where it lies, with whom; the annotations are those of ``with_standing()``."""
    if request.voided_on:
        return state("void", "作废")
    if request.with_document:
        return state("done", "已用印") if not request.left else state("waiting", "随文用印")
    if request.case_outcome:
        refused = request.case_outcome == "refused"
        done = "refused" if refused else "done" if request.closed_on else ""
        return state(done, ENDED.get(request.case_outcome, "已用印"))
    words = (
        request.case_stage,
        request.holder or request.lies_with,
        "超时" if request.late_now else "",
    )
    return state("waiting", " ".join(word for word in words if word))


def counted(request: Request) -> str:
    """已盖 2 / 3."""
    return f"{request.stamped} / {request.copies}"


def _open(requests: Any) -> Any:
    return requests.open()


def _to_stamp(requests: Any) -> Any:
    return requests.to_stamp()


def _mine(requests: Any) -> Any:
    return requests.mine()


REQUESTS = Register(
    title="用印申请",
    order="-asked_at",
    unit="件",
    empty="还没有用印申请",
    tabs=(
        Tab("open", "办理中", only=_open),
        Tab("to_stamp", "已批待用印", only=_to_stamp),
        Tab("mine", "我申请的", only=_mine),
        years("asked_at"),
    ),
    row=lambda request: "void" if request.voided_on else "",
    columns=[
        # sorted by seals_request_asked
        Column("asked_at", "申请", sort=("asked_at",), css="date"),
        Column(
            "title",
            "用印事由、文件名称",
            css="subject",
            link=lambda request: request.get_absolute_url(),
            sub=lambda request: request.document_number,
            sub_title="文号",
        ),
        Column("seal", "印章", value="seal.name"),
        Column("matter", "事项", value="matter.name"),
        Column("department", "部门", value="department.short_name"),
        Column("applicant", "经办人", value="applicant.name"),
        Column("copies", "已盖/份数", value=counted, css="figure", label="已盖/份数"),
        Column("standing", "办理", value=standing, css="status"),
    ],
)
