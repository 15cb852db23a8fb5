import re
from collections.abc import Callable
from html import unescape

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import strip_tags

from township_office.townships.known import one_look
from township_office.web.once import KEY
from township_office.web.refusals import Refused

Answer = Callable[[HttpRequest], HttpResponse]

ENDS = re.compile(r"</(?:p|h[1-6]|tr)>|<br\s*/?>")
UNSAID = {"csrfmiddlewaretoken", KEY, "version"}


class BehindProxy:
    """The address a reverse proxy saw, for the login lock and the reading records.

    Only the last hop is believed: everything before it the caller could have written himself.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if seen:
            request.META["REMOTE_ADDR"] = seen
        return self.get_response(request)


class OneLook:
    """While one request is served, what is known from before is looked after once."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_look():
            return self.get_response(request)


class NoStore:
    """Pages of a signed-in person stay out of caches and out of the back button after logout."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store, private"
        return response


class Refusals:
    """Refused and Stale become pages that say what to do and give back what was typed."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refusal_page(request, error) if isinstance(error, Refused) else None


def refusal_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The refusal in its sentence, with what was typed to be copied; a script gets the sentence."""
    if not request.accepts("text/html"):
        return JsonResponse({"sentence": refusal.sentence}, status=refusal.status)
    context = {"refusal": refusal, "typed": _typed(request)}
    return render(request, "web/refused.html", context, status=refusal.status)


def _typed(request: HttpRequest) -> list[str]:
    """The words a person wrote, 同意。 and longer, so that a refusal loses none of them."""
    return [
        _plain(value)
        for name, values in request.POST.lists()
        if name not in UNSAID and "password" not in name
        for value in values
        if len(value) > (20 if value.isascii() else 2)
    ]


def _plain(value: str) -> str:
    """A text comes back as one would copy it, a paragraph a line, not as the markup it is kept in."""
    if not value.startswith("<"):
        return value
    return unescape(strip_tags(ENDS.sub("\n", value))).strip()
