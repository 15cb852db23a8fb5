"""会签: may these departments be asked, and has each been heard (DOC-31)?"""

from collections.abc import Iterable

from documents.outgoing.models import Outgoing
from township_office.approvals.core import Seat
from township_office.approvals.way import staff_of
from township_office.people.models import Department, Post
from township_office.web.refusals import Refused


def check_can_consult(paper: Outgoing) -> None:
    """DOC-31: every department asked has somebody who can answer; nobody answers his own."""
    asked = list(paper.consulted.select_related("department"))
    if not asked:
        return
    answering = _answering(paper, [each.department_id for each in asked])
    mute = [str(each) for each in asked if each.department_id not in answering]
    if mute:
        raise Refused(
            f"{'、'.join(mute)}没有能会签的负责人。请管理员补上任职，或不请它会签，再送（DOC-31）。"
        )


def _answering(paper: Outgoing, departments: Iterable[int]) -> set[int]:
    staff = staff_of(paper.township_id)
    heads = Post.objects.filter(department__in=departments, heads=True)
    return {
        department
        for department, post in heads.values_list("department", "pk")
        if department is not None and staff.holding(Seat(post=post)) - {paper.drafter_id}
    }


def check_all_consulted(paper: Outgoing) -> None:
    """DOC-31: nobody signs while a department that was asked has not spoken."""
    silent = [str(each) for each in paper.consulted.all() if each.agrees is None]
    if silent:
        raise Refused(f"{'、'.join(silent)}还没有会签，不能签发。请退回，会签以后再签（DOC-31）。")


def check_keeps_who_disagreed(paper: Outgoing, consulted: Iterable[Department]) -> None:
    """DOC-31: a department that does not agree is not written off; it is asked again."""
    kept = {each.pk for each in consulted}
    against = paper.consulted.filter(agrees=False).select_related("department")
    dropped = [str(each) for each in against if each.department_id not in kept]
    if dropped:
        raise Refused(
            f"{'、'.join(dropped)}会签不同意，不能从会签部门里去掉。请勾上，改好再请它会签（DOC-31）。"
        )
