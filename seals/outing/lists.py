"""印章外带: which seal went where with whom, and when it came back."""

from typing import Any

from django.utils.safestring import SafeString

from seals.outing.models import Outing
from township_office.ui.lists import Column, Register, Tab, years
from township_office.ui.templatetags.ui import state

ENDED = {"refused": "没有外带", "withdrawn": "已撤回，草稿", "void": "作废"}


def standing(outing: Any) -> SafeString:
    """Where the seal is; before it left, where the request lies."""
    if outing.is_overdue:
        return state("refused", f"逾期未还 {outing.carrier}")
    if outing.is_out:
        return state("waiting", f"在外 {outing.carrier}")
    if outing.returned_at:
        return state("done", f"已收回，{outing.get_condition_display()}")
    if outing.case_outcome:
        ended = ENDED.get(outing.case_outcome, "办结")
        return state("refused" if outing.case_outcome == "refused" else "", ended)
    words = (outing.case_stage, outing.holder or outing.lies_with)
    return state("waiting", " ".join(word for word in words if word))


def _out(outings: Any) -> Any:
    return outings.out()


def _overdue(outings: Any) -> Any:
    return outings.overdue()


def _people(outing: Outing) -> str:
    return f"{outing.carrier}、{outing.escort}"


OUTINGS = Register(
    title="印章外带",
    order="-number",
    unit="次",
    empty="还没有外带过印章",
    tabs=(
        years("year"),
        Tab("out", "在外", only=_out),
        Tab("late", "逾期", only=_overdue),
    ),
    columns=[
        # sorted by seals_outing_number
        Column("number", "编号", sort=("year", "number"), css="code"),
        Column("seal", "印章", value="seal.name"),
        Column(
            "purpose",
            "事由",
            css="subject",
            link=lambda outing: outing.get_absolute_url(),
            sub=lambda outing: outing.place,
            sub_title="地点",
        ),
        Column("department", "用印部门", value="department.short_name"),
        Column("people", "带印人、随行人", value=_people),
        Column("since", "带出", css="date", label="带出"),
        Column("until", "应还", css="date", label="应还"),
        Column("returned_at", "收回", css="date", label="收回"),
        Column("standing", "情况", value=standing, css="status"),
    ],
)
