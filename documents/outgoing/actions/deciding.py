"""What the stages of the way do to a document: vetted, consulted on, signed, re-checked."""

from documents.outgoing import rules
from documents.outgoing.actions.drafting import keep_version
from documents.outgoing.actions.layouts import lay_out
from documents.outgoing.actions.numbering import reserve_number
from documents.outgoing.acts import Act
from documents.outgoing.models import Consulted, Issuer, Outgoing, Version
from documents.outgoing.models.papers import Changed
from documents.outgoing.models.words import Words
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.web.once import together
from township_office.web.refusals import Refused


@together
def vet(paper: Outgoing, *, by: Capacity) -> None:
    """审核: the office has gone through its four points (B1.7, DOC-38).

    For a document of a station the number is reserved here (A3.2.6, B1.10).
    """
    record(Act.VETTED, paper, by=by, after={"标题": paper.title})
    if paper.issuer == Issuer.STATION and not paper.numbers.standing().exists():
        reserve_number(paper, by=by)


@together
def consult(
    paper: Outgoing, *, agrees: bool, words: str, whose: int, by: Capacity
) -> list[Consulted]:
    """会签: a department says whether it agrees; one that does not keeps it from being signed (DOC-31).

    ``whose`` is the officer whose word it is. He answers for each department whose task he ends
    with it, whoever it came from; one who was only added to somebody's task answers for none.
    """
    asked = list(rules.answered_by(paper, whose, by))
    for each in asked:
        each.agrees = agrees
        each.save(update_fields=["agrees"])
    paper.forget_parts()
    if asked:
        after = dict.fromkeys((str(each) for each in asked), "同意" if agrees else "不同意")
        record(Act.CONSULTED, paper, by=by, words=words, after=after)
    return asked


@together
def sign(paper: Outgoing, *, by: Capacity) -> Version:
    """签发: opinion, name and full date; the date of signature is the document's own (DOC-37, FMT-068).

    Of several who sign, the last one's date counts. A changed text is signed anew by all. Raises
    Refused while a department is still to be heard, and where the text has come to ask for another way.
    """
    rules.check_all_consulted(paper)
    rules.check_goes_its_way(paper)
    signers = [] if has_changed(paper) else [*paper.signers]
    version = keep_version(paper, Version.Why.SIGNED, by=by)
    paper.signers = [*signers, *([] if by.speaker in signers else [by.speaker])]
    paper.signed_on, paper.signed_version = clock.today(), version
    paper.changed, paper.rechecked_on, paper.printed_on = Changed.NONE, None, None
    fields = ["signers", "signed_on", "signed_version", "changed", "rechecked_on", "printed_on"]
    paper.save(update_fields=fields)
    after = {"成文日期": f"{paper.signed_on:%Y-%m-%d}", "稿次": version.number}
    record(Act.SIGNED, paper, by=by, after=after)
    return version


def has_changed(paper: Outgoing) -> bool:
    """Whether the text, or what stands beside it, differs from what was signed."""
    signed = paper.signed_version
    return signed is not None and not Words.kept(signed.words).says_the_same_as(Words.of(paper))


@together
def recheck(paper: Outgoing, *, changed: str, by: Capacity) -> None:
    """复核 after the signature, before anything is printed; a change is declared (A3.2.7, DOC-40).

    What is only wording waits for the director's word. Raises Refused where the declaration and
    the texts do not agree, and where more than the wording was changed.
    """
    if has_changed(paper) != (changed == Changed.WORDING):
        raise Refused("文稿与签发稿对比的结果和您的说明不一致。请刷新后按对比结果选。")
    rules.check_is_wording(paper)
    paper.changed = changed
    paper.rechecked_on = clock.today() if changed == Changed.NONE else None
    paper.save(update_fields=["changed", "rechecked_on"])
    record(Act.RECHECKED, paper, by=by, after={"改动": paper.get_changed_display()})
    if changed == Changed.NONE:
        _settle_text(paper, by)


@together
def confirm_wording(paper: Outgoing, *, by: Capacity) -> None:
    """The director confirms that what was changed after the signature is wording only (DOC-40).

    Raises Refused where no such change was declared of the text as it stands, or it is more than wording.
    """
    if paper.changed != Changed.WORDING:
        raise Refused("没有待确认的文字改动。请先由拟稿人复核，写明改动。")
    rules.check_is_wording(paper)
    paper.rechecked_on = clock.today()
    paper.save(update_fields=["rechecked_on"])
    record(Act.WORDING_CONFIRMED, paper, by=by)
    _settle_text(paper, by)


def _settle_text(paper: Outgoing, by: Capacity) -> None:
    keep_version(paper, Version.Why.FINAL, by=by)
    if paper.is_formal:
        rules.check_is_formal(paper)
        lay_out(paper, by=by)
