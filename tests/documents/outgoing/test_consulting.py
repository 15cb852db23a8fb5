"""会签: who is asked is heard, and who does not agree is not left out (DOC-31)."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import Group

from documents.outgoing import actions
from documents.outgoing.actions import Parts
from documents.outgoing.forms.stages import ConsultForm
from documents.outgoing.models import Outgoing
from tests.documents.outgoing.desk import Desk, new_post, staffed, submitted
from tests.documents.walk import organ, register
from tests.house import House
from township_office import clock
from township_office.approvals.actions import add_signer, agree, transfer
from township_office.approvals.core import Seat
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment, Department, Organ, StandIn
from township_office.web.refusals import Refused

DIRECTOR, DRAFTER, DEPUTY, MAYOR = "办公室主任", "应急办干事", "副镇长（农业）", "镇长"
CIVIL, VETERANS = "民政办主任", "退役站站长"
NOBODY = "没有能会签的负责人"


@pytest.fixture
def office(house: House) -> House:
    return staffed(house)


def parts(office: House, *departments: Department) -> Parts:
    village = organ(office, "柳树湾村民委员会", Organ.Level.BELOW)
    return Parts(main=[village], consulted=departments)


def headless(office: House) -> Department:
    return Department.objects.create(
        township=office.township,
        name="退役军人服务站",
        short_name="退役站",
        rank=8,
        group=Group.objects.create(name="退役军人服务站"),
    )


def released(office: House, post: str) -> None:
    Appointment.objects.filter(post=office.posts[post]).delete()


def drafter(office: House):
    return capacity_of(office[DRAFTER])


def test_nothing_is_sent_to_a_department_that_nobody_answers_for(office):
    asked = parts(office, office.departments["民政办公室"], headless(office))
    with pytest.raises(Refused, match=f"^退役站{NOBODY}"):
        submitted(office, parts=asked)
    assert not Outgoing.objects.exists()


def test_a_department_whose_head_has_left_is_not_asked_either(office):
    released(office, CIVIL)
    with pytest.raises(Refused, match=f"^民政办{NOBODY}"):
        submitted(office, parts=parts(office, office.departments["民政办公室"]))


def test_nobody_answers_for_his_department_what_he_drafted_himself(office):
    with pytest.raises(Refused, match=f"^民政办{NOBODY}"):
        submitted(office, CIVIL, parts=parts(office, office.departments["民政办公室"]))


@pytest.fixture
def two(office: House) -> Desk:
    """Two departments are asked; it lies with their heads."""
    new_post(office, VETERANS, "", "罗兵", heads="退役站")
    return asked_both(office)


def asked_both(office: House) -> Desk:
    both = [office.departments[name] for name in ("民政办公室", "退役站")]
    desk = submitted(office, parts=parts(office, *both))
    desk.agree(DIRECTOR)
    assert desk.stage == "会签"
    return desk


def said(desk: Desk) -> dict[str, bool | None]:
    return {str(each): each.agrees for each in desk.fresh().consulted.all()}


def act(desk: Desk, verb, post: str, **asked) -> None:
    """Somebody passes his task on, or asks another beside him."""
    task = desk.task(post)
    verb(task, **asked, note="请您看。", by=capacity_of(desk.house[post], task.post))


def signed(desk: Desk) -> list[str]:
    desk.agree(DEPUTY)
    desk.agree(MAYOR)
    return desk.fresh().signers


def test_who_heads_two_departments_answers_for_both_at_once(office):
    new_post(office, VETERANS, "", "罗兵", heads="退役站")
    Appointment.objects.filter(post=office.posts[VETERANS]).update(officer=office[CIVIL])
    desk = asked_both(office)
    desk.agree(CIVIL)
    assert said(desk) == {"民政办": True, "退役站": True}
    assert signed(desk) == [office[MAYOR].name]


def test_who_got_it_passed_on_answers_for_whom_it_was_asked_of(two):
    deputy = Seat(post=two.house.posts[DEPUTY].pk)
    act(two, transfer, VETERANS, to=deputy)
    two.agree(DEPUTY, "人手不够。", agrees="no")
    assert said(two) == {"民政办": None, "退役站": False}
    two.agree(CIVIL)
    assert said(two) == {"民政办": True, "退役站": False}
    assert two.stage == "会签意见协调"


@pytest.mark.parametrize("before", [True, False])
def test_who_is_asked_beside_a_head_answers_for_nobody(two, before):
    deputy = Seat(post=two.house.posts[DEPUTY].pk)
    act(two, add_signer, CIVIL, seat=deputy, before=before)
    if before:
        two.agree(DEPUTY, "我不赞成。", agrees="no")
        assert said(two) == {"民政办": None, "退役站": None}
    two.agree(CIVIL)
    if not before:
        two.agree(DEPUTY, "我不赞成。", agrees="no")
    two.agree(VETERANS)
    assert said(two) == {"民政办": True, "退役站": True}
    assert signed(two) == [two.house[MAYOR].name]


def test_who_stands_in_for_a_head_answers_for_him_alone(two):
    civil, other = two.house[CIVIL], two.house[VETERANS]
    today = {"valid_from": clock.today(), "valid_until": clock.today(), "made_by": civil}
    StandIn.objects.create(principal=civil, deputy=other, **today)
    task = two.case.tasks.get(post=two.house.posts[CIVIL])
    form = ConsultForm({"opinion": "同意。", "agrees": "yes"}, subject=two.paper, officer=other)
    assert form.is_valid()
    agree(task, by=capacity_of(other, task.post, for_name=civil.name), form=form)
    assert said(two) == {"民政办": True, "退役站": None}


def test_nothing_is_signed_while_one_of_those_asked_has_not_spoken(office):
    both = [office.departments[name] for name in ("民政办公室", "党政办公室")]
    desk = submitted(office, parts=parts(office, *both))
    desk.agree(DIRECTOR)
    released(office, CIVIL)  # the stage goes on with the other
    desk.paper.consulted.filter(department=both[1]).update(agrees=True)
    with pytest.raises(Refused, match="^民政办还没有会签，不能签发"):
        actions.sign(desk.fresh(), by=capacity_of(office[MAYOR]))
    assert desk.fresh().signers == []


def disagreed(office: House) -> Desk:
    """民政办 does not agree, and it came back to its drafter."""
    desk = submitted(office, parts=parts(office, office.departments["民政办公室"]))
    desk.agree(DIRECTOR)
    desk.agree(CIVIL, "经费来源没有说明。", agrees="no")
    desk.return_to(DEPUTY, 1, "与民政办商量。")
    return desk


def test_who_does_not_agree_is_not_left_out_when_it_comes_back(office):
    desk = disagreed(office)
    with pytest.raises(Refused, match="^民政办会签不同意，不能从会签部门里去掉"):
        actions.amend_outgoing(desk.fresh(), parts(office), by=drafter(office))
    assert desk.fresh().consulted.get().agrees is False
    same = parts(office, office.departments["民政办公室"])
    actions.amend_outgoing(desk.paper, replace(same, annexes=[("预算", "")]), by=drafter(office))
    actions.send_outgoing(desk.fresh(), by=drafter(office))
    desk.agree(DIRECTOR)
    desk.agree(CIVIL, "仍不同意。", agrees="no")
    assert desk.stage == "会签意见协调"


def test_who_agrees_may_be_left_out(office):
    desk = submitted(office, parts=parts(office, office.departments["民政办公室"]))
    desk.agree(DIRECTOR)
    desk.agree(CIVIL)
    desk.return_to(DEPUTY, 1, "不涉及民政。")
    actions.amend_outgoing(desk.fresh(), parts(office), by=drafter(office))
    assert not desk.fresh().consulted.exists()


def test_who_was_consulted_is_not_changed_after_the_signature(two):
    for post in (CIVIL, VETERANS, DEPUTY, MAYOR):
        two.agree(post)
    assert two.stage == "复核"
    for others in ((), (two.house.departments["民政办公室"],)):
        with pytest.raises(Refused, match="^签发以后不能改会签部门"):
            actions.amend_outgoing(two.fresh(), parts(two.house, *others), by=drafter(two.house))
    assert said(two) == {"民政办": True, "退役站": True}


def test_which_paper_it_answers_is_not_changed_after_the_signature_either(office):
    desk = submitted(office)
    for post in (DIRECTOR, DEPUTY, MAYOR):
        desk.agree(post)
    paper = desk.fresh()
    paper.answers = register(office).paper
    with pytest.raises(Refused, match="^签发以后不能改所答复的来文"):
        actions.amend_outgoing(paper, parts(office), by=drafter(office))
