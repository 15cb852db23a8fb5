"""Frequent matters: kept from a request, offered to whom they are for, tapped, dropped."""

from uuid import uuid4

import pytest
from django.utils.html import strip_tags

from seals.frequent import actions
from seals.frequent.models import FrequentMatter
from seals.using import actions as using
from seals.using.actions import Papers
from tests.house import build_house
from tests.seals.using.desk import APPLICANT, asked, blank, paper, seal_of, staffed
from tests.seals.using.test_pages import browser_of, words
from township_office.people.capacity import capacity_of
from township_office.web.refusals import Refused

NEW = "/seals/requests/new/"


def by(office, post=APPLICANT):
    return capacity_of(office[post], office.posts[post])


def keep(office, name="参保证明", post=APPLICANT, whole=False, **fields):
    request = asked(
        office, post=post, **{"title": "城乡居民参保证明", "copies": 5} | fields
    ).request
    department = None if whole else request.department
    return actions.keep_frequent(request, name=name, department=department, by=by(office, post))


def test_one_tap_fills_in_the_next_request(office):
    frequent = keep(office, matter="证明", across=True, wording="兹证明参保。")
    browser = browser_of(office, APPLICANT)
    assert f'href="{NEW}?from={frequent.pk}">参保证明' in browser.get(NEW).content.decode()
    form = browser.get(f"{NEW}?from={frequent.pk}").context["form"]
    assert form.initial == {
        "side": "government",
        "matter": frequent.matter_id,
        "title": "城乡居民参保证明",
        "copies": 5,
        "for_outsider": False,
        "across": True,
        "wording": "兹证明参保。",
        "seals": [seal_of(office, "government").pk],
    }


def test_what_the_address_says_beside_it_has_the_last_word(office):
    frequent = keep(office)
    page = browser_of(office, APPLICANT).get(f"{NEW}?from={frequent.pk}&copies=9")
    assert page.context["form"].initial["copies"] == "9"


def test_all_seals_that_were_asked_for_together_are_kept(office):
    both = [blank(office, organ) for organ in ("party", "government")]
    using.ask_together(both, Papers(content=[paper()]), by=by(office))
    frequent = actions.keep_frequent(
        both[1], name="联合文", department=both[1].department, by=by(office)
    )
    assert {each.seal.organ for each in frequent.takes.all()} == {"party", "government"}


def test_it_is_kept_on_a_page_of_the_request(office):
    request = asked(office, title="城乡居民参保证明").request
    browser = browser_of(office, APPLICANT)
    page = f"/seals/frequent/keep/{request.pk}/"
    assert page in browser.get(request.get_absolute_url()).content.decode()
    assert "全镇" not in strip_tags(browser.get(page).content.decode()).split("存为常用")[-2]
    said = {"name": "参保", "whose": "own", "once-key": str(uuid4())}
    assert "已存为常用「参保」" in words(browser.post(page, said, follow=True))
    kept = FrequentMatter.objects.get()
    assert (kept.title, kept.department) == ("城乡居民参保证明", request.department)
    again = browser.post(page, said | {"once-key": str(uuid4())})
    assert "已经有了" in words(again)


def test_for_the_whole_township_it_is_the_office_that_keeps(office):
    with pytest.raises(Refused, match="全镇通用的由党政办存"):
        keep(office, whole=True)
    keep(office, name="全镇的", post="文书", whole=True)
    assert "全镇的" in words(browser_of(office, "民政办主任").get(NEW))


def test_anothers_request_is_kept_by_nobody_but_the_office(office):
    request = asked(office).request
    said = {"name": "参保", "department": request.department}
    with pytest.raises(Refused, match="由申请人或党政办存"):
        actions.keep_frequent(request, **said, by=by(office, "镇长"))
    assert browser_of(office, "镇长").get(f"/seals/frequent/keep/{request.pk}/").status_code == 403
    assert actions.keep_frequent(request, **said, by=by(office, "文书"))


def test_a_departments_own_is_offered_to_that_department_and_the_office(office):
    frequent = keep(office)
    there = staffed(build_house("红墩界镇", prefix="hdj-"))

    def offered(house):
        return {
            post
            for post, officer in house.officers.items()
            if frequent in FrequentMatter.objects.visible_to(officer).kept()
        }

    assert offered(office) == {APPLICANT, "应急办主任", "办公室主任", "文书", "机要员"}
    assert offered(there) == set()
    page = browser_of(office, "民政办主任").get(f"{NEW}?from={frequent.pk}")
    assert "title" not in page.context["form"].initial


def test_its_owner_and_the_office_drop_it_and_it_is_offered_no_more(office):
    frequent = keep(office)
    drop = f"/seals/frequent/{frequent.pk}/drop/"

    def dropped(post):
        return browser_of(office, post).post(drop, {"once-key": str(uuid4())}).status_code

    assert dropped("民政办主任") == 404
    assert dropped("应急办主任") == 403
    assert dropped(APPLICANT) == 302
    assert "参保证明" not in words(browser_of(office, APPLICANT).get("/seals/frequent/"))
    with pytest.raises(Refused, match="已经删去"):
        actions.drop_frequent(FrequentMatter.objects.get(), by=by(office, "文书"))
    keep(office)  # its name is free again


@pytest.mark.parametrize("said", ["", "x", "0", "99999999999999999999999", "²"])
def test_a_tap_on_nothing_leaves_the_form_empty(office, said):
    page = browser_of(office, APPLICANT).get(f"{NEW}?from={said}")
    assert page.context["form"].initial == {"side": "government"}
