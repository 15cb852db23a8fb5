"""May X ask for a seal, or stamp with it, now: each rule a sentence that says what to do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import IO, Any

from django.db import models

from seals.keeping.models import Seal
from seals.keeping.rules import check_in_use, check_is_here, check_keeps, custody_of
from seals.using.checks import BLANK, is_blank
from seals.using.models import STAMP, Item, MatterClass, Nature, Request
from township_office.approvals.content import digest_of as digest_of_case
from township_office.approvals.core import FIRST, Outcome
from township_office.approvals.models import Case, Confirmation, Event, Task
from township_office.approvals.registry import case_of
from township_office.audit.capacity import Capacity
from township_office.files.models import File
from township_office.numbers.series import declare as numbered
from township_office.people.today import today_of
from township_office.townships.settings import declare, settings_of
from township_office.web.refusals import Refused, passes

SECOND_LEADER = declare(
    "seals.second_leader",
    "书记、镇长一人兼任时，合同、人事、财务用印由另一位班子成员同批",
    default=True,
    clause="A4.3",
)
BOTH_LEADERS = declare(
    "seals.both_leaders",
    "合同、人事、财务用印须两位主要领导同批（按镇里办法时）",
    default=True,
    clause="A4.3 B2.3",
)
DIRECTOR_DECIDES = declare(
    "seals.director_decides_office_seal",
    "党政办印章的使用由办公室主任审批",
    default=False,
    clause="A4.2",
)
LEGAL_OPINION = declare(
    "seals.legal_opinion", "合同用印须附合法性审查意见", default=True, clause="A4.3"
)
LEDGER = numbered("seals.ledger", "用印登记编号")  # whoever stamps, corrects or brings home
APPROVE = "seals.approve"  # the stage kinds; approval.py declares them
APPROVE_FOR_CITIZEN = "seals.approve_for_citizen"
APPROVALS = (APPROVE, APPROVE_FOR_CITIZEN)
CONTENT, LEGAL, SUPERSEDED, SCAN = "content", "legal", "superseded", "scan"
PRINCIPAL = ("party_secretary", "mayor")
WHOLE_IDENTITY = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)")


# Asking


def needs_legal_opinion(matter: MatterClass) -> bool:
    """A contract carries its legal opinion, where the township has it so."""
    return matter.legal_opinion and bool(settings_of(matter.township_id)[LEGAL_OPINION.key])


def check_is_not_blank(matter: MatterClass) -> None:
    """B2.5: nobody gets a seal on blank paper by this way."""
    if matter.nature == Nature.BLANK:
        raise Refused(BLANK)


def check_can_be_asked_for(seal: Seal) -> None:
    check_in_use(seal)
    if custody_of(seal) is None:
        raise Refused(f"{seal.name}还没有保管人，不能申请。请先在「印章」里办理移交。")


def check_content(request: Request, content: Sequence[IO[bytes]], *, lines: bool = False) -> None:
    """SEAL-08: what is to be stamped is handed in with the request, and something stands on it."""
    if not (content or lines or request.wording.strip() or has_content(request)):
        raise Refused("请传上要盖章的定稿。没有内容的不能用印（B2.5、SEAL-08）。")
    for each in content:
        check_says_something(each)


def check_says_something(content: IO[bytes]) -> None:
    """One file of what is to be stamped. Raises Refused where no page of it says anything."""
    name = getattr(content, "name", "") or "文件"
    try:
        blank = is_blank(content)
    except ValueError as broken:
        raise Refused(f"“{name}”打不开，看不到要盖章的内容。请另存后再传。") from broken
    if blank:
        raise Refused(f"“{name}”是空白的。{BLANK}")


def has_content(request: Request) -> bool:
    """Whether it says already what is to be stamped: by a file, its list, or a signed document."""
    return has_file(request) or (request.pk is not None and request.items.exists())


def has_file(request: Request) -> bool:
    """Whether there is a file already, or a signed document, beside what the form itself says."""
    if request.source_id is not None:
        return True
    return request.pk is not None and content_of(request).exists()


def check_list(request: Request, lines: Iterable[Item]) -> None:
    """A4.7: a list is approved copy by copy, so that it and the request count the same."""
    total = sum(line.copies for line in lines)
    if total and total != request.copies:
        raise Refused(f"清单合计 {total} 份，申请的是 {request.copies} 份，请改成一样。")


def check_covers_stamped(request: Request) -> None:
    """A4.7: what was stamped before it came back has been approved, and stays so."""
    if request.copies < request.stamped:
        raise Refused(
            f"已经盖了 {request.stamped} 份，份数不能改成 {request.copies} 份。"
            "余下不再盖的，请保管人办理「余下不再盖」。"
        )


def content_of(request: Request) -> models.QuerySet[File]:
    """The very files to be stamped, as they were handed in last."""
    return File.objects.attached_to(request).filter(role=CONTENT)


def check_legal_opinion(request: Request, given: Iterable[Any]) -> None:
    """A4.3 by the township's setting: the class says which matters need one."""
    if not needs_legal_opinion(request.matter) or list(given):
        return
    standing = request.pk and File.objects.attached_to(request).filter(role=LEGAL).exists()
    if not standing:
        raise Refused(f"{request.matter}用印须附合法性审查意见，请传上审查意见再送。")


