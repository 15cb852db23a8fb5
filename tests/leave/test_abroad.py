"""因私出国（境）: where to, and what the county allowed, before the leave is decided (LV-20)."""

from datetime import timedelta

import pytest

from leave import prints
from leave.models import Leave
from tests.leave.desk import CLERK, DIRECTOR, HEAD, LEAD, MAYOR, STAFF, asked
from tests.leave.test_changes import refusal
from tests.leave.test_pages import browser, keyed
from township_office import clock
from township_office.approvals.registry import case_of
from township_office.approvals.story import Story

NAME = "因私出国（境）"


def abroad(office, **more):
    return asked(office, days=1, name=NAME, **{"place": "泰国"} | more)


def permit(**more):
    said = {"permit": "组干〔2026〕12号", "permit_on": clock.today(), "passport": "县委组织部保管"}
    return keyed(**said | more)


def test_it_says_where(office):
    assert "去往哪个国家或地区" in refusal(abroad, office, place="")


def test_it_is_decided_once_the_approval_and_the_passport_are_recorded(office):
    desk = abroad(office)
    assert "须先经县委组织部批准" in refusal(desk.agree, HEAD)
    assert desk.fresh().approved_on is None
    page = f"/leave/{desk.subject.pk}/"
    staff = browser(office, STAFF)
    assert "登记批准" in staff.get(page).content.decode()
    assert staff.post(f"{page}permit/", permit()).status_code == 302
    desk.agree(HEAD)
    leave = Leave.objects.select_related("township", "kind").get(pk=desk.subject.pk)
    assert (leave.approved_on, leave.permit) == (clock.today(), "组干〔2026〕12号")
    said = prints.slip(leave, Story(case_of(leave)))["permit"]
    assert said == "组干〔2026〕12号，2026-11-26批准；证件：县委组织部保管"
    assert "组干〔2026〕12号" in browser(office, HEAD).get(page).content.decode()


def test_a_refusal_asks_for_nothing(office):
    assert abroad(office).refuse(HEAD, "迎检。").stage == "不同意"


def test_an_opinion_before_the_decision_waits_for_nothing(office):
    desk = asked(office, days=3, name=NAME, place="泰国").agree(HEAD).agree(LEAD)
    assert "须先经县委组织部批准" in refusal(desk.agree, MAYOR)


@pytest.mark.parametrize(
    ("post", "status"), [(STAFF, 200), (CLERK, 200), (DIRECTOR, 200), (HEAD, 403), (LEAD, 404)]
)
def test_he_records_it_or_the_office_for_him(office, post, status):
    page = f"/leave/{abroad(office).subject.pk}/permit/"
    assert browser(office, post).get(page).status_code == status


def test_it_is_corrected_until_the_leave_is_decided_and_never_dated_ahead(office):
    desk = abroad(office)
    page = f"/leave/{desk.subject.pk}/permit/"
    clerk = browser(office, CLERK)
    ahead = clerk.post(page, permit(permit_on=clock.today() + timedelta(days=1)))
    assert "批准日期还没有到" in ahead.content.decode()
    assert desk.fresh().permit == ""
    clerk.post(page, permit())
    assert 'value="组干〔2026〕12号"' in clerk.get(page).content.decode()
    clerk.post(page, permit(permit="组干〔2026〕13号"))
    desk.agree(HEAD)
    assert desk.fresh().permit == "组干〔2026〕13号"
    assert clerk.post(page, permit()).status_code == 403


def test_no_other_leave_asks_for_it(office):
    desk = asked(office)
    page = f"/leave/{desk.subject.pk}/"
    assert "出国（境）" not in browser(office, HEAD).get(page).content.decode()
    assert browser(office, STAFF).get(f"{page}permit/").status_code == 403
    assert desk.agree(HEAD).fresh().approved_on is not None
