"""When blank paper may be stamped at all, by whom, and what is still to be accounted for (B2.5)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import models

from seals.blank.models import BlankRequest, BlankSheet, State
from seals.keeping.rules import check_keeps, custody_of
from seals.using.checks import BLANK
from seals.using.rules import check_can_be_asked_for, check_unchanged
from township_office import clock
from township_office.approvals.content import digest_of as digest_of_case
from township_office.approvals.core import FIRST, Outcome
from township_office.approvals.models import Case, Event
from township_office.approvals.registry import case_of
from township_office.approvals.rules import DIRECTOR
from township_office.approvals.way import staff_of
from township_office.audit.capacity import Capacity
from township_office.people.models import Officer
from township_office.townships.settings import declare, settings_of
from township_office.web.refusals import Refused

ALLOWED = declare(
    "seals.blank.allowed",
    "特殊情况可以申请空白用印（主要领导审批，逐张编号）",
    default=False,
    clause="B2.5",
)
DAYS = declare(
    "seals.blank.days", "空白用印后几天内逐张交代清楚，过后提醒", default=5, clause="B2.5"
)
APPROVE, STAMP = "seals.approve_blank", "seals.stamp_blank"  # approval.py declares them
MOST = 50  # sheets of one request: more are not numbered and followed one by one


def is_allowed(township_id: int) -> bool:
    return bool(settings_of(township_id)[ALLOWED.key])


def may_ask(officer: Officer) -> bool:
    """Whether the way to it is worth showing."""
    return is_allowed(officer.township_id)


def check_allowed(township_id: int) -> None:
    """B2.5: no seal on blank paper, unless the township has the exception switched on."""
    if not is_allowed(township_id):
        raise Refused(BLANK)


def check_request(request: BlankRequest) -> None:
    """Whether what is asked for could be agreed to at all."""
    check_allowed(request.township_id)
    check_can_be_asked_for(request.seal)
    if not 0 < request.sheets <= MOST:
        raise Refused(f"空白用印一次 1 到 {MOST} 张，按实际需要申请。")


def check_can_amend(request: BlankRequest, *, by: Capacity) -> Case | None:
    """Its applicant, while it is a draft again or has come back to him."""
    case = case_of(request)
    if request.applicant_id != by.person_id:
        raise Refused("只有申请人可以修改。")
    if case is None or case.outcome == Outcome.WITHDRAWN:
        return None
    mine = case.tasks.filter(stage=FIRST, blocks=True).lying_with(by.person_id)
    if case.outcome or not mine.exists():
        raise Refused("申请已经送出，不能再改。需要更正的，请现在办理的人退回。")
    return case


def check_approves(request: BlankRequest, *, by: Capacity) -> None:
    """SEAL-11: never the applicant himself; and only while the exception is switched on."""
    check_allowed(request.township_id)
    if request.applicant_id == by.person_id:
        raise Refused("申请人不能自己审批（SEAL-11）。请转办另一位主要领导。")


def check_approved(request: BlankRequest, *, by: Capacity) -> Sequence[Event]:
    """It lies with the keeper, and a principal leader agreed to it as it stands now.

    Answers with what he said. Raises Refused.
    """
    check_allowed(request.township_id)
    case = case_of(request)
    if case is None or case.outcome or request.stamped_at is not None:
        raise Refused("这份申请已经了结，不能再用印。")
    if not case.tasks.filter(kind=STAMP, blocks=True).lying_with(by.person_id).exists():
        raise Refused("这份申请现在不在您这里用印：还没有批准，或者已经退回。")
    check_unchanged(case)
    said = case.events.filter(kind=APPROVE, verb=Event.Verb.AGREE, digest=digest_of_case(case))
    if not said.exists():
        raise Refused("没有查到有效的批准，不能用印（SEAL-05）。请退回申请人重新报批。")
    return list(said.order_by("id"))


def check_accounts(request: BlankRequest, *, by: Capacity) -> None:
    """The applicant answers for each sheet."""
    if request.applicant_id != by.person_id:
        raise Refused(f"逐张用途由申请人（{request.applicant}）交代。")
    if request.stamped_at is None:
        raise Refused("还没有用印，没有要交代的。")
    if request.settled_on is not None:
        raise Refused("已经逐张交代清楚，并由保管人核对，不能再改。")


def check_sheet(sheet: BlankSheet, state: str, used_for: str) -> None:
    if sheet.confirmed_on is not None:
        raise Refused(f"第 {sheet.number} 张已由保管人核对，不能再改。")
    if state == State.USED and not used_for:
        raise Refused(f"第 {sheet.number} 张已用，请写明用于什么。")


def check_confirms(request: BlankRequest, *, by: Capacity) -> None:
    """The keeper, of his own seal; never of sheets he answers for himself."""
    check_keeps(request.seal, by=by)
    if request.applicant_id == by.person_id:
        raise Refused("自己申请的空白用印，不能由自己核对。")


def may_account(request: BlankRequest, officer: int) -> bool:
    return (
        request.applicant_id == officer
        and request.stamped_at is not None
        and request.settled_on is None
    )


def may_confirm(request: BlankRequest, officer: int) -> bool:
    """Whether it is his seal, and something that was accounted for waits for him."""
    custody = custody_of(request.seal)
    mine = custody is not None and custody.officer_id == officer != request.applicant_id
    return mine and awaiting(request).exists()


def awaiting(request: BlankRequest) -> models.QuerySet[BlankSheet]:
    """Sheets accounted for that the keeper has not confirmed."""
    return request.pages.filter(confirmed_on__isnull=True).exclude(state=State.UNUSED)


def told_of(pages: Iterable[BlankSheet]) -> str:
    """Stands for what the applicant says of these sheets, so that it is confirmed as it was read."""
    said = [[each.number, each.state, each.used_for] for each in pages]
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def digest_of(request: BlankRequest) -> str:
    """What is decided upon: the seal, the paper, how many sheets, and why."""
    said = (request.seal_id, request.paper, request.sheets, request.purpose, request.side)
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def remind_at(request: BlankRequest, step: int) -> datetime:
    """When this step of reminding is due, by days after the stamping; the first is 1."""
    days = max(int(settings_of(request.township_id)[DAYS.key]), 1)
    return (request.stamped_at or clock.now()) + timedelta(days=days * step)


def who_hears(request: BlankRequest, step: int) -> Sequence[int]:
    """The applicant and the keeper first; from the second time also the director and who approved."""
    custody = custody_of(request.seal)
    people = {request.applicant_id} | ({custody.officer_id} if custody else set())
    if step > 1:
        people |= staff_of(request.township_id).in_roles(DIRECTOR) | _approved(request)
    return sorted(people)


def _approved(request: BlankRequest) -> set[int]:
    case = case_of(request)
    said = case.events.filter(kind=APPROVE, verb=Event.Verb.AGREE) if case else Event.objects.none()
    return {pk for pk in said.values_list("officer", flat=True) if pk}
