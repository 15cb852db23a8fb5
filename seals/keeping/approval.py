"""What a handover and the life of a seal tell the engine: facts, relative roles, stage kinds."""

import json
from collections.abc import Sequence
from hashlib import sha256

from seals.keeping import actions, forms
from seals.keeping.models import DIRECTOR, Handover, Making, SealOf
from seals.keeping.rules import giver_seats, in_charge_of_the_office, third_persons
from township_office.approvals.core import Seat
from township_office.approvals.models import Case
from township_office.approvals.registry import Fact, Kind, Matter, Role, register
from township_office.audit.capacity import Capacity
from township_office.files.models import File
from township_office.people.models import Line, Post

ORGANISATION_HEAD = "organisation_head"


def _digest(*said: object) -> str:
    return sha256(json.dumps(said, default=str).encode()).hexdigest()


def handover_digest(handover: Handover) -> str:
    """What both agree to: which seal, to whom, with what, until when."""
    return _digest(
        handover.seal_id,
        handover.receiver_id,
        handover.receiver_post_id,
        handover.items,
        handover.until,
    )


def making_digest(making: Making) -> str:
    """What is decided upon: the seal as it is to be, and the imprints kept of it."""
    seal = making.seal
    imprints = File.objects.filter(role="imprint", object_id__in=seal.imprints.values("pk"))
    return _digest(
        making.what,
        making.reason,
        (seal.name, seal.organ, seal.sort, seal.side, seal.owner_id, seal.leader_id),
        seal.diameter.normalize() if seal.pk else seal.diameter,
        sorted(imprints.values_list("sha256", flat=True)),
    )


def _receiver(handover: Handover) -> Sequence[Seat]:
    return [Seat(officer=handover.receiver_id)] if handover.receiver_id else []


def _witnesses(role: str) -> Role:
    """Whoever holds the role and is no party to it."""
    labels = {DIRECTOR: "办公室主任", ORGANISATION_HEAD: "组织办主任"}

    def find(handover: Handover) -> Sequence[Seat]:
        posts = Post.objects.of_role(handover.seal.township_id, role)
        return third_persons(handover, list(posts.values_list("pk", flat=True)))

    return Role(role, labels[role], find)


def _give(handover: Handover, form: forms.GiveForm, by: Capacity) -> None:
    actions.give_seal(handover, by=by)


def _receive(handover: Handover, form: forms.ReceiveForm, by: Capacity) -> None:
    actions.receive_seal(handover, condition=form.cleaned_data["condition"], by=by)


def _hand_over(handover: Handover, by: Capacity) -> None:
    actions.hand_over(handover, by=by)


def _handover_ended(handover: Handover, case: Case, by: Capacity) -> None:
    actions.end_handover(handover, str(case.get_outcome_display()), by=by)


def _report(making: Making, form: forms.ReportForm, by: Capacity) -> None:
    actions.report_making(making, form.report(), files=form.cleaned_data["answers"], by=by)


def _complete(making: Making, by: Capacity) -> None:
    actions.complete_making(making, by=by)


def _making_ended(making: Making, case: Case, by: Capacity) -> None:
    actions.end_making(making, str(case.get_outcome_display()), by=by)


CUSTODY = register(
    Matter(
        key="seals.custody",
        name="印章移交",
        icon="arrow-left-right",
        url_name="seals:handover",
        model=Handover,
        facts=[Fact("seal", "印章", lambda handover: handover.seal.organ, SealOf.choices)],
        roles=[
            Role("giver", "移交人", giver_seats),
            Role("receiver", "接收人", _receiver),
            _witnesses(DIRECTOR),
            _witnesses(ORGANISATION_HEAD),
            Role(
                "office_deputy_lead",
                "分管办公室的领导",
                lambda handover: third_persons(handover, in_charge_of_the_office(handover.seal)),
            ),
        ],
        kinds=[
            Kind("seals.ask_custody", "提出", forms.OpinionForm, deciding=False, mandatory=True),
            Kind(
                "seals.give",
                "移交",
                forms.GiveForm,
                _give,
                box="移交人",
                deciding=False,
                mandatory=True,
                follows=["seals.ask_custody"],
            ),
            Kind(
                "seals.receive",
                "接收",
                forms.ReceiveForm,
                _receive,
                box="接收人",
                deciding=False,
                mandatory=True,
                follows=["seals.give"],
                sends_back_to="seals.give",
                refusal=lambda handover: "不接收",
            ),
            Kind(
                "seals.witness",
                "监交",
                forms.WitnessForm,
                settled=_hand_over,
                box="监交人",
                deciding=False,
                mandatory=True,
                follows=["seals.receive"],
                sends_back_to="seals.receive",
            ),
        ],
        label_of=lambda handover: "印章移交",
        digest_of=handover_digest,
        ended=_handover_ended,
    )
)

MAKING = register(
    Matter(
        key="seals.make",
        name="印章刻制启用停用缴销",
        icon="stamp",
        url_name="seals:making",
        model=Making,
        facts=[
            Fact("seal", "印章", lambda making: making.seal.organ, SealOf.choices),
            Fact("side", "归口", lambda making: making.seal.side, Line.choices),
        ],
        roles=[
            Role(
                "office_deputy_lead",
                "分管办公室的领导",
                lambda making: [Seat(post=pk) for pk in in_charge_of_the_office(making.seal)],
            ),
        ],
        kinds=[
            Kind("seals.ask_making", "申请", forms.OpinionForm, deciding=False, mandatory=True),
            Kind(
                "seals.vet_making",
                "审核",
                forms.VetForm,
                box="办公室审核",
                mandatory=True,
                follows=["seals.ask_making"],
                refusal=lambda making: "不予办理",
            ),
            Kind(
                "seals.approve_making",
                "批准",
                forms.ApproveForm,
                box="领导批准",
                mandatory=True,
                follows=["seals.vet_making"],
                quick="同意。",
                refusal=lambda making: "不批准",
                fresh=True,
            ),
            Kind(
                "seals.report_making",
                "报县",
                forms.ReportForm,
                _report,
                settled=_complete,
                box="报县",
                deciding=False,
                mandatory=True,
                follows=["seals.approve_making"],
            ),
        ],
        label_of=lambda making: f"印章{making.get_what_display()}",
        digest_of=making_digest,
        ended=_making_ended,
    )
)
