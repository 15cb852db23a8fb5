"""Who is at the keyboard: idle sessions end, strangers sign in, one-time passwords are changed."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect

from township_office import clock
from township_office.people.fresh import FIELD, WrongPassword, confirm_password, stamp
from township_office.web.middleware import refusal_page
from township_office.web.refusals import Refused

Answer = Callable[[HttpRequest], HttpResponse]

IDLE = 30 * 60  # seconds (DJ-02)
GRAIN = 60  # a click is noted once a minute, so that reading pages writes little
SEEN = "seen"
UNASKED = "Unasked"
OPEN_WITH_ANY_PASSWORD = {"people:password_change", "people:logout", "admin:logout"}


class SignedOut(Refused):
    """What was sent came after the session had ended."""

    title = "没有送出：已经退出登录"


class Idle:
    """Half an hour without a click ends the session; every click puts the end off (DJ-02).

    What a page asks for by itself says so in a header, and is no click.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            since = _now() - request.session.get(SEEN, 0)
            if since > IDLE:
                logout(request)
            elif since >= GRAIN and UNASKED not in request.headers:
                request.session[SEEN] = _now()
        return self.get_response(request)


class SignInFirst(LoginRequiredMiddleware):
    """Login is required by default; a form sent too late gives its words back instead of losing them."""

    def handle_no_permission(  # type: ignore[override]  # a refusal is no redirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return refusal_page(request, SignedOut(_too_late()))
        if request.headers.get("HX-Request"):
            return _whole_page_to_login(request)
        answer: HttpResponseRedirect = super().handle_no_permission(request, view_func)
        return answer


class OwnPasswordFirst:
    """Who has a one-time password does nothing before he has chosen his own (DJ-01)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not getattr(request.user, "must_change_password", False):
            return None
        match = request.resolver_match
        if match is None or match.view_name in OPEN_WITH_ANY_PASSWORD:
            return None
        return redirect("people:password_change")


class Confirming:
    """A password that comes with a decision is read before the view begins.

    Outside its transaction, so that a wrong one is counted however the decision ends; the view asks
    ``fresh.is_fresh`` and finds the fault for its form in ``request.password_fault``.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        request.sensitive_post_parameters = [FIELD]  # what a fault's report leaves out
        if password := request.POST.get(FIELD, ""):
            try:
                confirm_password(request, password)
            except WrongPassword as wrong:
                request.password_fault = wrong.sentence
        return None


def begin(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """The session of whoever signs in starts its half hour, with his password fresh."""
    request.session[SEEN] = _now()
    stamp(request)


def _now() -> int:
    return int(clock.now().timestamp())


def _too_late() -> str:
    return (
        f"超过 {IDLE // 60} 分钟没有操作，系统已自动退出，这一次没有送出。"
        "请先复制写好的内容，重新登录后再送。"
    )


def _whole_page_to_login(request: HttpRequest) -> HttpResponse:
    """A piece of a page cannot be the login page; the whole page goes there, and comes back."""
    shown = request.headers.get("HX-Current-URL", "/")
    return HttpResponseClientRedirect(redirect_to_login(shown).url)
