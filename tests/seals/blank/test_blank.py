"""The exception of B2.5: off as it ships; a principal leader, numbered sheets, each accounted for."""

import pytest

from seals.blank import actions
from seals.blank.models import BlankRequest
from seals.ledger.actions import correct_line
from seals.using.models import Stamping
from tests.seals.blank.desk import KEEPER, Desk, allow, asked, by, unsent
from tests.seals.using.desk import APPLICANT, seal_of
from township_office import clock
from township_office.approvals.actions import withdraw
from township_office.audit.trail import trail_of
from township_office.web.refusals import Refused

OFF = "空白介绍信.*不能用印（B2.5、SEAL-08）.*把要盖章的内容写好"


def test_as_it_ships_nobody_asks_for_blank_sheets(closed):
    with pytest.raises(Refused, match=OFF):
        actions.ask_blank(unsent(closed), by=by(closed))
    assert not BlankRequest.objects.exists()


def test_what_was_asked_for_is_not_stamped_once_it_is_off_again(office):
    desk = asked(office)
    desk.agree("镇长")
    allow(office, value=False)
    with pytest.raises(Refused, match=OFF):
        actions.stamp_blank(desk.fresh(), sheets=1, by=by(office, KEEPER))
    assert not Stamping.objects.exists()


@pytest.mark.parametrize(
    ("organ", "side", "leader"),
    [
        ("party", "government", "党委书记"),
        ("government", "party", "镇长"),
        ("office", "government", "镇长"),
        ("office", "party", "党委书记"),
    ],
)
def test_a_principal_leader_decides(office, organ, side, leader):
    assert asked(office, organ, side=side).lies_with == {leader}


def test_nobody_approves_what_he_asks_for(office):
    desk = asked(office, post="镇长")
    assert "镇长" not in desk.lies_with
    assert desk.lies_with == {"党委书记"}


def test_each_sheet_has_its_number_and_the_ledger_a_line(office):
    desk = asked(office).stamped()
    assert [each.number for each in desk.request.pages.order_by("number")] == [1, 2, 3]
    assert desk.states == ["unused"] * 3
    line = Stamping.objects.get()
    assert desk.request.stamping == line
    assert (line.copies, line.origin, line.matter) == (3, "blank", "空白")
    assert line.approvers == "镇长 王建国"
    assert line.note == f"空白用印{desk.request.label}，编号 1—3"
    assert desk.stage == "办结"


def test_fewer_may_be_stamped_and_more_never(office):
    desk = asked(office)
    desk.agree("镇长")
    with pytest.raises(Refused, match="批准 3 张"):
        actions.stamp_blank(desk.fresh(), sheets=4, by=by(office, KEEPER))
    desk.agree(KEEPER, sheets=2)
    assert desk.fresh().pages.count() == 2


def test_nothing_is_stamped_unapproved_changed_or_by_another(office):
    desk = asked(office)
    with pytest.raises(Refused, match="还没有批准"):
        actions.stamp_blank(desk.fresh(), sheets=1, by=by(office, KEEPER))
    desk.agree("镇长")
    with pytest.raises(Refused, match="保管"):
        actions.stamp_blank(desk.fresh(), sheets=1, by=by(office, "文书"))
    BlankRequest.objects.update(sheets=30)
    with pytest.raises(Refused, match="与批准时不一致"):
        actions.stamp_blank(desk.fresh(), sheets=1, by=by(office, KEEPER))


def test_nothing_is_stamped_while_the_seal_is_out(office):
    desk = asked(office)
    desk.agree("镇长")
    seal = seal_of(office, "government")
    seal.out_since = clock.now()
    seal.save()
    with pytest.raises(Refused):
        actions.stamp_blank(desk.fresh(), sheets=1, by=by(office, KEEPER))


def test_every_sheet_is_accounted_for_and_confirmed(office):
    desk = asked(office).stamped()
    desk.account(_1=("used", "到县水务局联系"), _2=("returned",))
    assert desk.states == ["used", "returned", "unused"]
    assert desk.confirm() == 2
    assert desk.fresh().settled_on is None
    with pytest.raises(Refused, match="第 1 张已由保管人核对"):
        desk.account(_1=("void",))
    desk.account(_3=("void", "写坏"))
    assert desk.confirm() == 1
    assert desk.fresh().settled_on == clock.today()
    with pytest.raises(Refused, match="不能再改"):
        desk.account(_3=("returned",))
    told = trail_of(desk.request).filter(code="seals.blank.accounted").order_by("id").first()
    assert told.after == {"第1张": "已用 到县水务局联系", "第2张": "退回"}
    assert told.before == {"第1张": "未用", "第2张": "未用"}


def test_the_applicant_corrects_himself_until_it_is_confirmed(office):
    desk = asked(office).stamped()
    desk.account(_1=("used", "到县水务局联系"))
    desk.account(_1=("unused",))
    assert desk.states == ["unused"] * 3
    with pytest.raises(Refused, match="没有新交代的"):
        desk.confirm()


def test_a_used_sheet_says_for_what(office):
    with pytest.raises(Refused, match="请写明用于什么"):
        asked(office).stamped().account(_1=("used",))


def test_only_the_applicant_accounts_and_only_the_keeper_confirms(office):
    desk = asked(office).stamped()
    fates = {1: actions.Fate("returned")}
    with pytest.raises(Refused, match="由申请人（马军）交代"):
        actions.account_for(desk.fresh(), fates, by=by(office, KEEPER))
    desk.account(_1=("returned",))
    with pytest.raises(Refused, match="保管"):
        actions.confirm_sheets(desk.fresh(), by=by(office))


def test_a_keeper_does_not_confirm_his_own_sheets(office):
    request = unsent(office)
    actions.ask_blank(request, by=by(office, KEEPER))
    desk = Desk(office, request).stamped()
    actions.account_for(desk.fresh(), {1: actions.Fate("void")}, by=by(office, KEEPER))
    with pytest.raises(Refused, match="不能由自己核对"):
        desk.confirm()


def test_before_it_is_stamped_nothing_is_accounted_for(office):
    with pytest.raises(Refused, match="还没有用印"):
        asked(office).account(_1=("returned",))


def test_what_was_taken_back_is_mended_and_sent_again(office):
    desk = asked(office)
    with pytest.raises(Refused, match="已经送出"):
        actions.amend_blank(desk.fresh(), by=by(office))
    withdraw(desk.case, by=by(office))
    desk.fresh().sheets = 1
    actions.amend_blank(desk.request, by=by(office))
    actions.send_blank(desk.request, by=by(office))
    assert (desk.lies_with, desk.request.sheets) == ({"镇长"}, 1)
    with pytest.raises(Refused, match="只有申请人"):
        actions.send_blank(desk.fresh(), by=by(office, "文书"))


def test_as_many_sheets_as_one_follows_one_by_one(office):
    with pytest.raises(Refused, match="一次 1 到 50 张"):
        actions.ask_blank(unsent(office, sheets=51), by=by(office, APPLICANT))


def test_a_correction_of_the_ledger_makes_no_more_sheets_than_were_approved(office):
    line, keeper = asked(office).stamped(sheets=2).request.stamping, by(office, KEEPER)
    with pytest.raises(Refused, match="批准 3 张"):
        correct_line(line, reason="记错", copies=4, by=keeper)
    corrected = correct_line(line, reason="记错", copies=3, by=keeper)
    with pytest.raises(Refused, match="批准 3 张"):
        correct_line(corrected, reason="记错", copies=4, by=keeper)
