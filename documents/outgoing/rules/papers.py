"""May X do Y with an outgoing document now: each rule a sentence that says what to do."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef

from documents.incoming.models import STATE_SECRETS
from documents.outgoing.models import (
    Disclosure,
    Issuer,
    Number,
    Outgoing,
    Series,
    SeriesYear,
)
from documents.outgoing.models.words import Words
from seals.keeping.models import Custody, Seal, SealQuerySet
from seals.using.models import Request, RequestQuerySet
from township_office.approvals.core import FIRST, Outcome, Seat, Status
from township_office.approvals.models import Case, Event, Task
from township_office.approvals.registry import case_of, matter_of
from township_office.approvals.way import staff_of
from township_office.audit.capacity import Capacity
from township_office.people.models import Department, Line, Officer, Post
from township_office.people.rules import department_of
from township_office.people.today import today_of
from township_office.townships.models import Profile
from township_office.townships.names import organ_name
from township_office.townships.settings import declare
from township_office.web.refusals import Refused, Stale

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
SEAL = "documents.seal"
NOT_HIS = "这份文件要盖的印章不由您保管，请交保管人用印（A4.1）。"


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


def check_content(paper: Outgoing) -> None:
    """A5.7: nothing classified is written here; SEC-12: what stays closed says why."""
    if paper.secrecy in STATE_SECRETS:
        raise Refused("涉密公文不得在本系统拟写。请在机要员处用专用设备办理（A5.7）。")
    if paper.disclosure == Disclosure.NONE and not paper.disclosure_reason.strip():
        raise Refused("不予公开的，要写明理由。")
    if not paper.title.strip() or not paper.body.strip():
        raise Refused("标题和正文都要写好，才能送审。")


def check_is_no_secret(fields: Mapping[str, Any]) -> None:
    """A5.7, of a page that is still being written: ``fields`` as the page sent them."""
    if is_marked_secret(fields):
        raise Refused(NO_SECRETS)


def is_marked_secret(fields: Mapping[str, Any]) -> bool:
    """Whether somebody who writes has marked his text as a state secret."""
    said = fields.get("secrecy") or ""
    marks = [said] if isinstance(said, str) else said
    return any(mark in STATE_SECRETS for mark in marks)


def check_can_consult(paper: Outgoing) -> None:
    """DOC-31: every department asked has somebody who can answer; nobody answers his own."""
    asked = list(paper.consulted.select_related("department"))
    if not asked:
        return
    answering = _answering(paper, [each.department_id for each in asked])
    mute = [str(each) for each in asked if each.department_id not in answering]
    if mute:
        raise Refused(
            f"{'、'.join(mute)}没有能会签的负责人。请管理员补上任职，或不请它会签，再送（DOC-31）。"
        )


def _answering(paper: Outgoing, departments: Iterable[int]) -> set[int]:
    staff = staff_of(paper.township_id)
    heads = Post.objects.filter(department__in=departments, heads=True)
    return {
        department
        for department, post in heads.values_list("department", "pk")
        if department is not None and staff.holding(Seat(post=post)) - {paper.drafter_id}
    }


def check_all_consulted(paper: Outgoing) -> None:
    """DOC-31: nobody signs while a department that was asked has not spoken."""
    silent = [str(each) for each in paper.consulted.all() if each.agrees is None]
    if silent:
        raise Refused(f"{'、'.join(silent)}还没有会签，不能签发。请退回，会签以后再签（DOC-31）。")


def check_keeps_who_disagreed(paper: Outgoing, consulted: Iterable[Department]) -> None:
    """DOC-31: a department that does not agree is not written off; it is asked again."""
    kept = {each.pk for each in consulted}
    against = paper.consulted.filter(agrees=False).select_related("department")
    dropped = [str(each) for each in against if each.department_id not in kept]
    if dropped:
        raise Refused(
            f"{'、'.join(dropped)}会签不同意，不能从会签部门里去掉。请勾上，改好再请它会签（DOC-31）。"
        )


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
    return _passes(lambda: check_can_amend(paper, by=by))


def _check_own(paper: Outgoing, by: Capacity) -> None:
    if paper.drafter_id != by.person_id:
        raise Refused(f"这份文稿由 {paper.drafter} 收回，只有拟稿人可以改。")


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
    return _passes(lambda: check_can_void(paper, by=by))


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


def check_year_open(series: Series, year: int) -> None:
    """The year of the date of signature counts; the old year's series is open until it is closed."""
    if SeriesYear.objects.filter(series=series, year=year).exists():
        raise Refused(
            f"{series}〔{year}〕已经封号，不能再编。请用签发日期所在的年度，或问办公室主任。"
        )


def check_can_open(series: Series, year: int, first: int) -> None:
    """A number that was entered from paper (补录) is not given out once more."""
    entered = Number.objects.filter(series=series, year=year).order_by("-number").first()
    if entered is not None and entered.number >= first:
        raise Refused(f"{entered} 已经登记过。起始号要在它以后。")


def check_can_close_year(series: Series, year: int, *, by: Capacity) -> None:
    check_directs(by)
    check_year_open(series, year)
    waiting = Number.objects.standing().filter(series=series, year=year, taken_on__isnull=True)
    if waiting.exists():
        raise Refused(f"{series}〔{year}〕还有预留未用的字号，办完或作废以后再封号。")
    if unnumbered := _unnumbered(series, year):
        raise Refused(
            f"{'、'.join(unnumbered)}在 {year} 年签发，还没有编号。编号或作废以后，再封 {series}〔{year}〕。"
        )


def _unnumbered(series: Series, year: int) -> list[str]:
    """What was signed in that year and will ask this organ for a number of it."""
    numbered = Number.objects.standing().filter(outgoing=OuterRef("pk"), taken_on__isnull=False)
    signed = Outgoing.objects.open().filter(township=series.township_id, signed_on__year=year)
    waiting = signed.exclude(Exists(numbered)).order_by("signed_on", "pk")
    return [f"《{each}》" for each in waiting if organs_named(each)[0] == series.organ]


def check_directs(by: Capacity) -> None:
    if not today_of(by.person_id).has_role("office_director"):
        raise Refused("这件事由办公室主任办。")


def check_in_office(by: Capacity) -> None:
    if not today_of(by.person_id).in_office:
        raise Refused("这件事由党政办公室办。")


def _passes(check: Callable[[], Any]) -> bool:
    try:
        check()
    except Refused:
        return False
    return True
