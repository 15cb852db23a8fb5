from datetime import date
from typing import Any

from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.townships.models import Township
from township_office.townships.settings import Switch, declared
from township_office.web.refusals import Refused


def check_name(name: str, *, besides: int = 0) -> None:
    if Township.objects.filter(name=name).exclude(pk=besides).exists():
        raise Refused(f"已有名为“{name}”的乡镇。")


def check_own_township(township: Township, *, by: Capacity) -> None:
    if township.pk != by.township_id:
        raise Refused("只能更改本乡镇的资料和设置。")


def check_can_set(township: Township, key: str, value: Any, *, since: date, by: Capacity) -> Switch:
    """A declared switch takes a value of its own kind, and never for a day that is past."""
    check_own_township(township, by=by)
    switch = declared().get(key)
    if switch is None:
        raise Refused(f"没有名为“{key}”的设置。")
    if type(value) is not type(switch.default):
        raise Refused(f"“{switch.title}”的值不对。")
    if since < clock.today():
        raise Refused("已经过去的日子不能改设置，起用日期请选今天或以后。")
    return switch
