"""刻制、启用、停用、缴销、遗失: what is asked for in the life of a seal, and what came of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from seals.keeping import actions, rules
from seals.keeping.forms import LossForm, MakeForm, ReasonForm, StepForm
from seals.keeping.models import Life, Loss, LossStep, Making, Seal, What
from seals.keeping.views.register import visible
from township_office.approvals.deciding import decide, held, onward, whither
from township_office.approvals.run import run_of
from township_office.audit.trail import trail_of
from township_office.files.models import File
from township_office.people.capacity import capacity_of
from township_office.people.models import Post
from township_office.people.requests import OfficerRequest
from township_office.web.once import once
from township_office.web.refusals import Refused

NOTES = {
    What.ACTIVATE: "启用以前要留存印模、有保管人。批准并报县后启用（SEAL-01）。",
    What.SUSPEND: "停用后封存在保管人处，不能用印；恢复使用须重新批准。",
    What.RETURN: "交回制发机关封存或销毁（SEAL-06）。报县环节登记缴往机关、日期和回执。",
}


@once
def make(request: OfficerRequest) -> HttpResponse:
    """申请刻制: a new seal, from the day it is asked for in the register as 待刻制."""
    by = capacity_of(request.user, _post_of(request))
    rules.check_in_office(by)
    form = MakeForm(*_posted(request), officer=request.user, instance=Seal(status=Life.MAKING))
    if request.method == "POST" and form.is_valid():
        wanted = Making(seal=form.save(commit=False), what=What.MAKE)
        wanted.reason = form.cleaned_data["reason"]
        return _sent(request, actions.ask_making(wanted, by=by))
    page = {"form": form, "title": "申请刻制印章", "button": "送审", "back": None}
    page["note"] = "领导批准、报县以后，到公安机关指定的单位刻制；名称、形状要和别的印章有区别。"
    return render(request, "seals/keeping/form.html", page)


@once
def ask(request: OfficerRequest, seal: int, what: str) -> HttpResponse:
    """申请启用、停用、缴销."""
    if what not in NOTES:
        raise Http404
    found, asked = visible(request, seal), What(what)
    by = capacity_of(request.user, _post_of(request))
    wanted = Making(seal=found, what=asked)
    rules.check_asks_making(wanted, by=by)
    form = ReasonForm(*_posted(request), instance=wanted)
    if request.method == "POST" and form.is_valid():
        return _sent(request, actions.ask_making(form.save(commit=False), by=by))
    page = {"form": form, "title": f"申请{asked.label}　{found}", "button": "送审"}
    page |= {"back": found, "note": NOTES[asked]}
    return render(request, "seals/keeping/form.html", page)


def _sent(request: OfficerRequest, case: Any) -> HttpResponse:
    messages.success(request, whither(case))
    return redirect(case.subject)


@once
def making(request: OfficerRequest, making: int) -> HttpResponse:
    """One request: the seal, the decision, the way."""
    taken = held(request, Making, making)
    found = _making(request, making)
    run = run_of(found, taken)
    decision = decide(request, run) if run is not None else None
    if decision is not None and decision.done:
        messages.success(request, decision.done)
        return redirect(onward(decision, found))
    page: dict[str, Any] = {"making": found, "case": run and run.case, "decision": decision}
    page["files"] = File.objects.attached_to(found)
    page["entries"] = trail_of(found)
    page["has_picture"] = found.seal.imprints.shown_to(request.user).exists()
    return render(request, "seals/keeping/making.html", page)


@once
def amend(request: OfficerRequest, making: int) -> HttpResponse:
    """Mend a request that came back, and send it on again."""
    found = _making(request, making)
    by = capacity_of(request.user, _post_of(request))
    rules.check_can_amend(found, by=by)
    form = _form_again(request, found)
    if request.method == "POST" and form.is_valid():
        saved = form.save(commit=False)
        if found.what == What.MAKE:
            found.seal, found.reason = saved, form.cleaned_data["reason"]
        return _sent(request, actions.amend_making(found, by=by))
    page = {"form": form, "title": f"修改申请　{found}", "button": "改好，再送出", "back": found}
    return render(request, "seals/keeping/form.html", page)


def _form_again(request: OfficerRequest, making: Making) -> Any:
    posted = _posted(request)
    if making.what != What.MAKE:
        return ReasonForm(*posted, instance=making)
    said = {"reason": making.reason}
    return MakeForm(*posted, officer=request.user, instance=making.seal, initial=said)


@once
def lost(request: OfficerRequest, seal: int) -> HttpResponse:
    """报告遗失: void from this moment on (SEAL-15)."""
    found = visible(request, seal)
    by = capacity_of(request.user, _post_of(request))
    rules.check_may_be_lost(found, by=by)
    form = LossForm(*_posted(request), instance=Loss(seal=found))
    if request.method == "POST" and form.is_valid():
        actions.report_loss(form.save(commit=False), by=by)
        messages.success(request, f"{found}已作废，主任和主要领导已收到消息。请接着办下面各步。")
        return redirect(found)
    page = {"form": form, "title": f"报告遗失　{found}", "back": found, "danger": True}
    page["button"] = "报告遗失，印章作废"
    page["note"] = "报告后立即作废，不能撤回；正在办的移交、启用停用一并终止（SEAL-15）。"
    return render(request, "seals/keeping/form.html", page)


@require_POST
@once
def step(request: OfficerRequest, seal: int) -> HttpResponse:
    """遗失处置: one step is done."""
    found = visible(request, seal)
    loss = get_object_or_404(Loss, seal=found)
    form = StepForm(request.POST, instance=LossStep(loss=loss))
    if not form.is_valid():
        raise Refused("请选办了哪一步，填实际办理的日期（不能晚于今天）。")
    done = actions.tick_step(form.save(commit=False), by=capacity_of(request.user))
    messages.success(request, f"已记：{done.get_step_display()}。")
    return redirect(found)


def _making(request: OfficerRequest, pk: int) -> Making:
    mine = Making.objects.visible_to(request.user).select_related("seal__owner", "asked_by")
    found: Making = get_object_or_404(mine, pk=pk)
    return found


def _post_of(request: OfficerRequest) -> Post | None:
    """The post in which he acts; the lowest, where he holds several."""
    return Post.objects.held_by(request.user).order_by("-rank").first()


def _posted(request: OfficerRequest) -> tuple[Any, ...]:
    return (request.POST,) if request.method == "POST" else ()
