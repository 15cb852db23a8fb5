"""When the password was typed last, in the session; a wrong one counts as one at the door."""

from copy import copy
from typing import Any, cast

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, QueryDict
from django.views.decorators.debug import sensitive_variables

from township_office import clock
from township_office.people.capacity import capacity_of
from township_office.people.fresh.actions import note_confirmed
from township_office.people.models import Officer
from township_office.townships.settings import declare, settings_of
from township_office.web.refusals import Refused

TYPED = "password-typed"
MINUTES = declare("people.fresh_minutes", "重要事项再输密码，输过以后多少分钟内不再问", default=15)


class NotFresh(Refused):
    """The password was not typed lately, and did not come with the form."""

    title = "还差一步：请再输一次密码"


class WrongPassword(Refused):
    """What came with the form is not his password, or he has tried too often."""

    title = "没有办成：密码不对"


def stamp(request: HttpRequest) -> None:
    """The password was typed just now."""
    request.session[TYPED] = int(clock.now().timestamp())


def is_fresh(request: HttpRequest) -> bool:
    """Whether he who sits there typed his password within the last minutes; signing in counts."""
    typed: int | None = request.session.get(TYPED)
    if typed is None:
        return False
    minutes = int(settings_of(_officer(request).township_id)[MINUTES.key])
    return 0 <= clock.now().timestamp() - typed < minutes * 60


def check_fresh(request: HttpRequest) -> None:
    """Raises NotFresh, with what was wrong with the password where one came."""
    if not is_fresh(request):
        fault = getattr(request, "password_fault", "")
        raise NotFresh(fault or "这件事办之前要再输一次登录密码。请返回，填上密码再办。")


@sensitive_variables("password")
def confirm_password(request: HttpRequest, password: str) -> None:
    """Take the password as typed again. Raises WrongPassword, counted and locked as when signing in.

    Not inside a transaction: what is refused is undone, and the failure would not be counted.
    """
    officer, door = _officer(request), _without_words(request)
    if authenticate(door, username=officer.username, password=password) is None:
        raise WrongPassword(_fault(door, officer))
    address = get_client_ip_address(door) or ""
    AxesProxyHandler.reset_attempts(ip_address=address, username=officer.username)
    stamp(request)
    note_confirmed(officer, by=capacity_of(officer), address=address)


def _without_words(request: HttpRequest) -> HttpRequest:
    """The request with nothing in it: a failure is kept with all that was posted along with it."""
    bare: Any = copy(request)
    bare.GET, bare.POST = QueryDict(), QueryDict()
    return cast(HttpRequest, bare)


def _fault(door: HttpRequest, officer: Officer) -> str:
    failures = AxesProxyHandler.get_failures(door, {"username": officer.username})
    left = settings.AXES_FAILURE_LIMIT - failures
    if left > 0:
        return f"密码不对，还可再试 {left} 次。请重新输入。"
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return f"密码连续错了 {failures} 次，暂时锁住。请 {minutes} 分钟后再办，或请管理员重设密码。"


def _officer(request: HttpRequest) -> Officer:
    return cast(Officer, request.user)  # login is required by default
