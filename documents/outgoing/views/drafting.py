"""拟稿: writing, saved as one types, brought in from Word, checked, sent; and changing it later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from documents.outgoing import actions, rules
from documents.outgoing.actions.drafting import drop_secret
from documents.outgoing.approval import OUTGOING
from documents.outgoing.checks import Finding, Force, examine
from documents.outgoing.checks.reading import manuscript_of
from documents.outgoing.checks.standing import level_of
from documents.outgoing.forms.drafting import (
    AnnexForms,
    DraftForm,
    ImportForm,
    annexes_of,
    parts_of,
)
from documents.outgoing.forms.sheet import (
    PREFIX,
    annexes_in,
    data_of,
    initial_of,
    querydict_of,
    whole,
    with_what_was_asked,
)
from documents.outgoing.models import Draft, Outgoing
from documents.outgoing.views.pages import visible
from township_office.approvals.deciding import whither
from township_office.approvals.registry import case_of
from township_office.approvals.story import preview
from township_office.people.actions import remember_organ
from township_office.people.capacity import capacity_of
from township_office.people.models import Department, Organ
from township_office.people.requests import OfficerRequest
from township_office.people.rules import department_of
from township_office.ui.titles import in_marks
from township_office.web.once import once
from township_office.web.refusals import Stale


@dataclass
class Page:
    """The form on the page and its annexes, as they stand: typed, kept or blank."""

    form: DraftForm
    annexes: Any
    word: ImportForm

    @property
    def is_valid(self) -> bool:
        return self.form.is_valid() & self.annexes.is_valid()

    @property
    def findings(self) -> list[Finding]:
        """What the rules of writing say of it, errors first; of half a text as well."""
        self.form.is_valid(), self.annexes.is_valid()
        main, copied = self.form.named("main"), self.form.named("copied")
        annexes = list(annexes_of(self.annexes))
        return examine(manuscript_of(self.form.instance, main=main, copied=copied, annexes=annexes))

    @property
    def faults(self) -> list[Finding]:
        return [each for each in self.findings if each.force is Force.MUST]


@require_safe
def new(request: OfficerRequest) -> HttpResponse:
    """A fresh sheet has a key of its own from the start, so that nothing typed on it is lost."""
    rules.check_drafts(request.user)
    address = redirect("documents:outgoing_draft", uuid4())
    if answers := whole(request.GET.get("answers", "")):
        address["Location"] += f"?answers={answers}"
    return address


@require_safe
def drafts(request: OfficerRequest) -> HttpResponse:
    """发文草稿: one's own, the last first."""
    own = Draft.objects.filter(author=request.user).select_related("outgoing")
    return render(request, "documents/outgoing/drafts.html", {"drafts": own})


