"""May X do Y with an outgoing document now: each rule a sentence that says what to do."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from documents.incoming.models import STATE_SECRETS
from documents.outgoing.models import (
    Disclosure,
    Issuer,
    Outgoing,
    Series,
)
from documents.outgoing.models.words import Words
from township_office.approvals.core import FIRST, Outcome, Status
from township_office.approvals.models import Case, Event, Task
from township_office.approvals.registry import case_of, matter_of
from township_office.audit.capacity import Capacity
from township_office.people.models import Line, Officer
from township_office.people.rules import department_of
from township_office.people.today import today_of
from township_office.townships.models import Profile
from township_office.townships.names import organ_name
from township_office.townships.settings import declare
from township_office.web.refusals import Refused, Stale, passes

HEAD_FIRST = declare(
    "outgoing.head_reviews_first", "站所发文先由部门负责人核稿", default=False, clause="A3.2.6"
)
DIRECTOR_SIGNS = declare(
    "outgoing.director_signs_for_office",
    "以党政办名义的一般平行、下行文由主任签发",
    default=False,
    clause="A3.2.6",
)
SIGN, RECHECK = "documents.sign", "documents.recheck"
CONFIRM_WORDING = "documents.confirm_wording"
# by whom it is looked at and signed; what was settled on the way does not count among them
LEADING = ("issuer", "direction", "side", "normative", "important")
NO_SECRETS = "涉密公文不得在本系统拟写、存储。请不要再往下写，改到机要员处用专用设备办理（A5.7）。"


def organs_of(paper: Outgoing) -> tuple[str, ...]:
    """The issuing organs by full name, the lead first: they stand in the head and sign (DOC-34)."""
    return tuple(organ_name(paper.township, organ) for organ in organs_named(paper))


def organs_named(paper: Outgoing) -> tuple[str, ...]:
    """Which organs those are: a station writes in the office's or the government's name (DOC-33)."""
    match paper.issuer:
        case Issuer.JOINT:
            both = (Issuer.PARTY.value, Issuer.GOVERNMENT.value)
            return both if paper.lead == Line.PARTY else both[::-1]
        case Issuer.STATION:
            return (paper.name_of or Issuer.OFFICE.value,)
    return (str(paper.issuer),)


def signatures_of(paper: Outgoing) -> list[dict[str, str]]:
    """Who signed, each in the post he signed in; of what was entered from paper the names alone."""
    case = case_of(paper)
    said = case.events.filter(kind=SIGN, verb=Event.Verb.AGREE) if case else Event.objects.none()
    posts = dict(said.order_by("id").values_list("officer_name", "post_name"))
    return [{"name": name, "post": posts.get(name, "")} for name in paper.signers]


def printer_of(paper: Outgoing) -> str:
    """Who prints and sends it (印发机关): in profile A the organisation office what is the Party's."""
    organisation = paper.township.profile == Profile.GENERAL and organs_named(paper)[0] == "party"
    if organisation:
        return f"{organ_name(paper.township, Issuer.PARTY)}办公室"
    return organ_name(paper.township, Issuer.OFFICE)


def check_drafts(officer: Officer) -> None:
    """Whoever holds a post today may draft (A3.2.2)."""
    department_of(officer, "拟稿")


def check_closed_says_why(disclosure: str | None, reason: str | None) -> None:
    """SEC-12: what is not open to everybody says why."""
    if disclosure in (Disclosure.ON_REQUEST, Disclosure.NONE) and not (reason or "").strip():
        raise Refused("不主动公开的，请写明理由。")


def check_content(paper: Outgoing) -> None:
    """A5.7: nothing classified is written here; SEC-12: it says whether the public may read it."""
    if paper.secrecy in STATE_SECRETS:
        raise Refused(NO_SECRETS)
    if paper.disclosure not in Disclosure.values:
        raise Refused("请选公开属性。")
    check_closed_says_why(paper.disclosure, paper.disclosure_reason)
    if not paper.title.strip() or not paper.body.strip():
        raise Refused("标题和正文都要写好，才能送审。")


def is_marked_secret(fields: Mapping[str, Any]) -> bool:
    """Whether somebody who writes has marked his text as a state secret."""
    said = fields.get("secrecy") or ""
    marks = [said] if isinstance(said, str) else said
    return any(mark in STATE_SECRETS for mark in marks)


def check_goes_its_way(paper: Outgoing) -> None:
    """A3.2.3–A3.2.6: it is signed by whom it asks for as it stands, after all who look at it first."""
    case = case_of(paper)
    moved = _led_elsewhere(paper, case.facts) if case is not None else []
    if moved:
        raise Refused(f"{'、'.join(moved)}在送审以后改过，要重新审核。请退回给「拟稿」，改好再送。")


