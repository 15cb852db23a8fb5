from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from township_office.people.capacity import capacity_of
from township_office.people.models import Phrase
from township_office.people.phrases.actions import drop_phrase, keep_phrase
from township_office.people.phrases.forms import PhraseForm
from township_office.people.phrases.rules import MOST
from township_office.people.requests import OfficerRequest
from township_office.web.once import once


@once
def phrases(request: OfficerRequest) -> HttpResponse:
    """常用语: one's own, to keep and to drop."""
    by = capacity_of(request.user)
    posted = [request.POST] if request.method == "POST" else []
    form = PhraseForm(*posted, by=by)
    if form.is_valid():
        keep_phrase(form.cleaned_data["words"], by=by)
        messages.success(request, "已记下，填意见时一点就用。")
        return redirect("people:phrases:own")
    own = Phrase.objects.filter(officer=request.user).newest_used_first()
    return render(request, "people/phrases.html", {"form": form, "own": own, "most": MOST})


@require_POST
@once
def drop(request: OfficerRequest, pk: int) -> HttpResponse:
    phrase = get_object_or_404(Phrase, pk=pk, officer=request.user)
    drop_phrase(phrase, by=capacity_of(request.user))
    messages.success(request, "已删去这句常用语。")
    return redirect("people:phrases:own")
