"""Whom one may choose: posts and their holders, leaders by rank first."""

from collections.abc import Iterable
from typing import Any

from django import forms

from township_office.approvals import core
from township_office.approvals.core import Seat, Unlawful
from township_office.approvals.models import Task
from township_office.approvals.rules import check_may_take_over
from township_office.approvals.run import Run
from township_office.approvals.way import Staff
from township_office.people.pinyin import pinyin_of
from township_office.ui.forms import Listed
from township_office.web.refusals import Refused

Choices = list[tuple[str, str]]


class _Sought:
    """Each line is found by part of a name or by the initials of its pinyin."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kw: Any) -> Any:
        option = super().create_option(name, value, label, *args, **kw)  # type: ignore[misc]
        option["pinyin"] = " ".join(pinyin_of(str(label)))
        return option


class OneSeat(_Sought, Listed):
    pass


class Seats(_Sought, forms.CheckboxSelectMultiple):
    pass


def seat_from(value: str) -> Seat:
    """The seat that a choice stands for: p12 is a post, o5 a person."""
    number = int(value[1:])
    return Seat(post=number) if value.startswith("p") else Seat(officer=number)


def held_seats(staff: Staff, *, besides: int) -> Choices:
    """Every post somebody holds but oneself; where several hold it, each of them as well."""
    return [choice for post in staff.posts for choice in _of_post(staff, post, besides)]


def askable(run: Run, task: Task, officer: int) -> Choices:
    """Who may still be asked at this stage; the procedure itself says so."""
    every = held_seats(run.staff, besides=officer)
    return [each for each in every if _may_be_asked(run, task, officer, seat_from(each[0]))]


def _of_post(staff: Staff, post: int, besides: int) -> Iterable[tuple[str, str]]:
    holders = staff.holders.get(post, ())
    others = [each for each in holders if each.officer_id != besides]
    if not others:
        return
    name = staff.posts[post].name
    if len(others) == len(holders):
        yield f"p{post}", f"{name}　{'、'.join(each.name for each in holders)}"
    if len(holders) > 1:
        for each in others:
            yield f"o{each.officer_id}", f"{name}　{each.name}（本人）"


def _may_be_asked(run: Run, task: Task, officer: int, seat: Seat) -> bool:
    try:
        check_may_take_over(run, task, seat)
        core.apply(run.route.way, run.state, core.Transfer(task.number, officer, seat))
    except (Refused, Unlawful):
        return False
    return True