# At the counter


def check_at_counter(request: Request, *, by: Capacity) -> None:
    """B2.2: what a citizen without account has stamped, entered by whoever serves him."""
    check_matter_at_counter(request.matter)
    check_is_another(request.on_behalf, by=by)
    for name, words in (("姓名", request.on_behalf), ("事由", request.title)):
        check_no_identity_number(name, words)


def check_matter_at_counter(matter: MatterClass) -> None:
    if not MatterClass.objects.at_counter().filter(pk=matter.pk).exists():
        raise Refused(f"「{matter}」不在柜台登记，请用「申请用印」。")


def check_is_another(name: str, *, by: Capacity) -> None:
    """Who came is another: one's own paper is asked for by oneself, and decided by others (SEAL-11)."""
    if not name.strip():
        raise Refused("请填来办事的人的姓名。")
    if name.strip() == by.officer_name:
        raise Refused("自己要盖的不在柜台登记，请用「申请用印」。")


def check_no_identity_number(name: str, words: str) -> None:
    """Of an identity number never more than its last four digits are kept."""
    if WHOLE_IDENTITY.search(words):
        raise Refused(f"{name}里不要填完整的身份证号，只留后四位。")


# Amending, sending again, voiding


def check_can_amend(request: Request, *, by: Capacity) -> Case | None:
    """It is mended by its applicant while it is a draft again or has come back to him.

    Answers with the case it is under way in, or nothing where it was taken back. Raises Refused.
    """
    case = case_of(request)
    if request.voided_on is not None:
        raise Refused("这份申请已经作废，不能再改。请另行申请。")
    if case is None:
        raise Refused("随文用印的申请跟着公文走，不能单独修改。")
    if case.outcome == Outcome.WITHDRAWN:
        _check_own(request, by)
        return None
    mine = case.tasks.filter(stage=FIRST, blocks=True).lying_with(by.person_id)
    if case.outcome or not mine.exists():
        raise Refused("申请已经送出，内容不能再改。需要改的，请现在办理的人退回。")
    return case


def _check_own(request: Request, by: Capacity) -> None:
    if request.applicant_id != by.person_id:
        raise Refused(f"这份申请由{request.applicant}收回，只有申请人可以改。")


def check_can_void(request: Request, *, by: Capacity) -> None:
    """A request is voided by its applicant or the office, until something was stamped for it."""
    if request.voided_on is not None:
        raise Refused("这份申请已经作废。")
    if request.with_document:
        return  # the document's own rules have spoken
    if request.closed_on is not None:
        raise Refused("这份申请已经了结，不能作废。")
    if request.stamped:
        raise Refused(
            f"已经盖了 {request.stamped} 份，不能作废。余下不盖的，请保管人办理「余下不再盖」。"
        )
    if request.applicant_id != by.person_id and not today_of(by.person_id).in_office:
        raise Refused("申请由申请人或党政办作废。")


def may_void(request: Request, *, by: Capacity) -> bool:
    """Whether the way to 作废 is worth showing; what goes with a document is voided with it."""
    return not request.with_document and passes(lambda: check_can_void(request, by=by))