def keeps_no_secret(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A5.7: of a text that is marked as a state secret nothing stays, whatever becomes of its page.

    Outside ``once``, whose transaction is undone with every answer that only shows the page again.
    """

    @wraps(view)
    def wrapper(request: OfficerRequest, **at: Any) -> HttpResponse:
        if rules.is_marked_secret(request.POST):
            changed = at.get("pk") or whole(request.POST.get("outgoing", ""))
            drop_secret(at.get("key"), changed or None, by=capacity_of(request.user))
        return view(request, **at)

    return wrapper


@keeps_no_secret
@once
def draft(request: OfficerRequest, key: UUID) -> HttpResponse:
    """拟稿: one page, from the first word until it is sent to be vetted."""
    blank, kept = _blank(request), _own(request, key)
    if request.method != "POST" and (sent := _sent_from(request, key)):
        return redirect(sent)
    page = _page(request, blank, kept.fields if kept else {})
    match request.POST.get("act"):
        case "keep":
            _keep(request, key, None)
            messages.success(request, "已存草稿，可以随时再写。")
            return redirect("documents:outgoing_drafts")
        case "drop":
            actions.drop_draft(key, by=capacity_of(request.user))
            messages.success(request, "草稿已删除。")
            return redirect("documents:outgoing_drafts")
        case "submit" if page.is_valid and not page.faults:
            return _submit(request, key, page)
    return _shown(request, page, key=key)


def _submit(request: OfficerRequest, key: UUID, page: Page) -> HttpResponse:
    by = capacity_of(request.user)
    paper = page.form.save(commit=False)
    case = actions.submit_outgoing(paper, _parts(request, page), sheet=key, by=by)
    messages.success(request, f"{in_marks(paper.title)}{whither(case)}")
    return redirect(paper)


@keeps_no_secret
@once
def amend(request: OfficerRequest, pk: int) -> HttpResponse:
    """Change a text that was taken back or returned, or is being re-checked."""
    paper = visible(request, pk)
    by = capacity_of(request.user)
    rules.check_can_amend(paper, by=by)
    version = _version(paper)
    if request.method == "POST":
        _check_version(request, version)
    kept = Draft.objects.filter(author=request.user, outgoing=paper).first()
    page = _page(request, paper, kept.fields if kept else {})
    if request.POST.get("act") == "submit" and page.is_valid and not page.faults:
        return _amended(request, paper, page, kept)
    key = kept.key if kept else uuid4()
    return _shown(request, page, key=key, paper=paper, version=version, kept=kept)


def _amended(
    request: OfficerRequest, paper: Outgoing, page: Page, kept: Draft | None
) -> HttpResponse:
    by = capacity_of(request.user)
    case = case_of(paper)
    rechecking = case is not None and rules.is_rechecking(case, request.user.pk)
    actions.amend_outgoing(page.form.save(commit=False), _parts(request, page), by=by)
    if kept is not None:
        actions.drop_draft(kept.key, by=by)
    if rechecking:
        messages.success(request, "已改好。请看与签发稿的对比，再办复核。")
    else:
        messages.success(request, whither(actions.send_outgoing(paper, by=by)))
    return redirect(paper)


@require_POST
@keeps_no_secret
def save(request: OfficerRequest, key: UUID) -> JsonResponse:
    """What is typed is kept, again and again; saving twice is saving."""
    pk = request.POST.get("outgoing", "")
    paper = visible(request, whole(pk)) if pk else None
    _own(request, key)
    if paper is not None:
        _check_version(request, _version(paper))
    kept = _keep(request, key, paper)
    return JsonResponse({"saved_at": f"{localtime(kept.saved_at):%H:%M}"})


@require_POST
def check(request: OfficerRequest) -> HttpResponse:
    """What the rules of writing say of the text as it stands on the page."""
    page = _page(request, _blank(request), {})
    return render(request, "documents/outgoing/_findings.html", {"findings": page.findings})


@require_POST
def way(request: OfficerRequest) -> HttpResponse:
    """将这样走, for what the page says so far."""
    page = _page(request, _blank(request), {})
    page.form.is_valid()
    return render(request, "documents/outgoing/_way.html", {"way": _way(request, page)})


def _version(paper: Outgoing) -> str:
    """What the page for changing was made from: the case, its last event, the last version."""
    case = case_of(paper)
    standing = f"{case.pk}.{case.revision}" if case else ""
    return f"{standing}.{paper.versions.count()}"


def _check_version(request: OfficerRequest, version: str) -> None:
    if request.POST.get("version", "") != version:
        raise Stale("您打开以后这件有了变化，没有改。请重新打开再改，写的内容在下面，可以复制。")


def _sent_from(request: OfficerRequest, key: UUID) -> Outgoing | None:
    """The document that this sheet has become; who comes back to the page is led to it."""
    return Outgoing.objects.visible_to(request.user).filter(sheet=key).first()


def _own(request: OfficerRequest, key: UUID) -> Draft | None:
    kept = Draft.objects.filter(key=key).first()
    if kept is not None:
        get_object_or_404(Draft, key=key, author=request.user)
    return kept


def _keep(request: OfficerRequest, key: UUID, paper: Outgoing | None) -> Draft:
    by = capacity_of(request.user)
    return actions.save_draft(key, data_of(request.POST), outgoing=paper, by=by)


def _blank(request: OfficerRequest) -> Outgoing:
    department = department_of(request.user, "拟稿")
    paper = Outgoing(township=request.user.township, drafter=request.user, department=department)
    paper.issuer = "station" if department.kind == "station" else paper.issuer
    paper.disclosure = ""  # SEC-12: the drafter says it himself, nothing is chosen for him
    return paper


def _page(request: OfficerRequest, paper: Outgoing, kept: Mapping[str, Any]) -> Page:
    act = request.POST.get("act", "")
    word = ImportForm(request.POST, request.FILES) if act == "import" else ImportForm()
    if request.method != "POST":
        return _unsent(request, paper, querydict_of(kept), word)
    if act == "import" or act.startswith("annex"):
        return _unsent(request, paper, with_what_was_asked(request.POST, act, word), word)
    form = DraftForm(request.POST, request.FILES, officer=request.user, instance=paper)
    return Page(form, AnnexForms(request.POST, prefix=PREFIX), word)


def _unsent(request: OfficerRequest, paper: Outgoing, data: QueryDict, word: ImportForm) -> Page:
    """The page as it is written on; nothing is at fault before it is to be sent."""
    if data:  # the way is shown for what stands on the page
        DraftForm(data, officer=request.user, instance=paper).is_valid()
    form = DraftForm(officer=request.user, instance=paper)
    form.initial.update(initial_of(form, data))
    if "answers" in request.GET:
        form.initial["answers"] = request.GET["answers"]
    annexes = annexes_in(data) if data else _standing(paper)
    page = Page(form, AnnexForms(initial=annexes, prefix=PREFIX), word)
    if request.POST.get("act") == "annex":  # one goes on where one asked for it
        page.annexes[-1].fields["title"].widget.attrs["autofocus"] = True
    return page


def _standing(paper: Outgoing) -> list[dict[str, str]]:
    annexes = paper.annexes.all() if paper.pk else ()
    return [{"title": each.title, "body": each.body} for each in annexes]


def _overtaken(kept: Draft | None) -> int:
    """Which version of the text is newer than a change that somebody kept and did not send."""
    if kept is None or kept.outgoing is None:
        return 0
    newer = kept.outgoing.versions.filter(at__gt=kept.saved_at).last()
    return newer.number if newer else 0


def _parts(request: OfficerRequest, page: Page) -> actions.Parts:
    named = {
        name: [whom_called(request, each, page.form.towards) for each in page.form.more(name)]
        for name in ("main", "copied")
    }
    return parts_of(page.form, page.annexes, named)


def whom_called(request: OfficerRequest, name: str, direction: str) -> Organ | Department:
    """Who bears a name that was written down: a department of the township, or an organ outside."""
    township, by = request.user.township, capacity_of(request.user)
    own = Department.objects.filter(township=township, name=name).first()
    level = level_of(name, direction, own=township.name)
    return own or remember_organ(township, name, level=level, by=by)


def _way(request: OfficerRequest, page: Page) -> list[Any]:
    return preview(OUTGOING, page.form.instance, request.user)


def _shown(
    request: OfficerRequest,
    page: Page,
    *,
    key: UUID,
    paper: Outgoing | None = None,
    version: str = "",
    kept: Draft | None = None,
) -> HttpResponse:
    posted = request.POST.get("act") == "submit"
    context = {
        "form": page.form,
        "annexes": page.annexes,
        "faulty": posted and not page.is_valid,
        "word": page.word,
        "kept": kept if request.method != "POST" else None,
        "overtaken": _overtaken(kept),
        "key": key,
        "paper": paper,
        "version": version,
        "findings": page.findings if posted else [],
        "refused": posted and bool(page.faults),
        "way": _way(request, page) if paper is None else [],
        "no_secrets": rules.NO_SECRETS,
    }
    return render(request, "documents/outgoing/draft.html", context)
