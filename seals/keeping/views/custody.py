"""印章移交: proposed, given, received, witnessed; and back again in one tap."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from seals.keeping import actions, rules
from seals.keeping.forms import HandoverForm
from seals.keeping.models import Handover
from seals.keeping.views.register import visible
from township_office.approvals.deciding import decide, held, onward, whither
from township_office.approvals.registry import case_of
from township_office.approvals.run import run_of
from township_office.audit.trail import trail_of
from township_office.people.capacity import capacity_of
from township_office.people.models import Post
from township_office.people.requests import OfficerRequest
from township_office.web.once import once

WITH = ("seal", "ends__officer", "ends__post", "giver", "receiver", "receiver_post", "returns")


@once
def propose(request: OfficerRequest, seal: int) -> HttpResponse:
    """提出移交: to whom, until when; where he who keeps it proposes, giving it comes next."""
    found = visible(request, seal)
    by = capacity_of(request.user, _post_of(request))
    rules.check_answers_for(found, by=by)
    rules.check_handable(found)
    form = HandoverForm(*_posted(request), instance=Handover(seal=found))
    if request.method == "POST" and form.is_valid():
        asked = form.save(commit=False)
        case = actions.ask_handover(asked, by=by)
        messages.success(request, f"已提出移交，{whither(case)}")
        return redirect(asked)
    first = rules.custody_of(found) is None
    page = {"form": form, "button": "提出移交", "back": found}
    page["title"] = f"{'首次接管' if first else '移交'}　{found}"
    page["note"] = FIRST if first else USUAL
    return render(request, "seals/keeping/form.html", page)


FIRST = "还没有人接管。由办公室主任交给接收人，接收人当面核对印模，监交人见证后由其保管。"
USUAL = (
    "移交人、接收人各自确认，监交人见证后换保管人；一天也要办移交（B2.1）。临时移交的填到期交还。"
)


@once
def handover(request: OfficerRequest, handover: int) -> HttpResponse:
    """One handover: what goes from whom to whom, the decision, the way."""
    taken = held(request, Handover, handover)
    found = _handover(request, handover)
    run = run_of(found, taken)
    decision = decide(request, run) if run is not None else None
    if decision is not None and decision.done:
        messages.success(request, decision.done)
        return redirect(onward(decision, found))
    page: dict[str, Any] = {"handover": found, "case": run and run.case, "decision": decision}
    page["entries"] = trail_of(found)
    return render(request, "seals/keeping/handover.html", page)


@once
def amend(request: OfficerRequest, handover: int) -> HttpResponse:
    """Mend a handover that came back, and send it on again."""
    found = _handover(request, handover)
    by = capacity_of(request.user, _post_of(request))
    rules.check_can_amend(found, by=by)
    form = HandoverForm(*_posted(request), instance=found)
    if request.method == "POST" and form.is_valid():
        case = actions.amend_handover(form.save(commit=False), by=by)
        messages.success(request, whither(case))
        return redirect(found)
    page = {"form": form, "title": f"修改移交　{found.seal}", "button": "改好，再送出"}
    return render(request, "seals/keeping/form.html", page | {"back": found, "note": USUAL})


@require_POST
@once
def give_back(request: OfficerRequest, seal: int) -> HttpResponse:
    """交还, in one tap: the same handover the other way."""
    found = visible(request, seal)
    back = actions.hand_back(found, by=capacity_of(request.user, _post_of(request)))
    case = case_of(back)
    messages.success(request, f"已提出交还，{whither(case) if case else ''}")
    return redirect(back)


def _handover(request: OfficerRequest, pk: int) -> Handover:
    mine = Handover.objects.visible_to(request.user).select_related(*WITH)
    found: Handover = get_object_or_404(mine, pk=pk)
    return found


def _post_of(request: OfficerRequest) -> Post | None:
    """The post in which he acts; the lowest, where he holds several."""
    return Post.objects.held_by(request.user).order_by("-rank").first()


def _posted(request: OfficerRequest) -> tuple[Any, ...]:
    return (request.POST,) if request.method == "POST" else ()
