"""空白用印: each exception, and whether every sheet of it is accounted for."""

from typing import Any

from django.utils.safestring import SafeString

from seals.blank.models import BlankRequest
from township_office.ui.lists import Column, Register, Tab, years
from township_office.ui.templatetags.ui import state

ENDED = {"refused": "没有用印", "withdrawn": "已撤回，草稿", "void": "作废"}


def standing(request: Any) -> SafeString:
    """Where it lies; once stamped, whether the sheets are settled."""
    if request.settled_on:
        return state("done", "已逐张交代清楚")
    if request.stamped_at:
        return state("refused" if request.reminded else "waiting", "已用印，待逐张交代")
    if request.case_outcome:
        ended = ENDED.get(request.case_outcome, "办结")
        return state("refused" if request.case_outcome == "refused" else "", ended)
    words = (request.case_stage, request.holder or request.lies_with)
    return state("waiting", " ".join(word for word in words if word))


def _unsettled(requests: Any) -> Any:
    return requests.unsettled()


def _label(request: BlankRequest) -> str:
    return request.label


BLANKS = Register(
    title="空白用印",
    order="-number",
    unit="次",
    empty="没有空白用印",
    tabs=(years("year"), Tab("unsettled", "待交代", only=_unsettled)),
    columns=[
        # sorted by seals_blank_number
        Column("number", "编号", value=_label, sort=("year", "number"), css="code"),
        Column("seal", "印章", value="seal.name"),
        Column(
            "paper",
            "纸",
            css="subject",
            link=lambda request: request.get_absolute_url(),
            sub=lambda request: request.purpose,
            sub_title="事由",
        ),
        Column("sheets", "张数", css="figure", label="张数"),
        Column("department", "部门", value="department.short_name"),
        Column("applicant", "申请人", value="applicant.name"),
        Column("stamped_at", "用印", css="date", label="用印"),
        Column("standing", "情况", value=standing, css="status"),
    ],
)
