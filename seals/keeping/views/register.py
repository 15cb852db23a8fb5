"""印章登记: the list of seals, and the page of one."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from seals.keeping import actions, rules
from seals.keeping.filters import SealFilter
from seals.keeping.forms import EnterForm, ImprintForm, SealForm, StepForm, UpkeepForm
from seals.keeping.lists import REGISTER, leads, left_behind, left_words
from seals.keeping.models import Imprint, Life, Seal, Upkeep
from township_office.audit.trail import trail_of
from township_office.desk.actions import take_register
from township_office.files.actions import open_for
from township_office.files.models import File, Reading
from township_office.people.capacity import capacity_of
from township_office.people.requests import OfficerRequest
from township_office.people.today import today_of
from township_office.ui.lists import render_register
from township_office.web.once import once
from township_office.web.refusals import Refused

LATELY = 10


@require_safe
def register_of_seals(request: OfficerRequest) -> HttpResponse:
    """印章登记: everybody may know which seals there are, and whom to ask for one."""
    seals = Seal.objects.visible_to(request.user).with_keeper().select_related("owner")
    today = today_of(request.user)
    return render_register(
        request,
        REGISTER,
        seals,
        filterset=SealFilter,
        template="seals/keeping/register.html",
        taken=partial(take_register, request.user, by=capacity_of(request.user)),
        directs=rules.is_director(request.user),
        in_office=today.in_office,
        left_behind=partial(left_behind, request.user),
    )


@require_safe
def seal_page(request: OfficerRequest, seal: int) -> HttpResponse:
    """One seal: who keeps it, where it is, what must happen next, and all that was."""
    found = visible(request, seal)
    page: dict[str, Any] = {"seal": found, **_custody(found), **_what_now(request, found)}
    page["upkeeps"] = found.upkeeps.select_related("by")[:LATELY]
    page["has_picture"] = found.imprints.shown_to(request.user).exists()
    page["leads"] = list(leads(found, request.user))
    page["clean"] = _clean_picture(request, found)
    return render(request, "seals/keeping/seal.html", page | _loss(request, found))


def visible(request: OfficerRequest, pk: int) -> Seal:
    mine = Seal.objects.visible_to(request.user).with_keeper()
    related = mine.select_related("owner", "leader", "keeper_post")
    found: Seal = get_object_or_404(related, pk=pk)
    return found


def _custody(seal: Any) -> dict[str, Any]:
    """Who kept it when, the newest first; the handover that is under way; until when it is lent."""
    kept = seal.custodies.select_related("officer", "post", "witness", "handover__ends__officer")
    custodies = list(kept.order_by("-since", "-id"))
    now = next((each for each in custodies if each.until is None), None)
    lent = now.handover if now and now.handover and now.handover.until else None
    return {
        "custodies": custodies,
        "custody": now,
        "lent": lent,
        "left": left_words(seal.keeper) if seal.keeper_left else "",
        "where": rules.whereabouts(seal, seal.keeper),
        "handover": seal.handovers.open().select_related("receiver").first(),
    }


def _what_now(request: OfficerRequest, seal: Any) -> dict[str, Any]:
    """What must happen next, and what he who looks may do about it."""
    today = today_of(request.user)
    keeps = seal.keeper_id == request.user.pk
    mine = (keeps or today.in_office) and seal.status in rules.KEPT
    ready = seal.status not in (Life.MADE, Life.IN_USE)
    return {
        "next_words": rules.WHAT_IS_NEXT[Life(seal.status)],
        "lacks": [] if ready else rules.lacks(seal),
        "keeps": keeps,
        "may_answer": mine,
        "may_ask": rules.may_ask(seal) if mine else [],
        "directs": rules.is_director(request.user),
        "in_office": today.in_office,
        "making": seal.makings.open().first(),
        "makings": seal.makings.select_related("asked_by"),
        "upkeep_form": UpkeepForm() if keeps and mine else None,
    }


def _clean_picture(request: OfficerRequest, seal: Seal) -> File | None:
    """The picture without its mark, for who may have it."""
    imprint = seal.imprints.visible_to(request.user).first()
    if imprint is None:
        return None
    return File.objects.attached_to(imprint).filter(role="imprint").first()


def _loss(request: OfficerRequest, seal: Seal) -> dict[str, Any]:
    if seal.status != Life.LOST:
        return {}
    loss = seal.loss
    done = {each.step: each for each in loss.steps.select_related("by")}
    steps = [(label, done.get(step)) for step, label in StepForm.Meta.model.Step.choices]
    left = [step for step in StepForm.Meta.model.Step if step not in done]
    form = StepForm(left=left) if left and today_of(request.user).in_office else None
    return {"loss": loss, "steps": steps, "step_form": form}


@once
def enter(request: OfficerRequest) -> HttpResponse:
    """登记在用印章; the next page asks who receives it first."""
    by = capacity_of(request.user)
    rules.check_directs(by)
    blank = Seal(status=Life.IN_USE)
    form = EnterForm(*_posted(request), officer=request.user, instance=blank)
    if request.method == "POST" and form.is_valid():
        seal = actions.enter_seal(form.save(commit=False), by=by)
        messages.success(request, f"已登记{seal}。请接着办首次接管，接收人确认后由其保管。")
        return redirect("seals:seal_handover", seal.pk)
    page = {"form": form, "title": "登记在用印章", "button": "登记", "back": None}
    page["note"] = "登记以前已经在用的印章。新刻的印章请走「申请刻制」。"
    return render(request, "seals/keeping/form.html", page)


@once
def amend(request: OfficerRequest, seal: int) -> HttpResponse:
    """Put right what the register says."""
    found = visible(request, seal)
    by = capacity_of(request.user)
    rules.check_directs(by)
    form = SealForm(*_posted(request), officer=request.user, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.amend_seal(form.save(commit=False), by=by)
        messages.success(request, "已修改印章登记。")
        return redirect(found)
    page = {"form": form, "title": "修改印章登记", "button": "保存", "back": found}
    return render(request, "seals/keeping/form.html", page)


@require_safe
def trail(request: OfficerRequest, seal: int) -> HttpResponse:
    """留痕."""
    found = visible(request, seal)
    page = {"seal": found, "entries": trail_of(found)}
    return render(request, "seals/keeping/trail.html", page)


@once
def keep_imprint(request: OfficerRequest, seal: int) -> HttpResponse:
    """留存印模."""
    found = visible(request, seal)
    by = capacity_of(request.user)
    rules.check_answers_for(found, by=by)
    form = ImprintForm(*_posted(request), officer=request.user)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.keep_imprint(found, said["picture"], note=said["note"], by=by)
        messages.success(request, f"已留存印模。页面上只显示带「{rules.MARK}」字样的图样。")
        return redirect(found)
    page = {"form": form, "title": "留存印模", "button": "留存", "back": found}
    page["note"] = f"图片只作比对，不是电子印章。显示时一律带「{rules.MARK}」字样（SEAL-16）。"
    return render(request, "seals/keeping/form.html", page)


@require_safe
def imprint(request: OfficerRequest, seal: int) -> HttpResponse:
    """The picture with its mark, for the office and the keeper; that it was looked at is noted."""
    found = visible(request, seal)
    shown = found.imprints.shown_to(request.user).first()
    if shown is None:
        raise Http404
    address = request.META.get("REMOTE_ADDR") or None
    file = _marked(shown)
    with open_for(file, officer=request.user, how=Reading.How.INLINE, address=address) as content:
        answer = HttpResponse(content.read(), content_type="image/png")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _marked(imprint: Imprint) -> File:
    file = File.objects.attached_to(imprint).filter(role="marked").first()
    if file is None or not default_storage.exists(file.stored):
        raise Http404
    return file


@require_POST
@once
def upkeep(request: OfficerRequest, seal: int) -> HttpResponse:
    """记保养."""
    found = visible(request, seal)
    form = UpkeepForm(request.POST, instance=Upkeep(seal=found))
    if not form.is_valid():
        raise Refused("请选保养内容，填实际保养的日期（不能晚于今天）。")
    actions.note_upkeep(form.save(commit=False), by=capacity_of(request.user))
    messages.success(request, "已记保养。")
    return redirect(found)


def _posted(request: OfficerRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()
