"""Asking for a seal: blank paper gets none, nobody decides his own, several seals are as many requests."""

import pytest
from django.utils.datastructures import MultiValueDict

from seals.keeping.models import Life
from seals.using import actions, rules
from seals.using.actions import Papers
from seals.using.checks import is_blank
from seals.using.forms import AskForm
from seals.using.models import Item, MatterClass, Request
from tests.house import LONG_AGO, build_house
from tests.seals.using.desk import (
    APPLICANT,
    asked,
    blank,
    fill,
    hand_to,
    matter_of,
    paper,
    seal_of,
    staffed,
)
from tests.seals.using.samples import pdf, upload, white_picture, word
from township_office.approvals.actions import withdraw
from township_office.audit.capacity import system
from township_office.audit.trail import trail_of
from township_office.files.models import File
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment
from township_office.setup.actions import set_switch
from township_office.setup.founding import foundings
from township_office.web.refusals import Refused

BLANKS = {
    "空白.txt": b" \n\t ",
    "空白页.pdf": pdf(False, False),
    "空白.docx": word("　 "),
    "白纸.png": white_picture(),
}
FILLED = {
    "合同.txt": "合同".encode(),
    "合同.pdf": pdf(False, True),
    "合同.docx": word("合同"),
}


def by(office, post=APPLICANT):
    return capacity_of(office[post], office.posts[post])


def ask(office, request, *uploads, post=APPLICANT, legal=()):
    papers = Papers(content=list(uploads), legal=list(legal))
    return actions.ask_to_stamp(request, papers, by=by(office, post))


# Blank paper


@pytest.mark.parametrize("name", BLANKS)
def test_a_file_on_which_nothing_stands_is_refused(office, name):
    assert is_blank(upload(name, BLANKS[name]))
    with pytest.raises(Refused, match="空白"):
        ask(office, blank(office), upload(name, BLANKS[name]))
    assert not Request.objects.exists()


@pytest.mark.parametrize("name", FILLED)
def test_one_page_that_says_something_is_enough(name):
    content = upload(name, FILLED[name])
    assert not is_blank(content)
    assert content.read() == FILLED[name]


def test_one_blank_file_beside_a_good_one_is_refused_too(office):
    with pytest.raises(Refused, match="空白页.pdf"):
        ask(office, blank(office), paper(), upload("空白页.pdf", BLANKS["空白页.pdf"]))


def test_what_cannot_be_opened_is_refused(office):
    with pytest.raises(Refused, match="打不开"):
        ask(office, blank(office), upload("坏.pdf", b"%PDF-1.7 broken"))


def test_without_a_file_nothing_is_asked_for(office):
    with pytest.raises(Refused, match="请传上要盖章的定稿"):
        ask(office, blank(office))


def test_words_or_a_list_stand_for_a_file(office):
    ask(office, blank(office, wording="兹证明张三系我镇居民。"))
    lines = Papers(items=[Item(what="参保证明", whom="张三", copies=2)])
    actions.ask_to_stamp(blank(office, copies=2), lines, by=by(office))
    assert Request.objects.last().items.get().whom == "张三"


def test_the_class_of_blank_paper_is_refused_with_what_to_do(office):
    with pytest.raises(Refused, match="空白介绍信.*SEAL-08.*传上定稿"):
        ask(office, blank(office, matter="空白"), paper())
    form = filled_in(office, matter="空白")
    assert not form.is_valid()
    assert "空白介绍信" in str(form.errors["matter"])


# Who may ask, for what


def test_only_a_seal_in_use_and_in_keeping_is_asked_for(office):
    seal = seal_of(office, "government")
    seal.custodies.all().delete()
    with pytest.raises(Refused, match="还没有保管人"):
        ask(office, blank(office), paper())
    hand_to(office, seal, "印章保管员")
    seal.status = Life.SUSPENDED
    seal.save()
    with pytest.raises(Refused, match="停用，不能用印"):
        ask(office, blank(office), paper())


def test_who_holds_no_post_asks_for_nothing(office):
    Appointment.objects.filter(officer=office[APPLICANT]).delete()
    with pytest.raises(Refused, match="没有任职"):
        ask(office, blank(office), paper())


def test_a_contract_carries_its_legal_opinion(office):
    contract = blank(office, matter="合同协议")
    with pytest.raises(Refused, match="须附合法性审查意见"):
        ask(office, contract, paper())
    ask(office, contract, paper(), legal=[paper("审查意见：同意。", "审查意见.txt")])
    roles = File.objects.attached_to(contract).values_list("role", flat=True)
    assert sorted(roles) == ["content", "legal"]


def test_a_township_may_do_without_the_legal_opinion(office):
    key = rules.LEGAL_OPINION.key
    set_switch(office.township, key=key, value=False, by=system(office.township.pk))
    assert ask(office, blank(office, matter="合同协议"), paper()).stage_name == "两位主要领导审批"


