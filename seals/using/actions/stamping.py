"""用印: the seal comes down, and the ledger has a line of it (A4.6, A4.7, SEAL-10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.base import File as Content
from django.db.models import F

from seals.keeping.models import Life, Seal
from seals.using import rules
from seals.using.acts import Act
from seals.using.models import Request, Stamping
from township_office import clock
from township_office.approvals.models import Event
from township_office.approvals.registry import case_of
from township_office.approvals.run import hold
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.actions import keep
from township_office.numbers.counters import take
from township_office.web.once import together
from township_office.web.refusals import Refused, Stale

ACROSS = "加盖骑缝章"


@together
def stamp(
    request: Request,
    *,
    copies: int,
    taken_by: str = "",
    scan: Content[Any] | None = None,
    by: Capacity,
) -> Stamping:
    """The keeper stamps so many copies of what was approved; the case stays where it is.

    Raises Refused for anybody but the keeper in person (A4.1), while the seal is out (A4.5), for
    more copies than approved (A4.7), where no approval of this very content holds (SEAL-05,
    SEAL-11), and where the class asks for a scan that is missing; Stale when somebody was faster.
    """
    case = case_of(request)
    hold(id=case.pk if case else 0)
    take_in_hand(request.seal, by)
    approvals = rules.check_approved(request, by=by)
    _check_scan(request, scan)
    line = _line(request, copies, _approvers(request, approvals), taken_by, by)
    record(Act.STAMPED, request, by=by, after=_after(line))
    return _written(line, scan, by)


@together
def stamp_for_document(
    request: Request,
    *,
    copies: int,
    taken_by: str = "",
    digest: str = "",
    scan: Content[Any] | None = None,
    by: Capacity,
) -> Stamping:
    """The same for what was born of a signed document, whose stage 用印 asks the keeper.

    ``digest`` is that of the pages as they print. The document says itself whether its signature
    holds now (``rules.ready_when``). Raises as ``stamp`` does.
    """
    take_in_hand(request.seal, by)
    rules.check_source_ready(request)
    line = _line(request, copies, _signers(request), taken_by, by)
    line.origin, line.digest = Stamping.Origin.DOCUMENT, digest or line.digest
    if not request.left:
        request.closed_on = clock.today()
        request.save(update_fields=["closed_on"])
    record(Act.STAMPED_DOCUMENT, request, by=by, after=_after(line))
    return _written(line, scan, by)


def take_in_hand(seal: Seal, by: Capacity) -> None:
    """Hold the seal's row to the end of this transaction, in use and in the house (ADR 8).

    Taking it out and handing it over do the same: who comes second waits, and then finds it gone.
    """
    here = Seal.objects.filter(pk=seal.pk, status=Life.IN_USE, out_since__isnull=True)
    taken = here.update(status=Life.IN_USE)
    seal.refresh_from_db()
    rules.check_at_the_seal(seal, by=by)
    if not taken:
        raise Stale(f"{seal.name}刚刚有了变动，没有用印。请刷新看过再办。")


def _line(request: Request, copies: int, approvers: str, taken_by: str, by: Capacity) -> Stamping:
    """Count the copies against what is approved, and take the ledger's next number."""
    _count(request, copies)
    year = clock.today().year
    return Stamping(
        township_id=request.township_id,
        year=year,
        number=take(request.township_id, rules.LEDGER, year),
        request=request,
        seal=request.seal,
        seal_name=request.seal.name,
        department=request.department.name,
        matter=request.matter.name,
        title=request.title,
        document_number=request.document_number,
        copies=copies,
        approvers=approvers[:200],
        handler=_handler(request)[:80],
        keeper_id=by.person_id,
        keeper_name=by.officer_name,
        taken_by=taken_by,
        digest=rules.digest_of(request),
        scan_required=request.matter.scan_required,
        note=ACROSS if request.across else "",
    )


def _count(request: Request, copies: int) -> None:
    """A4.7: never more than approved, whoever stamps at the same moment."""
    rules.check_copies(request, copies)
    open_still = Request.objects.filter(pk=request.pk, voided_on__isnull=True)
    room = open_still.filter(stamped__lte=F("copies") - copies)
    counted = room.update(stamped=F("stamped") + copies)
    request.refresh_from_db(fields=["stamped", "copies", "voided_on"])
    if not counted:
        rules.check_copies(request, copies)
        raise Stale("这份申请刚刚有了变化，没有用印。请刷新看过再办。")
    request.save(update_fields=["stamped"])  # for its history: an update leaves none


def _written(line: Stamping, scan: Content[Any] | None, by: Capacity) -> Stamping:
    line.save(force_insert=True)
    if scan is not None:
        keep(scan, attached_to=line, by=by, role=rules.SCAN)
    return line


def _check_scan(request: Request, scan: Content[Any] | None) -> None:
    """A4.8: contracts and weighty matters leave a scan of the stamped page."""
    if request.matter.scan_required and scan is None:
        raise Refused(f"{request.matter}盖章后须留扫描件，请传上盖好章的页面。")


def _approvers(request: Request, approvals: Sequence[Event]) -> str:
    """党委书记 陈志远、镇长 王建国（电话同意，孙丽记录）."""
    if not approvals:
        return _signers(request)
    return _joined(f"{each.post_name} {each.in_ledger}" for each in approvals)


def _signers(request: Request) -> str:
    """镇长 王建国（签发）."""
    return _joined(f"{each.get('post', '')} {each['name']}（签发）" for each in request.signers)


def _joined(names: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(each.strip() for each in names))


def _handler(request: Request) -> str:
    """马军（代 张三）: who handed it in, and for whom."""
    name = request.applicant.name
    return f"{name}（代 {request.on_behalf}）" if request.on_behalf else name


def _after(line: Stamping) -> dict[str, Any]:
    words = {
        "登记号": f"〔{line.year}〕{line.number}号",
        "印章": line.seal_name,
        "份数": line.copies,
        "批准人": line.approvers,
        "领取人": line.taken_by,
    }
    return {label: value for label, value in words.items() if value != ""}
