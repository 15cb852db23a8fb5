from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from township_office.web.middleware import refusal_page
from township_office.web.refusals import Refused


class Outdated(Refused):
    """A form that the system cannot have given to whoever is signed in now."""

    title = "没有送出"


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this office can be worked in: it answers, and its database answers it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def outdated(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's answer to a form without the right CSRF token, with what was typed given back."""
    words = "这一页打开太久，或者中间换过人登录，系统没有认出这张表。请复制写好的内容，重新打开这一页再送。"
    return refusal_page(request, Outdated(words))
