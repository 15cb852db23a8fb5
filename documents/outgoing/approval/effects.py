"""What each stage does to the document, when it may not be done, and what follows from its end."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from documents.incoming.models import Urgency
from documents.outgoing import actions, rules
from documents.outgoing.forms import stages
from documents.outgoing.forms.sending import DistributeForm
from documents.outgoing.models import Direction, Issuer, Outgoing
from seals.keeping.models import Seal
from seals.using.models import Request
from township_office.approvals.core import Outcome
from township_office.approvals.models import Case, Task
from township_office.audit.capacity import Capacity
from township_office.web.refusals import Refused


def vet(paper: Outgoing, form: stages.VetForm, by: Capacity) -> None:
    actions.vet(paper, by=by)


def consult(paper: Outgoing, form: stages.ConsultForm, by: Capacity) -> None:
    actions.consult(paper, agrees=form.consents, words=form.words(), whose=form.officer.pk, by=by)


def sign(paper: Outgoing, form: stages.SignForm, by: Capacity) -> None:
    actions.sign(paper, by=by)


def recheck(paper: Outgoing, form: stages.RecheckForm, by: Capacity) -> None:
    actions.recheck(paper, changed=form.declared, by=by)


def confirm_wording(paper: Outgoing, form: stages.ConfirmWordingForm, by: Capacity) -> None:
    actions.confirm_wording(paper, by=by)


def number(paper: Outgoing, form: stages.NumberForm, by: Capacity) -> None:
    actions.number_outgoing(paper, series=form.chosen, by=by)


def print(paper: Outgoing, form: stages.PrintForm, by: Capacity) -> None:
    actions.print_outgoing(paper, copies=form.cleaned_data["copies"], by=by)


def seal(paper: Outgoing, form: stages.SealForm, by: Capacity) -> None:
    if form.handed_on:
        rules.check_stamped_by_others(paper)
        return
    actions.seal_outgoing(paper, copies=form.cleaned_data["copies"], by=by)
    rules.check_all_stamped(rules.requests_kept_by(paper, by))


def enter(paper: Outgoing, form: stages.EnterForm, by: Capacity) -> None:
    actions.enter_outgoing(paper, by=by)


def distribute(paper: Outgoing, form: DistributeForm, by: Capacity) -> None:
    filed = form.cleaned_data["filed"]
    actions.distribute(paper, form.given(), parted=form.parted(), filed=filed, by=by)


def file(paper: Outgoing, form: stages.FileForm, by: Capacity) -> None:
    actions.file_outgoing(paper, retention=form.cleaned_data["retention"], by=by)


def no_phone(paper: Outgoing) -> str:
    """flows.md: what goes up, and what two organs sign, is never agreed by telephone."""
    if paper.direction == Direction.UP or paper.issuer == Issuer.JOINT:
        return "上行文、联合行文不能电话请示，要由领导本人签发。"
    return "" if paper.urgency != Urgency.NORMAL else "只有加急、特急件才能电话请示（B1.1u）。"


def refusable(paper: Outgoing) -> str:
    """B1.7: what need not be written at all ends with the reason."""
    return "不必行文，不予发文"


def ended(paper: Outgoing, case: Case, by: Capacity) -> None:
    """What was refused or taken back gives up its number, void with its reason, and its seals (DOC-41)."""
    if case.outcome not in (Outcome.REFUSED, Outcome.WITHDRAWN):
        return
    reason = f"{case.get_outcome_display()}：{case.last_words}"[:500]
    standing = paper.numbers.standing().first()
    if standing is not None:
        actions.void_number(standing, reason=reason, by=by)
    actions.give_up_seals(paper, reason=reason, by=by)


def sealable(paper: Outgoing, request: Request) -> None:
    """A signature holds as long as the document is formal and not void (A3.2.7)."""
    rules.check_is_formal(paper)
    if paper.voided_on is not None:
        raise Refused("这份文稿已经作废，不能用印。")


def waiting_for(seal: Seal) -> QuerySet[Task]:
    """Which open tasks of documents ask for this seal: they go with it when it is handed over."""
    asked = Request.objects.filter(seal=seal, with_document=True, voided_on__isnull=True)
    kind = ContentType.objects.get_for_model(Outgoing)
    documents = asked.filter(source_type=kind).values("source_id")
    at_the_seal = Task.objects.open().filter(kind="documents.seal", case__subject_type=kind)
    return at_the_seal.filter(case__subject_id__in=documents)
