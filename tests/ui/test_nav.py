from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.urls import resolve

from township_office.ui import nav
from township_office.ui.context import Shell
from township_office.ui.nav import Count, Place

KIT = Place("查看", "部件", "ui:kit", "blocks", order=10)
ADMIN = Place("", "管理后台", "admin:index", "settings", may_see=lambda officer: officer.is_staff)


@pytest.fixture(autouse=True)
def own_places(monkeypatch):
    monkeypatch.setattr(nav, "_entered", {})


@pytest.fixture
def request_at(rf):
    def _request_at(path: str, *, is_staff: bool = True):
        request = rf.get(path)
        request.resolver_match = resolve(path)
        request.user = SimpleNamespace(is_authenticated=True, is_staff=is_staff)
        return request

    return _request_at


def test_places_stand_by_group_then_by_order():
    first = replace(KIT, url_name="ui:large_print", order=1)
    for place in (KIT, first, ADMIN):
        nav.enter(place)
    assert nav.places() == [ADMIN, first, KIT]


def test_a_place_entered_twice_alike_stands_once():
    nav.enter(KIT)
    nav.enter(KIT)
    assert nav.places() == [KIT]


def test_two_places_cannot_share_a_page():
    nav.enter(KIT)
    with pytest.raises(ValueError, match="entered twice"):
        nav.enter(replace(KIT, label="另一处"))


def test_a_group_that_the_office_does_not_know_is_refused():
    with pytest.raises(ValueError, match="not a group"):
        replace(KIT, group="其他")


def test_only_what_one_may_see_is_shown(request_at):
    nav.enter(ADMIN)
    assert Shell(request_at("/kit/", is_staff=False)).groups == []
    assert [group for group, _ in Shell(request_at("/kit/")).groups] == [""]


def test_where_one_is_is_marked(request_at):
    nav.enter(KIT)
    nav.enter(ADMIN)
    assert nav.here(request_at("/kit/")) == (KIT, "page")
    assert nav.here(request_at("/admin/")) == (ADMIN, "page")
    assert nav.here(request_at("/admin/auth/group/")) == (ADMIN, "true")


def test_within_two_places_of_one_app_the_one_above_is_marked(request_at):
    paper = Place("办文", "代录", "approvals:paper", "file-pen-line", order=90)
    nav.enter(replace(paper, label="补签", url_name="approvals:owed", order=80))
    nav.enter(paper)
    assert nav.here(request_at("/approvals/paper/7/")) == (paper, "true")


def test_what_waits_is_counted_when_it_is_shown(request_at):
    nav.enter(replace(KIT, count=lambda request: Count(7, late=True)))
    nav.enter(replace(ADMIN, count=lambda request: 0))
    ((_, [admin]), (_, [kit])) = Shell(request_at("/kit/")).groups
    assert kit.count == Count(7, late=True)
    assert admin.count is None


def test_the_phones_bar_holds_four_places(request_at):
    names = ["ui:kit", "ui:large_print", "admin:index", "admin:login", "admin:logout"]
    for order, name in enumerate(names):
        nav.enter(replace(KIT, url_name=name, order=order, first=True))
    ((_, entries),) = Shell(request_at("/kit/")).groups
    assert [entry.first for entry in entries] == [True, True, True, True, False]
