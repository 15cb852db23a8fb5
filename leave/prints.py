"""The 请假条: one source for the slip on the page and the PDF on paper, with its three boxes."""

from typing import Any

from leave.models import Leave, in_days
from leave.rules.applicants import PRINCIPAL_LEADERS
from leave.rules.counting import counted, how_counted
from township_office import clock
from township_office.approvals.prints import Box, said_in_box
from township_office.approvals.story import Decided, Story

HEAD, LEAD, PRINCIPAL = "部门意见", "分管领导意见", "主要领导意见"
BOXES = ("签注意见", "审批意见")
REPORTED = "报县"


def slip(leave: Leave, story: Story) -> dict[str, Any]:
    """Everything the slip says, for the page and for paper."""
    days = counted(leave.kind, leave.span, leave.township_id)
    return {
        "office_name": leave.township.name,
        "title": "请假条",
        "number": leave.label,
        "name": leave.officer.name,
        "post": leave.post.name,
        "department": leave.department.name if leave.department else "",
        "kind": leave.kind.name,
        "reason": leave.reason,
        "from_to": leave.from_to,
        "days": f"{in_days(leave.days)}",
        "counted": how_counted(leave.kind, days),
        "provisional": leave.provisional,
        "place": leave.place,
        "permit": _permit(leave),
        "phone": leave.phone,
        "substitute": leave.substitute.name if leave.substitute else "",
        "asked_on": clock.local(leave.asked_at).date(),
        "entered_by": _entered(leave),
        "boxes": boxes(story),
        "extensions": _extensions(leave),
        "back": _back(leave),
        "standing": standing(leave),
    }


def boxes(story: Story) -> list[Box]:
    """Opinions and decisions where the paper slip has them: by who says it, not by the stage."""
    found = {label: Box(label) for label in (HEAD, LEAD, PRINCIPAL)}
    for decided in _decided(story):
        label = _box_of(story, decided.event.task_id)
        found[label].entries.append(said_in_box(decided, story))
    kinds = {kind.key for kind in story.matter.kinds if kind.box in BOXES}
    for task in story.ready_tasks:
        if task.kind in kinds:
            found[_box_of(story, task.pk)].awaited.append(story.awaiting(task))
    return list(found.values())


def standing(leave: Leave) -> str:
    """In a word where it stands, for the stamp; nothing while it is being decided."""
    ends = (
        (leave.voided_on, "作废"),
        (leave.cancelled_on, "已取消"),
        (leave.back_on, "已销假"),
        (leave.approved_on, "已准假"),
    )
    return next((words for day, words in ends if day is not None), "")


def _decided(story: Story) -> list[Decided]:
    said = [each for name in BOXES for each in story.box(name)]
    return sorted(said, key=lambda each: each.event.pk)


def _box_of(story: Story, task_id: int | None) -> str:
    """The county's answer stands with the principal leaders, who are reported to it."""
    task = next((each for each in story.tasks if each.pk == task_id), None)
    if task is None or task.kind == "leave.report":
        return PRINCIPAL
    post = story.staff.posts.get(task.post_id or 0)
    if post is not None and post.role in PRINCIPAL_LEADERS:
        return PRINCIPAL
    return LEAD if post is not None and post.leader else HEAD


def _permit(leave: Leave) -> str:
    """Of a leave abroad: what the county allowed, and who keeps the passport (LV-20)."""
    if leave.permit_on is None:
        return ""
    return f"{leave.permit}，{leave.permit_on:%Y-%m-%d}批准；证件：{leave.passport}"


def _entered(leave: Leave) -> str:
    """Who made it out, where it was not he who is away."""
    return leave.entered_by.name if leave.entered_by_id != leave.officer_id else ""


def _extensions(leave: Leave) -> list[str]:
    settled = leave.extensions.filter(settled_on__isnull=False).order_by("id")
    return [
        f"{each.settled_on:%Y-%m-%d} 准续到 {each.until:%Y-%m-%d}"
        f"{each.get_until_half_display() if each.until_half == 'am' else ''}，共 {in_days(each.total)} 天"
        for each in settled
    ]


def _back(leave: Leave) -> str:
    given = leave.returns.filter(settled_on__isnull=False).last()
    if given is None or leave.taken is None:
        return ""
    half = given.get_back_half_display()
    return f"{given.back_on:%Y-%m-%d}{half}回来上班，实休 {in_days(leave.taken)} 天"
