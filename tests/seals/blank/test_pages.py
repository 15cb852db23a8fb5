"""The pages of blank sheets, who opens them, and who is reminded of what is not accounted for."""

from datetime import timedelta
from uuid import uuid4

import pytest

from seals.blank.models import BlankRequest
from tests.house import build_house
from tests.seals.blank.deeds import opened
from tests.seals.blank.desk import KEEPER, allow, asked
from tests.seals.using.desk import APPLICANT, seal_of
from tests.seals.using.test_pages import browser_of, words
from township_office import clock
from township_office.jobs.claim import drain
from township_office.notices.models import Notice

NEW = "/seals/blank/new/"


def filled_in(house, **fields):
    return {
        "seal": seal_of(house, "government").pk,
        "side": "government",
        "paper": "空白介绍信",
        "sheets": "2",
        "purpose": "防汛抢险。",
        "once-key": str(uuid4()),
        **fields,
    }


def test_while_it_is_off_the_page_says_what_to_do_instead(closed):
    browser = browser_of(closed, APPLICANT)
    for answer in (browser.get(NEW), browser.post(NEW, filled_in(closed))):
        assert answer.status_code == 403
        assert "不能用印（B2.5、SEAL-08）" in words(answer)
        assert "传上定稿再申请" in words(answer)
    page = browser.get("/seals/blank/")
    assert "申请空白用印" not in words(page)
    assert 'href="/seals/blank/"' not in browser.get("/seals/requests/").content.decode()


def test_it_is_asked_for_on_a_page_that_shows_the_way(office):
    browser = browser_of(office, APPLICANT)
    assert 'href="/seals/blank/"' in browser.get("/seals/requests/").content.decode()
    said = filled_in(office)
    assert "镇长 王建国" in words(browser.get("/seals/blank/way/", said))
    assert "已送王建国审批" in words(browser.post(NEW, said, follow=True))
    assert "空白介绍信" in words(browser.get("/seals/blank/"))
    assert "不能" in words(browser.post(NEW, filled_in(office, sheets="51")))


def test_the_sheets_are_accounted_for_and_confirmed_on_pages(office):
    request = asked(office).stamped().request
    page = request.get_absolute_url()
    browser, keeper = browser_of(office, APPLICANT), browser_of(office, KEEPER)
    assert "请逐张交代" in words(browser.get(page))
    assert "请逐张交代" not in words(keeper.get(page))
    assert "核对无误" not in words(keeper.get(page))
    said = {"1-state": "used", "1-used_for": "", "2-state": "void", "3-state": "returned"}
    answer = browser.post(f"{page}account/", said | {"once-key": str(uuid4())})
    assert "第 1 张已用，请写明用于什么" in words(answer)
    said |= {"1-used_for": "到县水务局联系", "once-key": str(uuid4())}
    assert "到县水务局联系" in words(browser.post(f"{page}account/", said, follow=True))
    assert "核对无误" in words(keeper.get(page))
    seen = keeper.get(page).context["seen"]
    said = {"once-key": str(uuid4()), "seen": seen}
    answer = keeper.post(f"{page}confirm/", said, follow=True)
    assert "已核对 3 张" in words(answer)
    assert "已交代清楚" in words(answer)


@pytest.mark.parametrize("page", ["", "trail/"])
def test_it_opens_to_the_office_and_to_who_has_to_do_with_it(office, page):
    there = opened(build_house("红墩界镇", prefix="hdj-"))
    at = f"{asked(office).stamped().request.get_absolute_url()}{page}"

    def opens(house):
        return {
            post for post in house.officers if browser_of(house, post).get(at).status_code == 200
        }

    assert opens(office) == {"文书", "办公室主任", "机要员", APPLICANT, "镇长", KEEPER}
    assert opens(there) == set()


def test_what_one_may_not_see_one_cannot_touch(office):
    at = asked(office).stamped().request.get_absolute_url()
    for act in ("", "amend/", "account/", "confirm/"):
        answer = browser_of(office, "民政办主任").post(f"{at}{act}", {"once-key": str(uuid4())})
        assert answer.status_code == 404, act


def heard(moment):
    with clock.moved_to(moment):
        drain()
    told = Notice.objects.filter(kind="seals.blank_unsettled").select_related("officer")
    return sorted(each.officer.name for each in told)


def test_sheets_not_accounted_for_are_reminded_of_until_they_are(office):
    allow(office, "seals.blank.days", 3)
    desk = asked(office).stamped()
    then = desk.request.stamped_at
    assert heard(then + timedelta(days=2, hours=23)) == []
    first = ["吴梅", "马军"]
    assert heard(then + timedelta(days=3, minutes=1)) == first
    second = heard(then + timedelta(days=6, minutes=1))
    assert second == sorted([*first, *first, "李秀英", "王建国"])
    assert "还有 3 张没有交代清楚" in Notice.objects.order_by("id").last().words
    assert BlankRequest.objects.get().reminded == 2
    desk.account(_1=("void",), _2=("void",), _3=("returned",))
    desk.confirm()
    assert heard(then + timedelta(days=30)) == second


def test_what_the_applicant_says_otherwise_meanwhile_is_not_confirmed_unread(office):
    desk = asked(office).stamped()
    desk.account(_1=("returned", ""))
    page, keeper = desk.request.get_absolute_url(), browser_of(office, KEEPER)
    seen = keeper.get(page).context["seen"]
    desk.account(_1=("used", "到县水务局联系"))
    answer = keeper.post(f"{page}confirm/", {"once-key": str(uuid4()), "seen": seen})
    assert (answer.status_code, desk.request.pages.filter(confirmed_on=None).count()) == (409, 3)
    assert "又改了交代" in words(answer)
