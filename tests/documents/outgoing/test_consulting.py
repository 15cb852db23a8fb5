"""会签: who is asked is heard, and who does not agree is not left out (DOC-31)."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import Group

from documents.outgoing import actions
from documents.outgoing.actions import Parts
from documents.outgoing.models import Outgoing
from tests.documents.outgoing.desk import Desk, staffed, submitted
from tests.documents.walk import organ
from tests.house import House
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment, Department, Organ
from township_office.web.refusals import Refused

DIRECTOR, DRAFTER, DEPUTY, MAYOR = "办公室主任", "应急办干事", "副镇长（农业）", "镇长"
CIVIL = "民政办主任"
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
