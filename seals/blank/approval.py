"""What a request for blank sheets tells the engine: facts, the keeper, stage kinds."""

from collections.abc import Sequence

from seals.blank import actions, forms, rules
from seals.blank.models import BlankRequest
from seals.keeping.models import SealOf
from seals.keeping.rules import keeper_seats
from township_office.approvals.core import Seat
from township_office.approvals.registry import Fact, Kind, Matter, Role, register
from township_office.audit.capacity import Capacity
from township_office.people.models import Line


def seal_of(request: BlankRequest) -> str:
    """Whose seal; before one is chosen the way is that of most."""
    return str(request.seal.organ) if request.seal_id else SealOf.GOVERNMENT.value


def keeper(request: BlankRequest) -> Sequence[Seat]:
    return keeper_seats(request.seal) if request.seal_id else []


def _approve(request: BlankRequest, form: forms.ApproveForm, by: Capacity) -> None:
    rules.check_approves(request, by=by)


def _stamp(request: BlankRequest, form: forms.StampForm, by: Capacity) -> None:
    actions.stamp_blank(request, sheets=form.cleaned_data["sheets"], by=by)


BLANK = register(
    Matter(
        key="seals.blank",
        name="空白用印",
        icon="stamp",
        url_name="seals:blank",
        model=BlankRequest,
        facts=[
            Fact("seal", "印章", seal_of, SealOf.choices),
            Fact("side", "归口", lambda request: request.side, Line.choices),
        ],
        roles=[Role("keeper", "印章保管人", keeper, pending="先办移交，确定保管人")],
        kinds=[
            Kind("seals.request_blank", "申请", forms.OpinionForm, deciding=False, mandatory=True),
            Kind(
                rules.APPROVE,
                "审批",
                forms.ApproveForm,
                _approve,
                box="领导审批",
                mandatory=True,
                follows=["seals.request_blank"],
                refusal=lambda request: "不同意空白用印",
                fresh=True,
            ),
            Kind(
                rules.STAMP,
                "逐张编号用印",
                forms.StampForm,
                _stamp,
                box="用印",
                deciding=False,
                mandatory=True,
                follows=[rules.APPROVE],
                sends_back_to="seals.request_blank",
                refusal=lambda request: "不予用印",
            ),
        ],
        label_of=lambda request: f"空白用印{request.label}",
        digest_of=rules.digest_of,
        no_phone=lambda request: "空白用印须主要领导本人审批，不能电话请示（B2.5）。",
    )
)