# Nobody decides his own


def test_a_leader_who_asks_does_not_decide(office):
    assert asked(office, "government", post="镇长").lies_with == {"党委书记"}
    assert asked(office, "party", side="party", post="党委书记").lies_with == {"镇长"}


@pytest.mark.parametrize(("post", "other"), [("镇长", "党委书记"), ("党委书记", "镇长")])
@pytest.mark.parametrize("profile", ["A", "B"])
def test_of_a_contract_that_a_leader_asks_for_the_other_decides(db, profile, post, other):
    desk = asked(staffed(build_house(profile=profile)), matter="合同协议", post=post)
    assert desk.lies_with == {other}
    desk.agree(other)
    assert desk.stage == "用印"


def one_person_in_both_posts(house):
    mayor = house["镇长"]
    Appointment.objects.filter(post=house.posts["党委书记"]).delete()
    Appointment.objects.create(officer=mayor, post=house.posts["党委书记"], valid_from=LONG_AGO)
    house.officers["党委书记"] = mayor


def test_who_holds_both_posts_needs_a_second_leader(office):
    one_person_in_both_posts(office)
    desk = asked(office, matter="合同协议")
    assert desk.lies_with == {"镇长", "党委书记", "副书记（分管办公室）"}
    desk.agree("镇长")
    assert desk.lies_with == {"副书记（分管办公室）"}


def test_without_the_switch_he_decides_alone(office):
    one_person_in_both_posts(office)
    key, system_ = rules.SECOND_LEADER.key, system(office.township.pk)
    set_switch(office.township, key=key, value=False, by=system_)
    desk = asked(office, matter="合同协议")
    desk.agree("镇长")
    assert desk.stage == "用印"


def test_the_second_leader_is_never_the_one_who_asks(office):
    one_person_in_both_posts(office)
    desk = asked(office, matter="合同协议", post="副书记（分管办公室）")
    desk.agree("镇长")
    assert desk.lies_with == {"副镇长（农业）"}


def test_both_leaders_are_a_switch_in_the_town(town):
    key = rules.BOTH_LEADERS.key
    set_switch(town.township, key=key, value=False, by=system(town.township.pk))
    assert asked(town, matter="财务").lies_with == {"镇长"}
    assert asked(town, "party", "人事", side="party").lies_with == {"党委书记"}


def test_the_director_decides_over_the_office_seal_where_switched_so(office):
    key = rules.DIRECTOR_DECIDES.key
    set_switch(office.township, key=key, value=True, by=system(office.township.pk))
    assert asked(office, "office").lies_with == {"办公室主任"}
    assert asked(office, "office", post="办公室主任").lies_with == {"副书记（分管办公室）"}


def test_the_clerk_decides_for_others_only(town):
    assert asked(town, matter="常规表格").lies_with == {"文书"}
    assert asked(town, matter="常规表格", post="文书").lies_with == {"办公室主任"}


def test_a_name_seal_is_used_with_the_leaders_own_consent(office):
    seal = seal_of(office, "other")
    seal.sort, seal.leader, seal.owner = "name", office.posts["副镇长（农业）"], None
    seal.save()
    assert asked(office, "other").lies_with == {"副镇长（农业）"}
    assert asked(office, "other", post="副镇长（农业）").lies_with == {"镇长"}


def test_a_head_who_asks_for_his_own_seal_is_decided_by_the_leader_in_charge(office):
    assert asked(office, "other", post="应急办主任").lies_with == {"副镇长（农业）"}


def test_the_keeper_is_whoever_has_it_in_custody(office):
    seal = seal_of(office, "government")
    fill(office, "代管同志", "", "许诺")
    hand_to(office, seal, "代管同志")
    desk = asked(office)
    desk.agree("镇长")
    assert desk.lies_with == {"代管同志"}


# Several seals


def filled_in(office, *organs, matter="公文", content=(), **fields):
    seals = [str(seal_of(office, organ).pk) for organ in organs or ("government",)]
    said = {
        "matter": [str(matter_of(office, matter).pk)],
        "title": ["合作协议"],
        "copies": ["2"],
        "side": ["government"],
        **{name: [value] for name, value in fields.items()},
    }
    files = MultiValueDict({"content": list(content) or [paper()]})
    data = MultiValueDict({"seals": seals, **said})
    return AskForm(data, files, officer=office[APPLICANT])


def test_several_seals_are_as_many_requests_each_on_its_own_way(office):
    form = filled_in(office, "party", "government", on_behalf="张三")
    assert form.is_valid(), form.errors
    requests = form.requests()
    cases = actions.ask_together(requests, form.papers(), by=by(office))
    assert [each.stage_name for each in cases] == ["审批", "审批"]
    assert requests[0].bundle == requests[1].bundle is not None
    assert [each.label[-3:] for each in requests] == ["1号", "2号"] or len(requests) == 2
    digests = [rules.content_of(each).get().sha256 for each in requests]
    assert digests[0] == digests[1]
    assert {each.on_behalf for each in requests} == {"张三"}


