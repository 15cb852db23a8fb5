"""What requests for a seal tell the engine: facts, relative roles, stage kinds."""

from collections.abc import Iterable, Sequence

from seals.keeping.models import SealOf, Sort
from seals.keeping.rules import keeper_seats
from seals.using import actions, forms
from seals.using.models import STAMP, Nature, Request
from seals.using.rules import APPROVE, APPROVE_FOR_CITIZEN, PRINCIPAL, digest_of
from township_office.approvals.core import Seat
from township_office.approvals.models import Case
from township_office.approvals.registry import Fact, Kind, Matter, Role, register
from township_office.audit.capacity import Capacity
from township_office.people.models import Appointment, Charge, Line, Post
from township_office.people.today import today_of

YES_NO = [(True, "是"), (False, "否")]
APPLICANTS = [("party_secretary", "党委书记"), ("mayor", "镇长"), ("other", "其他人")]
MATTERS = [(each.value, each.label) for each in Nature if each != Nature.BLANK]


def applicant(request: Request) -> str:
    """Whether a principal leader asks: his asking is his own consent (flows.md, Who then)."""
    today = today_of(request.applicant_id)
    return next((role for role in PRINCIPAL if today.has_role(role)), "other")


def seal_owner(request: Request) -> Sequence[Seat]:
    """Of a name seal the leader himself, of any other whoever heads the owner's department."""
    seal = request.seal
    if seal.sort == Sort.NAME:
        return [Seat(post=seal.leader_id)] if seal.leader_id else []
    heads = Post.objects.filter(department=seal.owner_id or request.department_id, heads=True)
    return _seats(heads.values_list("pk", flat=True))


def deputy_lead(request: Request) -> Sequence[Seat]:
    """The leader in charge of the seal's owner, or of who asks; for no name seal."""
    if request.seal.sort == Sort.NAME:
        return []
    return _in_charge(department=request.seal.owner_id or request.department_id)


def office_deputy_lead(request: Request) -> Sequence[Seat]:
    """The leader in charge of the office itself (分管办公室的领导)."""
    return _in_charge(department__township_id=request.township_id, department__is_office=True)


def principal_leader(request: Request) -> Sequence[Seat]:
    """By the side of the matter; what one of them asks for, the other decides."""
    order = PRINCIPAL[::-1] if request.side == Line.GOVERNMENT else PRINCIPAL
    posts = (post for role in order for post in Post.objects.of_role(request.township_id, role))
    return _seats(post.pk for post in posts if _held_by_another(post, {request.applicant_id}))[:1]


def second_leader(request: Request) -> Sequence[Seat]:
    """Where one person holds both posts (or asks himself), the next leader in rank decides too."""
    first = Appointment.objects.on().filter(
        post__township_id=request.township_id, post__role__in=PRINCIPAL
    )
    taken = {request.applicant_id, *first.values_list("officer", flat=True)}
    leaders = Post.objects.filter(township_id=request.township_id, leader=True)
    others = leaders.exclude(role__in=PRINCIPAL).order_by("rank", "pk")
    return _seats(post.pk for post in others if _held_by_another(post, taken))[:1]


def keeper(request: Request) -> Sequence[Seat]:
    """Whoever has the seal in custody, never simply who holds the post (ADR 8)."""
    return keeper_seats(request.seal)


def _held_by_another(post: Post, than: set[int]) -> bool:
    held = Appointment.objects.on().filter(post=post, officer__is_active=True)
    return held.exclude(officer__in=than).exists()


def _in_charge(**of: object) -> Sequence[Seat]:
    return _seats(Charge.objects.on().filter(**of).values_list("post", flat=True))


def _seats(posts: Iterable[int]) -> list[Seat]:
    return [Seat(post=pk) for pk in posts]


def _stamp(request: Request, form: forms.StampForm, by: Capacity) -> None:
    """What is stamped now; nothing, where the rest is given up after a part."""
    deed = form.deed()
    if deed["copies"]:
        actions.stamp(request, **deed, by=by)


def _ended(request: Request, case: Case, by: Capacity) -> None:
    actions.end_request(request, case, by=by)


USE = register(
    Matter(
        key="seals.use",
        name="用印",
        icon="stamp",
        url_name="seals:request",
        model=Request,
        facts=[
            Fact("signature_suffices", "已由签发批准", lambda it: it.signature_suffices, YES_NO),
            Fact("matter", "用印事项", lambda request: request.matter.nature, MATTERS),
            Fact("seal", "印章", lambda request: request.seal.organ, SealOf.choices),
            Fact("side", "归口", lambda request: request.side, Line.choices),
            Fact("applicant", "申请人", applicant, APPLICANTS),
            Fact("for_outsider", "对外单位、个人", lambda request: request.is_outside, YES_NO),
            Fact("for_citizen", "柜台代办的常规表格", lambda it: it.is_for_the_clerk, YES_NO),
        ],
        roles=[
            Role("keeper", "印章保管人", keeper, pending="先办移交，确定保管人"),
            Role("seal_owner", "印章所属机构负责人", seal_owner),
            Role("deputy_lead", "分管领导", deputy_lead),
            Role("principal_leader", "主要领导", principal_leader),
            Role("second_leader", "另一位班子成员", second_leader),
            Role("office_deputy_lead", "分管办公室的领导", office_deputy_lead),
        ],
        kinds=[
            Kind("seals.request", "申请", forms.OpinionForm, deciding=False, mandatory=True),
            Kind(
                APPROVE,
                "审批",
                forms.ApproveForm,
                box="审批意见",
                mandatory=True,
                follows=["seals.request"],
                quick="同意用印。",
                refusal=lambda request: "不同意用印",
                spared={"signature_suffices": [True], "for_citizen": [True]},
                fresh=True,
            ),
            # what the clerk enters for a citizen is another's and not his own, so that he decides it
            # (B2.2); a flow that leaves this out asks nobody, and the keeper stamps nothing (SEAL-05)
            Kind(
                APPROVE_FOR_CITIZEN,
                "审批",
                forms.ApproveForm,
                box="审批意见",
                deciding=False,
                follows=["seals.request"],
                quick="同意用印。",
                refusal=lambda request: "不同意用印",
                fresh=True,
                name="柜台代办审批",
            ),
            Kind(
                STAMP,
                "用印",
                forms.StampForm,
                _stamp,
                box="用印",
                deciding=False,
                mandatory=True,
                follows=[APPROVE, APPROVE_FOR_CITIZEN],
                sends_back_to="seals.request",
                refusal=lambda request: "不予用印",
            ),
        ],
        label_of=lambda request: f"用印{request.label}",
        digest_of=digest_of,
        ended=_ended,
    )
)
