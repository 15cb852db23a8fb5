"""用印: which seals a document takes, who keeps them, how many copies still want them (A4.1, A4.7)."""

from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType

from documents.outgoing.models import Outgoing
from documents.outgoing.rules.papers import organs_named
from seals.keeping.models import Custody, Seal, SealQuerySet
from seals.using.models import Request, RequestQuerySet
from township_office.approvals.registry import case_of
from township_office.audit.capacity import Capacity
from township_office.townships.names import organ_name
from township_office.web.refusals import Refused

SEAL = "documents.seal"
NOT_HIS = "这份文件要盖的印章不由您保管，请交保管人用印（A4.1）。"


def seals_of(paper: Outgoing) -> list[Seal]:
    """The seals of the organs that sign, as many as sign (SEAL-12). Raises Refused for one not in use."""
    named = organs_named(paper)
    in_use = {seal.organ: seal for seal in _seals_in_use(paper).filter(organ__in=named)}
    for organ in named:
        if organ not in in_use:
            name = organ_name(paper.township, organ)
            raise Refused(f"{name}没有在用的印章。请办公室主任先在「印章」里登记。")
    return [in_use[organ] for organ in named]


def _seals_in_use(paper: Outgoing) -> SealQuerySet:
    return Seal.objects.filter(township=paper.township_id).in_use()


def requests_of(paper: Outgoing) -> RequestQuerySet:
    """What it asked of the seals, for its printing and for further copies."""
    kind = ContentType.objects.get_for_model(Outgoing)
    asked = Request.objects.filter(source_type=kind, source_id=paper.pk, voided_on__isnull=True)
    return asked.select_related("seal").order_by("id")


def standing_requests(paper: Outgoing) -> list[Request]:
    """What it asked when it was printed."""
    return list(requests_of(paper).filter(with_document=True))


def requests_kept_by(paper: Outgoing, by: Capacity) -> list[Request]:
    """Those for seals in his keeping (A4.1). Raises Refused where there is none."""
    own = requests_for_keeper(standing_requests(paper), by.person_id)
    if not own:
        raise Refused(NOT_HIS)
    return own


def requests_for_keeper(asked: Sequence[Request], officer: int) -> list[Request]:
    """Those of them that ask for a seal in his keeping."""
    kept = Custody.objects.filter(officer=officer, until__isnull=True)
    own = set(kept.filter(seal__in=[each.seal_id for each in asked]).values_list("seal", flat=True))
    return [each for each in asked if each.seal_id in own]


def check_all_stamped(asked: Iterable[Request]) -> None:
    """The stage 用印 is left when every printed copy bears his seals; a part is but a stop."""
    left = max((each.left for each in asked), default=0)
    if left:
        raise Refused(f"还有 {left} 份没有盖。先盖一部分的，请点「先盖一部分」。")


def check_stamped_by_others(paper: Outgoing) -> None:
    """A4.1: who keeps none of its seals ends his part when their keepers have stamped every copy."""
    if any(each.left for each in standing_requests(paper)):
        raise Refused(NOT_HIS)


def check_lies_at_the_seal(paper: Outgoing, by: Capacity) -> None:
    case = case_of(paper)
    if case is None or not case.tasks.filter(kind=SEAL).lying_with(by.person_id).exists():
        raise Refused("这份文件现在不在您这里用印。")


def check_is_a_part(asked: Iterable[Request], copies: int) -> None:
    """The last copies end the stage, by its own form."""
    left = max(each.left for each in asked)
    if copies >= left:
        raise Refused(f"还要盖 {left} 份，先盖的要比它少。一次盖完的，请在「用印」里办结。")


def check_wants_stamping(asked: Sequence[Request], copies: int) -> None:
    """A4.7: what was spoilt is printed anew, so that no copy is counted twice."""
    left = max(each.left for each in asked)
    if not left:
        raise Refused("印出的份数都已盖过。盖坏了要重盖的，请退回印制，重印以后再盖。")
    if copies > left:
        raise Refused(f"还要盖 {left} 份，不能盖 {copies} 份。盖坏了要重盖的，请退回印制。")
