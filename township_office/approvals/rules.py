"""Who may do what beside deciding; the procedure itself is in ``core``."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.formats import date_format

from township_office import clock
from township_office.approvals.core import FIRST, Seat
from township_office.approvals.models import Case, Confirmation, Event, PaperDecision, Task
from township_office.approvals.run import Run
from township_office.approvals.way import staff_of
from township_office.audit.capacity import Capacity
from township_office.people.models import Officer
from township_office.people.today import today_of
from township_office.web.refusals import Refused, Stale

PRINCIPAL_LEADERS = ("party_secretary", "mayor")
DIRECTOR = "office_director"
VOUCHERS = (DIRECTOR, "office_deputy_lead")
BETWEEN_URGES = timedelta(hours=1)
WRITTEN_DOWN = timedelta(hours=24)  # what was asked for by telephone is entered by then


def unspoken(officer: Officer) -> Q:
    """Tasks whose delay is spoken of in no list of this officer's: what lies with a principal leader
    is late for himself and for the director alone (flows.md, overdue at a PL)."""
    today = today_of(officer)
    if today.has_role(DIRECTOR):
        return Q(pk__in=())
    staff = staff_of(officer.township_id)
    posts = {post.pk for post in staff.posts.values() if post.role in PRINCIPAL_LEADERS}
    others = staff.in_roles(*PRINCIPAL_LEADERS) - {officer.pk}
    in_post = Q(post__isnull=False) & Q(post__in=posts - {*today.post_ids})
    return in_post | (Q(officer__isnull=False) & Q(officer__in=others))


def check_nothing_unsettled(case: Case) -> None:
    """Nothing is filed while a consent by telephone is unconfirmed or disowned (B1.1u)."""
    owed = case.confirmations.unsettled().select_related("leader").first()
    if owed is None:
        return
    if owed.status == Confirmation.Status.DISOWNED:
        raise Refused(f"{owed.leader}否认了电话同意，还没有处置，不能归档。请先由主任处置。")
    raise Refused(f"{owed.leader}的电话同意还没有补签，不能归档。请先请他补签。")


def check_may_record(by: Capacity) -> None:
    """What another said or wrote is entered by the office, or by nobody."""
    if not today_of(by.person_id).in_office:
        raise Refused("电话记录和纸面批示由党政办代录，请联系党政办。")


def check_may_phone(run: Run, task: Task, *, called_at: datetime, by: Capacity) -> None:
    """B1.1u: only where the stage allows it, for what the module lets be asked by telephone."""
    check_may_record(by)
    if task.stage == FIRST or not run.spec.stage(task.stage).phone_ok:
        raise Refused(f"「{task.stage_name}」不能电话请示，请等领导本人办理，或由其委托的人办理。")
    if reason := run.matter.no_phone(run.subject):
        raise Refused(reason)
    if fault := fault_of_call(called_at, heard_since(run, task)):
        raise Refused(fault)


def check_may_take_over(run: Run, task: Task, seat: Seat) -> None:
    """A3.2.6: what leaders decide is passed on to a leader, and he asks none but leaders beside him."""
    if run.kind(task).by_leaders and not run.staff.is_a_leaders(seat):
        raise Refused(f"「{task.stage_name}」只能转给领导班子成员，也只能请他们加签。")


def heard_since(run: Run, task: Task) -> datetime:
    """Since when he can have given his word: by night one telephones first and enters it later.

    The paper is there since the day it came, what begins in the house since a day before it was
    entered (flows.md: 补单 within 24 hours); what came back, since it lies with him again.
    """
    if task.round > 1:
        return task.opened_at
    begun, came = run.case.opened_at - WRITTEN_DOWN, run.matter.came_on(run.subject)
    return min(begun, clock.midnight(came)) if came else begun


def fault_of_call(called_at: datetime, since: datetime) -> str:
    """Why he cannot have been asked by telephone then: not yet, or before there was anything to ask."""
    if called_at > clock.now():
        return "通话时间还没有到，请改为实际通话的时间。"
    if called_at < since.replace(second=0, microsecond=0):
        earliest = date_format(clock.local(since), "n月j日 H:i")
        return f"这件的通话不会早于 {earliest}。请改为实际通话的时间。"
    return ""


def fault_of_paper(written_on: date, since: datetime) -> str:
    """Why it cannot have been signed on paper that day: not yet, or before there was anything to sign."""
    earliest = clock.local(since).date()
    if written_on > clock.today():
        return "签署日期还没有到，请照原件填写。"
    if written_on < earliest:
        return f"这件的签署不会早于 {date_format(earliest, 'n月j日')}。请照原件填写。"
    return ""


def holders_of(run: Run, *roles: str) -> frozenset[int]:
    """Who holds these roles today; a role the matter finds for itself (分管领导) goes by its finding."""
    relative = {role.key: role for role in run.matter.roles}
    seats = (
        seat
        for role in roles
        for seat in (
            relative[role].find(run.subject) if role in relative else run.staff.of_role(role)
        )
    )
    return frozenset(officer for seat in seats for officer in run.staff.holding(seat))


def holds_role(run: Run, officer_id: int, *roles: str) -> bool:
    return officer_id in holders_of(run, *roles)


def check_answers_for(run: Run, owed: Confirmation, by: Capacity) -> None:
    if owed.status != Confirmation.Status.OPEN:
        raise Stale(f"这次电话同意{owed.get_status_display()}，不用再办。")
    if owed.leader_id != by.person_id:
        raise Refused("只有接电话的领导本人能补签。")


def check_settles(run: Run, owed: Confirmation, by: Capacity) -> None:
    """A consent that was disowned, or whose leader has left, is settled by the director or the other
    leader, never by who is in it or asked for it."""
    left = owed.status == Confirmation.Status.OPEN and owed.leader_id not in run.staff.names
    if owed.settled_at is not None or not (left or owed.status == Confirmation.Status.DISOWNED):
        raise Stale("这件没有待处置的电话同意。")
    if by.person_id in (owed.leader_id, owed.called_by_id, run.case.applicant_id):
        raise Refused("您是当事人，请由办公室主任或另一位主要领导处置。")
    if not holds_role(run, by.person_id, DIRECTOR, *PRINCIPAL_LEADERS):
        raise Refused("请由办公室主任或主要领导处置。")


def check_vouches(run: Run, decision: PaperDecision, by: Capacity) -> None:
    """代录 is confirmed by the director, never by who entered it or who asked for the decision."""
    if decision.status != PaperDecision.Status.WAITING:
        raise Stale(f"这条代录{decision.get_status_display()}，不用再办。")
    if by.person_id in (decision.entered_by_id, run.case.applicant_id):
        raise Refused("代录要由另一位同志确认，请办公室主任办理。")
    if not holds_role(run, by.person_id, *VOUCHERS):
        raise Refused("代录由办公室主任确认。")


def check_may_urge(run: Run, by: Capacity) -> None:
    """The applicant and the director urge, once an hour, whoever it lies with."""
    if run.case.outcome:
        raise Stale(f"这件已经{run.case.get_outcome_display()}，不用催办。")
    sender = run.case.applicant_post_id
    his = {run.case.applicant_id} | (run.staff.holding(Seat(post=sender)) if sender else set())
    if by.person_id not in his and not holds_role(run, by.person_id, DIRECTOR):
        raise Refused("只有经办人和办公室主任可以催办。")
    lately = clock.now() - BETWEEN_URGES
    if run.case.events.filter(verb=Event.Verb.URGE, at__gt=lately).exists():
        raise Refused("一小时内已经催办过，请稍后再催，或打电话。")


def check_may_copy(run: Run, by: Capacity) -> None:
    """Who has decided in the case, or has it on his desk, may let others know of it (A5.3)."""
    his = any(
        run.route.way.acts_for(task, by.person_id) is not None for task in run.state.open_tasks()
    )
    decided = any(
        task.done_by == by.person_id and run.route.way.decides(task.stage)
        for task in run.state.tasks
    )
    if not his and not decided:
        raise Refused("抄送由经手的领导决定；需要扩大范围的，请向他提出。")
    if reason := run.matter.no_copy(run.subject):
        raise Refused(reason)


def check_present(officer: Officer, run: Run) -> None:
    if officer.pk not in run.staff.names:
        raise Refused(f"{officer}现在没有任职，请另选一位。")
