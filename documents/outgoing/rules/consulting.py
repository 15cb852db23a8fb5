"""会签: may these departments be asked, and has each been heard (DOC-31)?"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from documents.outgoing.models import Consulted, Outgoing
from township_office.approvals.core import Reason, Seat
from township_office.approvals.models import Task
from township_office.approvals.registry import case_of
from township_office.approvals.way import staff_of
from township_office.audit.capacity import Capacity
from township_office.people.models import Department, Post
from township_office.people.today import today_of
from township_office.web.refusals import Refused

CONSULT = "documents.consult"


def answered_by(paper: Outgoing, officer: int, by: Capacity) -> QuerySet[Consulted]:
    """For which departments he speaks: those whose tasks at this stage end with his word.

    What was passed on to him answers for whom it was asked of. Who stands in for somebody ends the
    one task that ``by`` names.
    """
    case = case_of(paper)
    lying = case.tasks.filter(kind=CONSULT).lying_with(officer) if case else Task.objects.none()
    asked = lying.exclude(reason=Reason.ADDED)
    his = asked.filter(Q(officer=officer) | Q(post__in=today_of(officer).post_ids))
    ended = asked.filter(post=by.post_id) if by.how == "online" and by.for_name else his or asked
    roots = Q(tasks__case=case, tasks__number__in=[each.root for each in ended])
    departments = Post.objects.filter(roots).values("department")
    return paper.consulted.filter(department__in=departments).select_related("department")


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


def check_stands_as_signed(
    paper: Outgoing, before: Outgoing, consulted: Iterable[Department]
) -> None:
    """DOC-31: who was consulted, and which paper it answers, is not changed at the re-check."""
    asked = {each.pk for each in consulted}
    moved = {
        "会签部门": asked != {each.department_id for each in before.consulted.all()},
        "所答复的来文": paper.answers_id != before.answers_id,
    }
    if changed := "、".join(what for what, differs in moved.items() if differs):
        raise Refused(
            f"签发以后不能改{changed}。要改的，请点「退回」，退回给「拟稿」，改好重新送审（DOC-31）。"
        )


def check_keeps_who_disagreed(paper: Outgoing, consulted: Iterable[Department]) -> None:
    """DOC-31: a department that does not agree is not written off; it is asked again."""
    kept = {each.pk for each in consulted}
    against = paper.consulted.filter(agrees=False).select_related("department")
    dropped = [str(each) for each in against if each.department_id not in kept]
    if dropped:
        raise Refused(
            f"{'、'.join(dropped)}会签不同意，不能从会签部门里去掉。请勾上，改好再请它会签（DOC-31）。"
        )
