"""印章登记: which seals there are, who keeps each, and where it is at this moment."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from seals.keeping.models import LIVING, Life, Seal
from seals.keeping.rules import is_director, whereabouts
from township_office import clock
from township_office.people.models import Officer
from township_office.ui.lists import Column, Register, Tab
from township_office.ui.templatetags.ui import state

STATES = {
    Life.MAKING: "waiting",
    Life.MADE: "waiting",
    Life.IN_USE: "done",
    Life.SUSPENDED: "",
    Life.RETURNED: "void",
    Life.LOST: "refused",
    Life.DROPPED: "void",
}


def status(seal: Any) -> SafeString:
    return state(STATES[Life(seal.status)], seal.get_status_display())


def where(seal: Any) -> SafeString:
    """The annotations are those of ``with_keeper()``."""
    words = whereabouts(seal, seal.keeper)
    if seal.keeper_left:
        return state("refused", left_words(seal.keeper))
    marks = {"外带中": "refused", "待首次接管": "waiting"}
    return state(marks.get(words, ""), words)


def left_words(name: str) -> str:
    return f"{name}已离岗，印章未移交"


def left_behind(officer: Officer) -> str:
    """For the director, above the register: who has left his post and still has seals (SEAL-07).

    Each working day he hears of it besides (tasks.py); no other page asks.
    """
    if not is_director(officer):
        return ""
    left = Seal.objects.visible_to(officer).living().with_keeper().filter(keeper_left=True)
    return "；".join(
        f"{left_words(name)}：{seal}" for name, seal in left.values_list("keeper", "name")
    )


class Lead(NamedTuple):
    """From a seal to a list of what was done with it."""

    label: str
    address: str
    words: str


def leads(seal: Seal, officer: Officer) -> Iterator[Lead]:
    """What is asked of a seal, was stamped with it, and where it was taken, as far as he may see
    any; each leads to its list, of this seal alone. One query a list."""
    this_year = Q(year=clock.today().year)
    under_way = Q(closed_on__isnull=True, voided_on__isnull=True)
    for label, name, rows, now, words in (
        ("用印申请", "requests", seal.requests, under_way, "办理中 {now} 件，共 {all} 件"),
        ("用印登记", "ledger", seal.stampings, this_year, "今年 {now} 条，共 {all} 条"),
        ("印章外带", "outings", seal.outings, this_year, "今年 {now} 次，共 {all} 次"),
    ):
        visible = rows.visible_to(officer)
        many = visible.aggregate(all=Count("pk"), now=Count("pk", filter=now))
        if many["all"]:
            address = f"{reverse(f'seals:{name}')}?seal={seal.pk}"
            yield Lead(label, address, words.format(**many))


def _keeper(seal: Any) -> str | SafeString:
    if not seal.keeper:
        return ""
    return format_html('{} <span class="muted small">{}</span>', seal.keeper, seal.kept_in)


def _living(seals: QuerySet[Seal]) -> QuerySet[Seal]:
    return seals.filter(status__in=LIVING)


def _ended(seals: QuerySet[Seal]) -> QuerySet[Seal]:
    return seals.exclude(status__in=LIVING)


def _link(seal: Any) -> str:
    return str(seal.get_absolute_url())


REGISTER = Register(
    title="印章登记",
    order="organ",
    unit="枚",
    empty="还没有登记印章",
    tabs=(Tab("living", "现有印章", only=_living), Tab("ended", "缴销、作废", only=_ended)),
    row=lambda seal: "" if seal.status in LIVING else "void",
    columns=[
        Column("name", "印文", css="subject", link=_link, sort=("name",)),
        Column("organ", "类别", value="get_organ_display", sort=("organ",)),
        Column("sort", "种类", value="get_sort_display"),
        Column("owner", "所属机构", value="owner.name"),
        Column("diameter", "直径", css="figure", label="直径"),
        Column("issuer", "制发机关"),
        Column("keeper", "保管人", value=_keeper, label="保管"),
        Column("since", "接管时间", value="kept_since", css="date", label="接管"),
        Column("where", "现在何处", value=where, css="status"),
        Column("status", "状态", value=status, css="status"),
    ],
)
