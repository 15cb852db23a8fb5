"""What an outing tells the engine: facts, the keeper, stage kinds."""

import json
from collections.abc import Sequence
from hashlib import sha256

from seals.keeping.models import SealOf
from seals.keeping.rules import keeper_seats
from seals.outing import actions, forms, rules
from seals.outing.models import Extension, Outing
from seals.outing.rules import APPROVE, HAND_OUT
from township_office.approvals.core import Outcome, Seat
from township_office.approvals.models import Case
from township_office.approvals.registry import Fact, Kind, Matter, Role, register
from township_office.audit.capacity import Capacity
from township_office.files.models import File
from township_office.web.refusals import Refused


def seal_of(outing: Outing) -> str:
    """Whose seal; before one is chosen the way is that of most."""
    return str(outing.seal.organ) if outing.seal_id else SealOf.GOVERNMENT.value


def keeper(outing: Outing) -> Sequence[Seat]:
    return keeper_seats(outing.seal) if outing.seal_id else []


def digest(outing: Outing) -> str:
    """What is decided upon: the seal, scope, place, time, people, and every file shown with it."""
    shown = File.objects.attached_to(outing).filter(role="content").order_by("id")
    said = (
        outing.seal_id,
        outing.purpose,
        outing.place,
        outing.since.timestamp(),
        outing.until.timestamp(),
        outing.carrier_id,
        outing.escort_id,
        [(each.what, each.copies) for each in outing.sheets.all() if each.copies],
        *shown.values_list("sha256", flat=True),
    )
    return sha256(json.dumps(said).encode()).hexdigest()


def _approve(outing: Outing, form: forms.ApproveForm, by: Capacity) -> None:
    actions.approve_outing(outing, by=by)


def _hand_out(outing: Outing, form: forms.HandOutForm, by: Capacity) -> None:
    actions.hand_out(outing, by=by)


def _take_back(outing: Outing, form: forms.TakeBackForm, by: Capacity) -> None:
    actions.take_back(outing, form.found(), by=by)


def _ended(outing: Outing, case: Case, by: Capacity) -> None:
    """What ends before the seal left lets go of what was booked; while it is out nothing ends."""
    if case.outcome == Outcome.CONCLUDED:
        return
    if outing.is_out:
        raise Refused("印章还在外面，收回以后才能了结。")
    actions.let_go(outing, by=by)


def approver(extension: Extension) -> Sequence[Seat]:
    """Whoever approved the outing decides whether it lasts longer (A4.5)."""
    return rules.approving_seats(extension.outing)


def principal_leader(extension: Extension) -> Sequence[Seat]:
    return rules.leading_seats(extension.outing)


def digest_of_extension(extension: Extension) -> str:
    said = (extension.outing_id, extension.until.timestamp(), extension.reason)
    return sha256(json.dumps(said).encode()).hexdigest()


def _look_at_extension(extension: Extension, form: forms.OpinionForm, by: Capacity) -> None:
    rules.check_decides_longer(extension, by=by)
    rules.check_longer(extension.outing, extension.until)


def _extension_ended(extension: Extension, case: Case, by: Capacity) -> None:
    """Agreed to it lasts longer, refused it does not; taken back nobody has decided."""
    said = case.events.filter(kind=rules.APPROVE_EXTENSION).order_by("id").last()
    words = said.opinion if said else ""
    match case.outcome:
        case Outcome.CONCLUDED:
            actions.grant_longer(extension, words=words, by=by)
        case Outcome.REFUSED:
            actions.refuse_longer(extension, words=words, by=by)
        case _:
            actions.drop_longer(extension, by=by)


EXTENSION = register(
    Matter(
        key="seals.extension",
        name="外带延期",
        icon="calendar-plus",
        url_name="seals:outing_extension",
        model=Extension,
        facts=[Fact("seal", "印章", lambda it: it.outing.seal.organ, SealOf.choices)],
        roles=[
            Role("approver", "批准外带的领导", approver),
            Role("principal_leader", "主要领导", principal_leader),
        ],
        kinds=[
            Kind("seals.ask_extension", "申请", forms.OpinionForm, deciding=False, mandatory=True),
            Kind(
                rules.APPROVE_EXTENSION,
                "审批",
                forms.ExtendForm,
                _look_at_extension,
                box="领导审批",
                mandatory=True,
                follows=["seals.ask_extension"],
                refusal=lambda extension: "不同意延期",
                fresh=True,
            ),
        ],
        label_of=lambda extension: f"外带{extension.outing.label}延期",
        digest_of=digest_of_extension,
        ended=_extension_ended,
        no_phone=lambda extension: "外带延期须领导本人审批，不能电话请示（A4.5）。",
    )
)

OUTING = register(
    Matter(
        key="seals.outing",
        name="印章外带",
        icon="briefcase",
        url_name="seals:outing",
        model=Outing,
        facts=[Fact("seal", "印章", seal_of, SealOf.choices)],
        roles=[Role("keeper", "印章保管人", keeper, pending="按所选的印章确定")],
        kinds=[
            Kind("seals.ask_outing", "申请", forms.OpinionForm, deciding=False, mandatory=True),
            Kind(
                APPROVE,
                "审批",
                forms.ApproveForm,
                _approve,
                box="领导审批",
                mandatory=True,
                follows=["seals.ask_outing"],
                refusal=lambda outing: "" if outing.is_out else "不同意外带",
                fresh=True,
            ),
            Kind(
                HAND_OUT,
                "交出",
                forms.HandOutForm,
                _hand_out,
                box="交出",
                deciding=False,
                mandatory=True,
                follows=[APPROVE],
                sends_back_to=APPROVE,
                refusal=lambda outing: "" if outing.is_out else "不再外带，了结",
            ),
            # no limit of the engine's: an outing has its own end, which may be extended (tasks.py)
            Kind(
                "seals.take_back",
                "收回",
                forms.TakeBackForm,
                _take_back,
                box="收回",
                deciding=False,
                mandatory=True,
                follows=[HAND_OUT],
            ),
        ],
        label_of=lambda outing: f"外带{outing.label}",
        digest_of=digest,
        ended=_ended,
        no_phone=lambda outing: "外带印章须领导本人审批，不能电话请示（A4.5）。",
    )
)