def test_one_seal_is_no_bundle(office):
    form = filled_in(office)
    assert form.is_valid()
    (request,) = form.requests()
    actions.ask_together([request], form.papers(), by=by(office))
    assert request.bundle is None


def test_a_form_keeps_what_is_wrong_beside_its_field(office):
    form = filled_in(office, content=[upload("空白.txt", " ")])
    assert not form.is_valid()
    assert "空白" in str(form.errors["content"])
    form = filled_in(office, matter="合同协议")
    assert not form.is_valid()
    assert "合法性审查意见" in str(form.errors["legal"])


# Amending, voiding


def returned(office):
    desk = asked(office)
    desk.return_to("镇长", "请补充金额。")
    return desk


def test_a_returned_request_is_mended_by_its_applicant_and_sent_again(office):
    desk = returned(office)
    desk.fresh().title = "高标准农田建设项目施工合同（修订）"
    amended = desk.request
    actions.amend_request(amended, Papers(content=[paper("修订稿。", "修订稿.txt")]), by=by(office))
    actions.send_request(amended, by=by(office))
    assert desk.lies_with == {"镇长"}
    assert rules.content_of(desk.fresh()).get().name == "修订稿.txt"
    kept = File.objects.attached_to(desk.request).values_list("name", "role")
    assert ("合同定稿.txt", "superseded") in kept


def test_what_is_under_way_is_not_amended_and_not_by_another(office):
    desk = asked(office)
    with pytest.raises(Refused, match="已经送出"):
        actions.amend_request(desk.fresh(), Papers(), by=by(office))
    desk.return_to("镇长", "请补充。")
    with pytest.raises(Refused, match="已经送出"):
        actions.amend_request(desk.fresh(), Papers(), by=by(office, "民政办主任"))


def test_what_was_taken_back_is_a_draft_of_its_applicant(office):
    desk = asked(office)
    withdraw(desk.case, by=by(office))
    with pytest.raises(Refused, match="只有申请人可以改"):
        actions.send_request(desk.fresh(), by=by(office, "文书"))
    actions.send_request(desk.fresh(), by=by(office))
    assert desk.stage == "审批"


def test_a_mended_request_may_not_become_blank(office):
    desk = returned(office)
    request = desk.fresh()
    request.matter = matter_of(office, "空白")
    with pytest.raises(Refused, match="空白"):
        actions.amend_request(request, Papers(), by=by(office))


def test_a_request_is_voided_while_nothing_was_stamped(office):
    desk = asked(office)
    with pytest.raises(Refused, match="由申请人或党政办作废"):
        actions.void_request(desk.fresh(), reason="重复。", by=by(office, "民政办主任"))
    actions.void_request(desk.fresh(), reason="重复。", by=by(office))
    assert desk.stage == "作废"
    assert desk.request.void_reason == "重复。"
    with pytest.raises(Refused, match="已经作废"):
        actions.void_request(desk.fresh(), reason="再来。", by=by(office))
    desk = asked(office)
    desk.agree("镇长")
    desk.stamp("印章保管员", 1)
    with pytest.raises(Refused, match="已经盖了 1 份"):
        actions.void_request(desk.fresh(), reason="不要了。", by=by(office))


def test_the_trail_says_what_was_asked_for(office):
    desk = asked(office)
    line = trail_of(desk.request).get(code="seals.request.asked")
    assert line.after["印章"] == "宁条梁镇人民政府"
    assert line.after["份数"] == 3


# The list of matters


def test_a_new_township_has_its_list_of_matters(house):
    assert actions.make_usual_matters in foundings()
    actions.make_usual_matters(house.township, system(house.township.pk))
    rows = MatterClass.objects.filter(township=house.township)
    assert [each.name for each in rows] == [name for name, _, _ in actions.USUAL_MATTERS]
    asks = {each.name: (each.scan_required, each.legal_opinion) for each in rows}
    assert asks["合同协议"] == (True, True)
    assert asks["其他重要事项"] == (True, False)
    assert sum(any(each) for each in asks.values()) == 2


def test_a_class_that_has_requests_keeps_its_nature(office):
    asked(office)
    matter, system_ = matter_of(office, "公文"), system(office.township.pk)
    with pytest.raises(Refused, match="性质不能再改"):
        actions.amend_matter(matter, nature="routine", by=system_)
    actions.amend_matter(matter, name="公文用印", by=system_)
    with pytest.raises(Refused, match="已经有了"):
        actions.make_matter(name="公文用印", nature="other", by=system_)
