"""The kinds of leave, since when somebody works, what is carried over: kept by the administrator."""

from datetime import date

import pytest
from django.urls import reverse

from leave.actions import amend_kind, make_kind
from leave.models import Entitlement, LeaveKind, Service
from leave.rules.balance import balance_of
from tests.leave.desk import CLERK, MONDAY, STAFF, kind, who
from township_office.audit.capacity import system
from township_office.people.models import Officer
from township_office.setup.actions import Administrator, found_township
from township_office.web.refusals import Refused
from township_office.workdays.spans import Counts


@pytest.fixture
def desk(client, office):
    Officer.objects.create(
        township=office.township, username="admin", name="郭晓东", is_staff=True, is_superuser=True
    )
    client.force_login(Officer.objects.get(username="admin"))
    return client


def test_a_township_is_founded_with_the_kinds_of_the_national_rules(db):
    township = found_township(
        name="席麻湾镇", administrator=Administrator("高远", "gaoyuan", "jia-xiang-2026")
    )
    kinds = {kind.name: kind for kind in LeaveKind.objects.filter(township=township)}
    assert len(kinds) == 14
    calendar = {name for name, kind in kinds.items() if kind.counts == Counts.CALENDAR}
    assert calendar == {"产假", "护理假", "探亲假"}
    assert (kinds["产假"].most, kinds["产假"].each) == (98, "time")
    assert kinds["年休假"].by_seniority
    rights = {name for name, kind in kinds.items() if kind.statutory}
    assert rights.isdisjoint({"病假", "事假", "公假", "补休"})


def test_a_province_has_its_own_days(desk, office):
    marriage = kind(office, "婚假")
    said = {
        "name": "婚假",
        "sort": "marriage",
        "counts": "workdays",
        "most": "13",
        "each": "time",
        "statutory": "on",
        "proof_above": "0",
        "note": "国家 3 天，本省加 10 天。",
        "order": "4",
        "in_use": "on",
    }
    answer = desk.post(reverse("admin:leave_leavekind_change", args=[marriage.pk]), said)
    assert answer.status_code == 302
    assert balance_of(office[STAFF], kind(office, "婚假"), MONDAY).left == 13


def test_since_when_somebody_works_and_what_he_brings_is_entered(desk, office):
    officer, annual = office[STAFF].pk, kind(office, "年休假").pk
    said = {"officer": officer, "began_on": "2010-07-01"}
    assert desk.post(reverse("admin:leave_service_add"), said).status_code == 302
    brought = {"officer": officer, "kind": annual, "year": 2026, "carried": 2, "used_before": 1}
    assert desk.post(reverse("admin:leave_entitlement_add"), brought).status_code == 302
    assert Service.objects.get().began_on == date(2010, 7, 1)
    assert Entitlement.objects.get().carried == 2
    assert balance_of(office[STAFF], kind(office, "年休假"), MONDAY).left == 11


def test_a_name_is_there_once(office):
    by = system(office.township.pk)
    with pytest.raises(Refused):
        make_kind(township=office.township, name="事假", by=by)
    with pytest.raises(Refused):
        amend_kind(kind(office, "婚假"), name="事假", by=who(office, CLERK))
