"""At the seal: the keeper in person, what was approved and as it was, never more of it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from seals.keeping.models import Life, Seal
from seals.using import actions, rules
from seals.using.models import Request, Stamping
from tests.files.samples import picture
from tests.seals.using.desk import asked, fill, hand_to, paper, seal_of
from township_office import clock
from township_office.approvals import actions as engine
from township_office.approvals.core import Seat
from township_office.approvals.models import Confirmation, Event
from township_office.files.actions import keep
from township_office.files.models import File
from township_office.notices.models import Notice
from township_office.people.capacity import capacity_of
from township_office.people.models import StandIn
from township_office.web.refusals import Refused

KEEPER = "印章保管员"


def at_the_seal(house, **fields):
    """A request for the government seal that the mayor has agreed to."""
    desk = asked(house, **fields)
    desk.agree("镇长")
    return desk


def scan():
    return SimpleUploadedFile("盖章页.png", picture("PNG"))


# How many, and when it ends


def test_the_keeper_stamps_all_and_the_case_ends(office):
    desk = at_the_seal(office)
    desk.agree(KEEPER, taken_by="马军")
    request = desk.fresh()
    assert (desk.stage, request.stamped, request.closed_on) == ("办结", 3, clock.today())
    line = request.stampings.get()
    said = (line.number, line.copies, line.approvers, line.handler, line.keeper_name)
    assert said == (1, 3, "镇长 王建国", "马军", "吴梅")
    assert (line.taken_by, line.matter, line.department) == ("马军", "公文", "应急管理办公室")
    assert line.digest == rules.digest_of(request)


def test_a_part_now_and_the_rest_later_are_two_lines(office):
    desk = at_the_seal(office)
    desk.stamp(KEEPER, 1)
    assert (desk.stage, desk.request.closed_on) == ("用印", None)
    desk.agree(KEEPER)
    assert [line.copies for line in desk.fresh().stampings.order_by("id")] == [1, 2]
    assert [line.number for line in desk.request.stampings.order_by("id")] == [1, 2]
    assert desk.stage == "办结"


def test_what_is_left_is_given_up_only_where_the_keeper_says_so(office):
    desk = at_the_seal(office)
    form = desk.form(KEEPER, copies=2)
    assert not form.is_valid()
    assert "还剩 1 份" in str(form.errors["give_up"])
    desk.agree(KEEPER, copies=2, give_up="on")
    assert (desk.stage, desk.fresh().stamped) == ("办结", 2)
    assert Event.objects.filter(kind="seals.stamp").last().form["余下"] == "1 份不再盖"


def test_after_a_part_he_may_end_it_with_none_more(office):
    desk = at_the_seal(office)
    assert "copies" in desk.form(KEEPER, copies=0, give_up="on").errors
    desk.stamp(KEEPER, 2)
    boxes = dict.fromkeys(("read", "same", "filled", "placed"), "")
    desk.agree(KEEPER, copies=0, give_up="on", **boxes)
    assert (desk.stage, desk.fresh().stamped, desk.request.stampings.count()) == ("办结", 2, 1)


def test_never_more_than_approved(office):
    desk = at_the_seal(office)
    assert "最多再盖 3 份" in str(desk.form(KEEPER, copies=4).errors["copies"])
    desk.stamp(KEEPER, 2)
    for copies in (2, 0, -1):
        with pytest.raises(Refused):
            desk.stamp(KEEPER, copies)
    assert (desk.fresh().stamped, Stamping.objects.count()) == (2, 1)


def test_every_check_is_ticked(office):
    desk = at_the_seal(office, across=True)
    for point in ("read", "same", "filled", "placed", "across"):
        form = desk.form(KEEPER, **{point: ""})
        assert list(form.errors) == [point]
    desk.agree(KEEPER)
    assert desk.request.stampings.get().note == "加盖骑缝章"


def test_the_ledger_counts_stampings_and_requests_count_themselves(office):
    refused = at_the_seal(office)
    refused.refuse(KEEPER, "用印页没有骑缝位置。")
    desk = at_the_seal(office)
    desk.agree(KEEPER)
    assert (refused.request.number, desk.request.number) == (1, 2)
    assert Stamping.objects.get().number == 1


# Who


def test_only_the_keeper_stamps_and_in_person(office):
    desk = at_the_seal(office)
    mayor = desk.who("镇长")
    with pytest.raises(Refused, match="由吴梅保管，只能由本人用印"):
        actions.stamp(desk.fresh(), copies=1, by=mayor)
    keeper = office[KEEPER]
    for how in ("phone", "paper"):
        by = capacity_of(keeper, office.posts[KEEPER], how=how)
        with pytest.raises(Refused, match="本人当场办理"):
            actions.stamp(desk.fresh(), copies=1, by=by)
    assert not Stamping.objects.exists()


def test_a_stand_in_does_not_stamp_for_the_keeper(office):
    """Even where the post is none that begins with seal_keeper (B2.1)."""
    post = office.posts[KEEPER]
    post.role = ""
    post.save()
    today = clock.today()
    StandIn.objects.create(
        principal=office[KEEPER],
        deputy=office["民政办主任"],
        valid_from=today,
        valid_until=today + timedelta(days=3),
        matters=["seals"],
        made_by=office["文书"],
    )
    desk = at_the_seal(office)
    task = desk.task("民政办主任")
    by = capacity_of(office["民政办主任"], task.post, for_name="吴梅")
    form = desk.form("民政办主任")
    assert form.is_valid()
    with pytest.raises(Refused, match="只能由本人用印"):
        engine.agree(task, by=by, form=form)


def test_who_has_handed_it_over_stamps_no_more_and_the_new_keeper_does(office):
    desk = at_the_seal(office)
    fill(office, "接印同志", "", "许诺")
    hand_to(office, seal_of(office, "government"), "接印同志")
    with pytest.raises(Refused, match="由许诺保管"):
        desk.stamp(KEEPER, 1)
    with pytest.raises(Refused, match="现在不在您这里用印"):
        desk.stamp("接印同志", 1)
    to = Seat(officer=office["接印同志"].pk)
    engine.transfer(desk.task(KEEPER), to=to, note="印章已移交。", by=desk.who(KEEPER))
    desk.stamp("接印同志", 1)
    assert desk.fresh().stampings.get().keeper_name == "许诺"


# Whether an approval of this very content holds


def test_nothing_is_stamped_before_it_is_approved(office):
    desk = asked(office)
    with pytest.raises(Refused, match="还没有批准"):
        desk.stamp(KEEPER, 1)


def test_nothing_is_stamped_after_it_was_returned_refused_or_voided(office):
    returned, refused, voided = (at_the_seal(office) for _ in range(3))
    returned.return_to(KEEPER, "请更正甲方名称。")
    refused.refuse(KEEPER, "与批准件不一致。")
    actions.void_request(voided.fresh(), reason="重复。", by=voided.who("文书"))
    for desk in (returned, refused, voided):
        with pytest.raises(Refused):
            desk.stamp(KEEPER, 1)
    assert not Stamping.objects.exists()


CHANGES = {
    "a copy more": lambda request: Request.objects.filter(pk=request.pk).update(copies=30),
    "another title": lambda request: Request.objects.filter(pk=request.pk).update(title="另一份"),
    "another seal": lambda request: Request.objects.filter(pk=request.pk).update(
        seal=Seal.objects.get(organ="office")
    ),
    "another file": lambda request: File.objects.attached_to(request).update(sha256="0" * 64),
    "a file more": lambda request: keep(
        paper("加一页。"), attached_to=request, by=capacity_of(request.applicant), role="content"
    ),
    "a line more": lambda request: request.items.create(what="证明"),
}


def test_what_was_changed_after_the_approval_is_not_stamped(office):
    hand_to(office, seal_of(office, "office"), KEEPER)
    for change in CHANGES.values():
        desk = at_the_seal(office)
        change(desk.request)
        with pytest.raises(Refused, match="与批准时不一致"):
            desk.stamp(KEEPER, 1)
        form = desk.form(KEEPER)
        assert form.is_valid()
        with pytest.raises(Refused, match="与批准时不一致"):
            engine.agree(desk.task(KEEPER), by=desk.who(KEEPER), form=form)
    assert not Stamping.objects.exists()


def test_what_came_back_unchanged_goes_straight_to_the_keeper_with_its_approval(office):
    desk = at_the_seal(office)
    desk.return_to(KEEPER, "请补送纸质件。", straight=True)
    actions.send_request(desk.fresh(), by=capacity_of(office["应急办干事"]))
    assert desk.stage == "用印"
    desk.agree(KEEPER)
    assert desk.request.stampings.get().approvers == "镇长 王建国"


def test_what_came_back_changed_is_approved_anew(office):
    desk = at_the_seal(office)
    desk.return_to(KEEPER, "份数不对。", straight=True)
    request = desk.fresh()
    request.copies = 5
    by = capacity_of(office["应急办干事"])
    actions.amend_request(request, actions.Papers(), by=by)
    actions.send_request(request, by=by)
    assert desk.lies_with == {"镇长"}
    desk.agree("镇长")
    desk.agree(KEEPER)
    assert desk.fresh().stamped == 5


def test_a_consent_by_telephone_carries_until_the_leader_disowns_it(office):
    desk = asked(office)
    task, form = desk.task("镇长"), desk.form("镇长")
    assert form.is_valid()
    call = engine.Call(clock.now())
    by = desk.who("文书")
    engine.agree_by_phone(task, leader=office["镇长"], call=call, form=form, by=by)
    desk.stamp(KEEPER, 1)
    engine.disown(Confirmation.objects.get(), words="没有接到电话。", by=desk.who("镇长"))
    with pytest.raises(Refused, match="王建国否认了电话同意"):
        desk.stamp(KEEPER, 1)
    assert desk.fresh().stamped == 1


# Where the seal is


def test_while_it_is_out_or_out_of_use_nothing_is_stamped(office):
    desk = at_the_seal(office)
    seal = Seal.objects.filter(organ="government")
    seal.update(out_since=clock.now())
    with pytest.raises(Refused, match="正在外带"):
        desk.stamp(KEEPER, 1)
    seal.update(out_since=None, status=Life.SUSPENDED)
    with pytest.raises(Refused, match="停用，不能用印"):
        desk.stamp(KEEPER, 1)


# The scan


def at_the_seal_with_a_contract(office):
    desk = asked(office, matter="合同协议")
    for post in ("党委书记", "镇长"):
        desk.agree(post)
    return desk


def test_a_contract_leaves_a_scan_of_the_stamped_page(office):
    desk = at_the_seal_with_a_contract(office)
    assert "须留扫描件" in str(desk.form(KEEPER).errors["scan"])
    with pytest.raises(Refused, match="须留扫描件"):
        desk.stamp(KEEPER, 1)
    desk.stamp(KEEPER, 1, scan=scan())
    desk.agree(KEEPER, files={"scan": scan()})
    for line in desk.fresh().stampings.all():
        assert line.scan_required
        assert File.objects.attached_to(line).get().role == "scan"
        assert line.approvers == "党委书记 陈志远、镇长 王建国"


def test_elsewhere_a_scan_may_be_left_and_need_not(office):
    desk = at_the_seal(office)
    desk.stamp(KEEPER, 1)
    desk.agree(KEEPER, files={"scan": scan()})
    lines = desk.request.stampings.order_by("id")
    assert [File.objects.attached_to(line).count() for line in lines] == [0, 1]


# Refusing


def test_the_keepers_refusal_ends_it_and_applicant_and_approvers_hear_of_it(office):
    desk = at_the_seal(office)
    desk.refuse(KEEPER, "金额与批准件不一致。")
    assert (desk.stage, desk.fresh().closed_on) == ("不同意", clock.today())
    told = Notice.objects.filter(words__contains="金额与批准件不一致")
    assert {each.officer for each in told} == {office["应急办干事"], office["镇长"]}


def test_two_with_old_copies_of_the_same_request_stamp_no_more_than_approved(office):
    desk = at_the_seal(office)
    old = Request.objects.get(pk=desk.request.pk)
    desk.stamp(KEEPER, 2)
    assert old.stamped == 0
    with pytest.raises(Refused, match="最多再盖 1 份"):
        actions.stamp(old, copies=2, by=desk.who(KEEPER))
    actions.stamp(Request.objects.get(pk=old.pk), copies=1, by=desk.who(KEEPER))
    history = desk.fresh().history.order_by("history_id").values_list("stamped", flat=True)
    assert list(history)[-2:] == [2, 3]


def test_a_seal_that_nobody_keeps_is_not_used(office):
    desk = at_the_seal(office)
    seal_of(office, "government").custodies.all().delete()
    with pytest.raises(Refused, match="还没有保管人"):
        desk.stamp(KEEPER, 1)


def test_what_comes_back_half_stamped_is_not_mended_below_what_was_stamped(office):
    desk = at_the_seal(office)
    desk.stamp(KEEPER, 2)
    desk.return_to(KEEPER, "份数不对。")
    fewer = desk.fresh()
    fewer.copies = 1
    with pytest.raises(Refused, match="已经盖了 2 份"):
        actions.amend_request(fewer, actions.Papers(), by=desk.who("应急办干事"))
    assert desk.fresh().copies == 3


def test_who_voids_an_old_copy_hears_that_it_was_stamped_meanwhile(office):
    desk = at_the_seal(office)
    old = Request.objects.get(pk=desk.request.pk)
    desk.stamp(KEEPER, 1)
    with pytest.raises(Refused, match="已经盖了 1 份"):
        actions.void_request(old, reason="不要了。", by=desk.who("应急办干事"))
    assert (desk.fresh().voided_on, desk.stage) == (None, "用印")
