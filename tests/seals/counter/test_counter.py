"""柜台登记: who may be served so, who decides it, and the name under which it is taken away."""

import pytest

from seals.counter.actions import enter_at_counter
from seals.counter.rules import usual
from seals.using.actions import amend_request
from seals.using.actions.asking import Papers
from seals.using.models import MatterClass, Request, Stamping
from seals.using.rules import content_of
from tests.seals.counter.deeds import CITIZEN, CLERK, entered, row
from tests.seals.using.desk import APPLICANT, asked, matter_of, paper, seal_of
from tests.seals.using.samples import pdf, upload
from township_office.approvals.actions import withdraw
from township_office.audit.models import Entry
from township_office.audit.trail import trail_of
from township_office.notices.models import Notice
from township_office.web.refusals import Refused

KEEPER, DIRECTOR, MAYOR = "印章保管员", "办公室主任", "镇长"


def refusal(house, *told, **fields):
    with pytest.raises(Refused) as refused:
        entered(house, *told, **fields)
    return refused.value.sentence


# Who decides


@pytest.mark.parametrize("organ", ["government", "office"])
def test_in_the_town_the_clerk_decides_what_he_entered_for_a_citizen_himself(town, organ):
    desk = entered(town, organ=organ)
    assert desk.lies_with == {CLERK}
    desk.agree(CLERK)
    assert desk.stage == "用印"


def test_what_another_window_entered_is_the_clerks_too(town):
    assert entered(town, post=APPLICANT).lies_with == {CLERK}


def test_the_clerks_own_form_is_still_the_directors(town):
    assert asked(town, matter="常规表格", post=CLERK).lies_with == {DIRECTOR}
    assert asked(town, matter="常规表格", post=CLERK, on_behalf=CITIZEN).lies_with == {DIRECTOR}


@pytest.mark.parametrize("matter", ["证明", "对外单位、个人"])
def test_what_is_for_people_outside_is_the_directors_in_the_town(town, matter):
    assert entered(town, matter).lies_with == {DIRECTOR}


def test_the_seal_of_a_station_is_its_heads_whoever_entered_it(town):
    assert entered(town, organ="other").lies_with == {"应急办主任"}


@pytest.mark.parametrize("matter", ["常规表格", "证明", "对外单位、个人"])
def test_by_the_general_regulation_a_principal_leader_decides(office, matter):
    assert entered(office, matter).lies_with == {MAYOR}
    assert entered(office, matter, organ="party").lies_with == {"党委书记"}


def test_where_nobody_is_clerk_the_director_decides(town):
    town.posts[CLERK].appointments.all().delete()
    assert entered(town, post=APPLICANT).lies_with == {DIRECTOR}


def test_before_the_clerk_has_said_yes_nothing_is_stamped(town):
    desk = entered(town)
    with pytest.raises(Refused, match="还没有批准"):
        desk.stamp(KEEPER, 1)
    desk.refuse(CLERK, "材料不全。")
    assert desk.stage == "不同意"


def test_the_keeper_who_will_not_stamp_it_tells_the_clerk_who_let_it(town):
    desk = entered(town, post=APPLICANT)
    desk.agree(CLERK)
    desk.refuse(KEEPER, "与原件不一致。")
    told = Notice.objects.filter(kind="seals.not_stamped", officer=town[CLERK])
    assert [each.words for each in told] == ["吴梅没有用印：与原件不一致。"]


# What may be entered


def test_it_is_drafted_and_sent_at_once_with_the_file_kept_by_its_digest(office):
    request = entered(office).request
    assert (request.at_counter, request.is_outside, request.label) == (True, True, "〔2026〕1号")
    assert len(content_of(request).get().sha256) == 64
    acts = [entry.code for entry in trail_of(request)]
    assert {"seals.request.asked", "seals.counter.entered"} <= set(acts)


@pytest.mark.parametrize("matter", ["合同协议", "人事", "财务", "其他重要事项", "公文", "空白"])
def test_a_matter_of_the_house_is_not_asked_for_at_the_counter(office, matter):
    assert refusal(office, matter) == f"「{matter}」不在柜台登记，请用「申请用印」。"
    assert not Request.objects.exists()


def test_a_class_the_township_gave_up_is_not_offered(office):
    MatterClass.objects.filter(name="证明").update(in_use=False)
    assert "不在柜台登记" in refusal(office, "证明")


def test_nobody_enters_himself(town):
    assert "自己要盖的不在柜台登记" in refusal(town, on_behalf=f" {town[CLERK].name} ")
    assert "请填来办事的人的姓名" in refusal(town, on_behalf=" ")


@pytest.mark.parametrize("field", ["on_behalf", "title"])
def test_no_identity_number_is_kept(office, field):
    assert "身份证号" in refusal(office, **{field: "张桂兰 61080219700101123X"})


def test_a_blank_form_is_refused(office):
    said = row(office) | {"content": [upload("空白表格.pdf", pdf(False))]}
    with pytest.raises(Refused, match="是空白的"):
        enter_at_counter(**said)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"on_behalf": "刘芳"}, "自己要盖的"), ({"matter": "合同协议"}, "不在柜台登记")],
)
def test_mended_it_stays_a_citizens(town, change, sentence):
    desk = entered(town)
    withdraw(desk.case, by=desk.who(CLERK))
    request = desk.fresh()
    for name, value in change.items():
        setattr(request, name, matter_of(town, value) if name == "matter" else value)
    with pytest.raises(Refused, match=sentence):
        amend_request(request, Papers(content=[paper()]), by=desk.who(CLERK))


# At the seal


def test_whoever_came_takes_it_away_unless_the_keeper_says_otherwise(town):
    desk = entered(town)
    desk.agree(CLERK)
    assert desk.form(KEEPER).data["taken_by"] == CITIZEN
    desk.agree(KEEPER)
    line = Stamping.objects.get()
    assert (line.taken_by, line.handler) == (CITIZEN, f"刘芳（代 {CITIZEN}）")
    assert (line.approvers, desk.stage) == ("文书 刘芳", "办结")


def test_of_an_ordinary_request_nobody_is_named_beforehand(office):
    desk = asked(office, on_behalf=CITIZEN)
    desk.agree(MAYOR)
    assert desk.form(KEEPER).data["taken_by"] == ""


# The row


def test_a_row_begins_with_what_the_last_one_had(office):
    clerk = office[CLERK]
    first = {
        "matter": matter_of(office, "常规表格").pk,
        "seal": seal_of(office, "government").pk,
    }
    assert usual(clerk) == first
    entered(office, "证明", organ="office")
    last = {"matter": matter_of(office, "证明").pk, "seal": seal_of(office, "office").pk}
    assert (usual(clerk), usual(office[APPLICANT])) == (last, first)


def test_the_trail_names_who_stood_at_the_counter(office):
    entered(office)
    line = Entry.objects.get(code="seals.counter.entered")
    assert (line.after, line.officer_name) == ({"来办事的人": CITIZEN}, office[CLERK].name)