def _led_elsewhere(paper: Outgoing, facts: Mapping[str, Any]) -> list[str]:
    matter = matter_of(paper)
    now = matter.facts_of(paper, LEADING)
    moved = {key for key in now.keys() & facts.keys() if now[key] != facts[key]}
    return [fact.label for fact in matter.facts if fact.key in moved]


def check_is_wording(paper: Outgoing) -> None:
    """DOC-40: whose name, which kind, to whom, who may read it: none of that is wording."""
    signed = paper.signed_version
    changed = Words.kept(signed.words).changes_of_substance(Words.of(paper)) if signed else []
    if not changed:
        return
    case = case_of(paper)
    elsewhere = case is not None and _led_elsewhere(paper, case.facts)
    where = "退回给「拟稿」，重新送审" if elsewhere else "退回给「签发」"
    raise Refused(
        f"{'、'.join(changed)}改过，不是文字性改动。"
        f"这些改动须退回签发人重新签发（DOC-40）：请点「退回」，{where}。"
    )


def check_is_unsent(sheet: UUID) -> None:
    """One sheet becomes one document: raises Stale once it has been sent."""
    if Outgoing.objects.filter(sheet=sheet).exists():
        raise Stale(
            "这一页的文稿已经送出。要改的，请从「发文办理」打开它；要另写一份，请重新拟稿。"
        )


def check_can_amend(paper: Outgoing, *, by: Capacity) -> Case | None:
    """The text is changed while it is a draft, by whom it has come back to, and at the re-check.

    Answers with the case it is under way in, or nothing where it was taken back. Raises Refused.
    """
    case = case_of(paper)
    if paper.voided_on is not None:
        raise Refused("这份文稿已经作废，不能再改。请另行拟稿。")
    if case is None or case.outcome == Outcome.WITHDRAWN:
        _check_own(paper, by)
        return None
    if _writing(case, by.person_id) is None:
        raise Refused("文稿已经送出，不能再改。需要改的，请现在办理的人退回。")
    return case


def may_amend(paper: Outgoing, *, by: Capacity) -> bool:
    return passes(lambda: check_can_amend(paper, by=by))


def _check_own(paper: Outgoing, by: Capacity) -> None:
    if paper.drafter_id != by.person_id:
        raise Refused(f"这份文稿由 {paper.drafter} 撤回，只有拟稿人可以改。")


def _writing(case: Case, officer: int) -> Task | None:
    """The task in which this officer may change the text: the first stage, or the re-check."""
    mine = case.tasks.filter(status=Status.OPEN, blocks=True).lying_with(officer)
    return next((task for task in mine if task.stage == FIRST or task.kind == RECHECK), None)


def is_rechecking(case: Case, officer: int) -> bool:
    task = _writing(case, officer)
    return task is not None and task.kind == RECHECK


def check_can_void(paper: Outgoing, *, by: Capacity) -> None:
    """A draft that leads nowhere is voided by its drafter, or by the office, until it is sent."""
    if paper.voided_on is not None:
        raise Refused("这份文稿已经作废。")
    if paper.sent_on is not None or paper.filed_on is not None:
        raise Refused("已经分发的文件不能作废。请办更正、收回、撤销或废止。")
    if paper.drafter_id != by.person_id and not today_of(by.person_id).in_office:
        raise Refused("文稿由拟稿人或党政办作废。")
    if paper.is_signed and not today_of(by.person_id).has_role("office_director"):
        raise Refused("已经签发的文稿由办公室主任作废，字号留存。")


def may_void(paper: Outgoing, *, by: Capacity) -> bool:
    return passes(lambda: check_can_void(paper, by=by))


def check_is_formal(paper: Outgoing) -> None:
    """A3.2.7: no red head and no seal before the re-check; DOC-41: nor without a number."""
    if not paper.is_signed:
        raise Refused("还没有签发，不能出正式文件。")
    if paper.rechecked_on is None:
        raise Refused("复核之后才能套红头、用印（A3.2.7）。请先由拟稿人复核。")
    if not paper.number:
        raise Refused("还没有编号，不能出正式文件（DOC-41）。")


def check_code_is_free(code: str, township_id: int) -> None:
    if Series.objects.filter(township_id=township_id, code=code).exists():
        raise Refused(f"代字「{code}」已经有了。")


def check_directs(by: Capacity) -> None:
    if not today_of(by.person_id).has_role("office_director"):
        raise Refused("这件事由办公室主任办。")


def check_in_office(by: Capacity) -> None:
    if not today_of(by.person_id).in_office:
        raise Refused("这件事由党政办公室办。")