# What was approved, and whether it holds now


def digest_of(request: Request) -> str:
    """What is decided upon (SEAL-11): the seal, the copies, what for, and the very content."""
    said = (
        request.seal_id,
        request.copies,
        request.matter_id,
        request.title,
        request.document_number,
        request.across,
        request.side,
        request.on_behalf,
        request.for_outsider,
        request.wording,
        [[each.what, each.whom, each.copies] for each in request.items.all()],
        request.signers,
        list(content_of(request).values_list("sha256", flat=True)),
    )
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def check_approved(request: Request, *, by: Capacity) -> list[Event]:
    """A4.2, SEAL-05, SEAL-11: it is at the seal, and approved as it stands at this moment.

    Answers with what the leaders said; nothing where the signature of a document suffices.
    """
    case = case_of(request)
    if request.voided_on is not None or case is None or case.outcome:
        raise Refused("这份申请已经了结或作废，不能再用印。")
    if not at_the_seal(case, by).exists():
        raise Refused("这份申请现在不在您这里用印：还没有批准，或者已经退回。")
    check_unchanged(case)
    approvals = approvals_of(case)
    if not approvals and not request.signature_suffices:
        raise Refused("没有查到有效的批准，不能用印（SEAL-05）。请退回申请人重新报批。")
    return approvals


def at_the_seal(case: Case, by: Capacity) -> models.QuerySet[Task]:
    """The keeper's open task, if it lies with whoever acts."""
    return case.tasks.filter(kind=STAMP, blocks=True).lying_with(by.person_id)


def check_unchanged(case: Case) -> None:
    """SEAL-11: what is stamped equals what was submitted and approved."""
    if not is_unchanged(case):
        raise Refused("申请的内容或文件与批准时不一致，不能用印（SEAL-11）。请退回重新报批。")


def is_unchanged(case: Case) -> bool:
    sent = case.events.filter(verb=Event.Verb.SUBMIT).order_by("id").last()
    return sent is not None and sent.digest == digest_of_case(case)


def approvals_of(case: Case) -> list[Event]:
    """What the leaders agreed to, of the content as it is now.

    Raises Refused where one of them disowned his consent by telephone.
    """
    agreed = case.events.filter(kind__in=APPROVALS, verb=Event.Verb.AGREE)
    said = agreed.filter(digest=digest_of_case(case))
    approvals = list(said.order_by("task__number", "id"))  # by rank, as the rule asks them
    disowned = Confirmation.objects.filter(
        event__in=approvals, status=Confirmation.Status.DISOWNED
    ).select_related("leader")
    for each in disowned:
        raise Refused(f"{each.leader}否认了电话同意，不能用印。请退回申请人重新报批。")
    return approvals


def check_copies(request: Request, copies: int) -> None:
    """A4.7: never more than approved."""
    if copies < 1:
        raise Refused("用印份数至少是 1 份。")
    if copies > request.left:
        raise Refused(
            f"批准 {request.copies} 份，已盖 {request.stamped} 份，最多再盖 {request.left} 份（A4.7）。"
        )


def check_at_the_seal(seal: Seal, *, by: Capacity) -> None:
    """A4.1, A4.5, B2.1: the keeper in person, with the seal in his hands."""
    if by.how != "online":
        raise Refused("用印由保管人本人当场办理，不能电话或代录。")
    check_in_use(seal)
    check_is_here(seal)
    check_keeps(seal, by=by)


# What was born of a signed document

Ready = Callable[[Any, Request], None]
_ready: dict[type[models.Model], Ready] = {}


def ready_when(model: type[models.Model], check: Ready) -> None:
    """Enter what says whether such a document may be stamped now; it raises Refused where not.

    Called once by the module whose documents they are. Without it nothing of theirs is stamped.
    """
    _ready[model] = check


def check_source_ready(request: Request) -> None:
    """The signature holds at this moment: the document itself is asked."""
    source = request.source
    if request.voided_on is not None or source is None or not request.signature_suffices:
        raise Refused("这份文件的用印申请已经作废，或没有签发，不能用印。")
    check = _ready.get(type(source))
    if check is None:
        raise Refused("这类文件不能随文用印，请另行申请。")
    check(source, request)
