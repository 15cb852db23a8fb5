from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from township_office.ui.kit import kit_context


@require_POST
def large_print(request: HttpRequest) -> HttpResponse:
    """Turn 大字版 on or off for oneself; says which, so that asking twice changes nothing."""
    officer = cast("Any", request.user)  # login is required by default
    officer.large_print = request.POST.get("large") == "1"
    officer.save(update_fields=["large_print"])
    return HttpResponseRedirect(_back_to(request))


def _back_to(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if safe else "/"


@require_safe
def kit(request: HttpRequest) -> HttpResponse:
    """Every component in every state, made with the real tags."""
    return render(request, "ui/kit.html", kit_context())
