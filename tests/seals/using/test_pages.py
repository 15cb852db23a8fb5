"""The pages as one meets them: the way before sending, the password, the file at the seal, the tabs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.html import strip_tags

from seals.using.actions import Papers
from seals.using.models import Request
from tests.house import PASSWORD
from tests.seals.using.desk import APPLICANT, asked, matter_of, paper, seal_of
from tests.seals.using.samples import pdf, upload
from township_office import clock
from township_office.approvals.deciding import whither
from township_office.desk.lists import todo_groups
from township_office.notices.models import Notice
from township_office.people.fresh.forms import FIELD

KEEPER = "印章保管员"


def browser_of(office, post):
    browser = Client()
    browser.force_login(office[post])
    return browser


def words(answer):
    return strip_tags(answer.content.decode())


def filled_in(office, *organs, matter="公文", **fields):
    return {
        "seals": [seal_of(office, organ).pk for organ in organs or ("government",)],
        "matter": matter_of(office, matter).pk,
        "title": "合作协议",
        "copies": "2",
        "side": "government",
        "once-key": str(uuid4()),
        **fields,
    }


def test_the_form_shows_the_way_of_each_seal_before_it_is_sent(office):
    browser = browser_of(office, APPLICANT)
    assert "选好印章和事项" in words(browser.get("/seals/requests/new/"))
    way = browser.get("/seals/requests/way/", filled_in(office, "party", "government"))
    said = words(way)
    for expected in ("中共宁条梁镇委员会", "党委书记 陈志远", "镇长 王建国", "王静", "吴梅"):
        assert expected in said
    assert "两位主要领导审批" in words(
        browser.get("/seals/requests/way/", filled_in(office, matter="合同协议"))
    )
    blank = browser.get("/seals/requests/way/", filled_in(office, matter="空白"))
    assert "空白介绍信" in words(blank)


def test_on_the_desk_of_one_of_two_leaders_the_verb_is_his_own(office):
    request = asked(office, matter="合同协议").request
    mayor = browser_of(office, "镇长")
    ((_, (line,)),) = todo_groups(office["镇长"])
    page = mayor.get(request.get_absolute_url())
    decision = page.context["decision"]
    assert (line.ask, decision.send_words) == ("请审批", "审批")
    said = " ".join(words(page).split())
    assert "Ctrl Enter 审批" in said
    assert {"待 王建国 审批", "待 陈志远 审批"} == set(decision.story.awaited("审批意见"))
    notice = Notice.objects.filter(officer=office["镇长"]).latest("id")
    assert notice.words.endswith("请您审批。")
    assert whither(decision.run.case).endswith("审批。")
    assert "两位主要领导" not in whither(decision.run.case)
    assert "两位主要领导审批" in [line.title for line in decision.story.rail]


def test_one_page_asks_for_several_seals(office):
    browser = browser_of(office, APPLICANT)
    said = filled_in(office, "party", "government", content=[paper()])
    answer = browser.post("/seals/requests/new/", said, follow=True)
    assert "已送陈志远审批" in words(answer)
    assert "已送王建国审批" in words(answer)
    assert "同时申请的印章" in words(answer)
    assert Request.objects.count() == 2


def test_blank_paper_is_refused_on_the_page_and_nothing_typed_is_lost(office):
    browser = browser_of(office, APPLICANT)
    said = filled_in(office, matter="空白", content=[paper()])
    answer = browser.post("/seals/requests/new/", said)
    assert "空白介绍信" in words(answer)
    assert "合作协议" in answer.content.decode()
    said = filled_in(office, content=[upload("空白.pdf", pdf(False))])
    assert "“空白.pdf”是空白的" in words(browser.post("/seals/requests/new/", said))
    assert not Request.objects.exists()


def test_what_the_address_says_stands_in_the_form(office):
    page = browser_of(office, APPLICANT).get("/seals/requests/new/?title=参保证明&copies=7")
    assert 'value="参保证明"' in page.content.decode()
    assert 'value="7"' in page.content.decode()


def test_deciding_asks_for_the_password_again(office):
    mayor = office["镇长"]
    mayor.set_password(PASSWORD)
    mayor.save()
    desk = asked(office)
    browser = browser_of(office, "镇长")
    session = browser.session
    del session["password-typed"]
    session.save()
    page = f"/seals/requests/{desk.request.pk}/"
    version = browser.get(page).context["decision"].version
    said = {"act": "agree", "version": version, "opinion": "同意用印。"}
    answer = browser.post(page, said | {"once-key": str(uuid4())})
    assert (answer.status_code, desk.stage) == (200, "审批")
    assert "要再输一次登录密码" in words(answer)
    answer = browser.post(page, said | {"once-key": str(uuid4()), FIELD: "wrong"})
    assert (answer.status_code, desk.stage) == (200, "审批")
    answer = browser.post(page, said | {"once-key": str(uuid4()), FIELD: PASSWORD})
    assert (answer.status_code, desk.stage) == (302, "用印")


def at_the_seal(office, **fields):
    papers = fields.pop("papers", None)
    desk = asked(office, papers=papers, **fields)
    desk.agree("镇长")
    return desk


def test_the_keeper_has_the_approved_file_beside_the_checks(office):
    from_pdf = [upload("合同定稿.pdf", pdf(True))]
    desk = at_the_seal(office, papers=Papers(content=from_pdf))
    page = browser_of(office, KEEPER).get(f"/seals/requests/{desk.request.pk}/")
    assert '<iframe class="file-shown"' in page.content.decode()
    for expected in ("与批准时一致", "骑年压月", "已阅内容", "先盖一部分", "批准 3 份，已盖 0 份"):
        assert expected in words(page)
    Request.objects.update(title="另一份合同")
    page = browser_of(office, KEEPER).get(f"/seals/requests/{desk.request.pk}/")
    assert "与批准时不一致" in words(page)
    applicant = browser_of(office, APPLICANT).get(f"/seals/requests/{desk.request.pk}/")
    assert "iframe" not in applicant.content.decode()


def test_a_part_is_stamped_on_a_page_of_its_own(office):
    desk = at_the_seal(office)
    page = f"/seals/requests/{desk.request.pk}/part/"
    browser = browser_of(office, KEEPER)
    assert "盖这些，余下以后再盖" in words(browser.get(page))
    checks = dict.fromkeys(("read", "same", "filled", "placed"), "on")
    said = {"copies": "2", "taken_by": "马军", **checks}
    for wrong in ({"copies": "0"}, {"copies": "3"}, {"copies": "4"}, {"read": ""}):
        answer = browser.post(page, said | wrong | {"once-key": str(uuid4())})
        assert (answer.status_code, desk.fresh().stamped) == (200, 0), wrong
    answer = browser.post(page, said | {"once-key": str(uuid4())}, follow=True)
    assert "已盖 2 份" in words(answer)
    assert "余 1 份" in words(answer)
    assert (desk.stage, desk.fresh().stamped) == ("用印", 2)
    assert browser_of(office, "镇长").get(page).status_code == 403


@pytest.mark.parametrize("post", ["文书", "民政办主任"])
def test_the_part_page_is_the_keepers_alone(office, post):
    desk = at_the_seal(office)
    page = f"/seals/requests/{desk.request.pk}/part/"
    assert browser_of(office, post).get(page).status_code == (403 if post == "文书" else 404)


def test_the_list_has_its_tabs(office):
    asked(office, title="在审批的")
    at_the_seal(office, title="待用印的")
    done = at_the_seal(office, title="盖好的")
    done.agree(KEEPER)
    asked(office, title="主任申请的", post="办公室主任")
    browser = browser_of(office, "办公室主任")

    def listed(tab):
        page = words(browser.get(f"/seals/requests/?tab={tab}"))
        titles = ("在审批的", "待用印的", "盖好的", "主任申请的")
        return [title for title in titles if title in page]

    assert listed("open") == ["在审批的", "待用印的", "主任申请的"]
    assert listed("to_stamp") == ["待用印的"]
    assert listed("mine") == ["主任申请的"]
    assert listed(str(clock.today().year)) == ["在审批的", "待用印的", "盖好的", "主任申请的"]
    assert "3 / 3" in words(browser.get(f"/seals/requests/?tab={clock.today().year}"))


def test_a_returned_request_is_mended_on_its_page(office):
    desk = asked(office)
    desk.return_to("镇长", "请补充金额。")
    browser = browser_of(office, APPLICANT)
    page = f"/seals/requests/{desk.request.pk}/"
    assert "修改后再送" in words(browser.get(page))
    form = browser.get(f"{page}amend/")
    said = filled_in(office, title="施工合同（修订）", version=form.context["version"])
    del said["seals"]
    stale = browser.post(f"{page}amend/", said | {"version": "1.99"})
    assert stale.status_code == 409
    said["once-key"] = str(uuid4())
    assert browser.post(f"{page}amend/", said).status_code == 302
    assert (desk.stage, desk.fresh().title) == ("审批", "施工合同（修订）")


def test_a_request_is_voided_with_its_reason(office):
    desk = asked(office)
    browser = browser_of(office, APPLICANT)
    page = f"/seals/requests/{desk.request.pk}/"
    assert "作废这份申请" in words(browser.get(f"{page}trail/"))
    said = {"reason": "重复申请。", "once-key": str(uuid4())}
    assert "重复申请。" in words(browser.post(f"{page}void/", said, follow=True))


def test_what_lies_too_long_is_late(office):
    asked(office, title="超时的")
    with clock.moved_to(clock.now() + timedelta(days=30)):
        assert "超时" in words(browser_of(office, "办公室主任").get("/seals/requests/?tab=open"))


def test_a_half_stamped_request_asks_for_no_fewer_copies_than_were_stamped(office):
    desk = asked(office)
    desk.agree("镇长")
    desk.stamp(KEEPER, 2)
    desk.return_to(KEEPER, "份数不对。")
    browser, page = browser_of(office, APPLICANT), f"/seals/requests/{desk.request.pk}/amend/"
    said = filled_in(office, copies="1", version=browser.get(page).context["version"])
    answer = browser.post(page, said)
    assert list(answer.context["form"].errors) == ["copies"]
    assert desk.fresh().copies == 3
