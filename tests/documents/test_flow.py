"""documents.incoming from end to end, through the actions, in both profiles."""

from datetime import timedelta

import pytest

from documents.incoming.actions import (
    Assignment,
    amend_incoming,
    propose,
    register_incoming,
    send_incoming,
)
from documents.incoming.models import Incoming
from documents.incoming.rules import ROUTINE
from tests.documents.walk import Walk, blank, organ, published, register
from tests.house import LONG_AGO, build_house
from township_office import clock
from township_office.approvals import actions
from township_office.approvals.models import Event, Task
from township_office.approvals.run import run_of
from township_office.approvals.story import Story
from township_office.audit.trail import trail_of
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment, Officer, Organ
from township_office.townships.models import Setting
from township_office.web.refusals import Refused, Stale


@pytest.mark.parametrize(("profile", "second"), [("A", "拟办"), ("B", "批办")])
def test_a_paper_walks_from_register_to_archive(db, profile, second):
    walk = register(published(build_house(profile=profile)))
    assert walk.stage == "初审"
    walk.check()
    assert walk.stage == second
    walk.propose("应急办主任", readers=("副镇长（农业）",))
    assert walk.stage == "批示"
    walk.instruct("应急办主任", readers=("副镇长（农业）",))
    assert walk.stage == "承办"
    walk.agree("应急办主任", "已落实。")
    assert walk.stage == "办结"
    walk.agree("文书", "已办结。")
    assert walk.stage == "归档"
    walk.agree("文书", "已归档。", retention="D10", original_back="on")
    assert walk.stage == "办结"
    walk.paper.refresh_from_db()
    assert walk.paper.filed_on is not None
    verbs = [event.verb for event in walk.case.events.order_by("id")]
    assert verbs == ["submit", *["agree"] * 6]


def asked_and_seeing(walk):
    """Whom the paper asks now, and who may open it."""
    run = run_of(walk.paper)
    everybody = walk.house.officers.items()
    seen = Incoming.objects.filter(pk=walk.paper.pk)
    return (
        {name for name, officer in everybody if run.asks(officer)},
        {name for name, officer in everybody if seen.visible_to(officer).exists()},
    )


def test_whoever_is_asked_may_open_the_paper(office):
    """A decision does not ask the grants again: the task that he has of it stands for them."""
    walk, office_itself = register(office), {"文书", "办公室主任", "机要员"}
    assert asked_and_seeing(walk) == ({"文书"}, office_itself)
    walk.check()
    assert asked_and_seeing(walk) == ({"办公室主任"}, office_itself)
    walk.propose("应急办主任", "民政办主任")
    assert asked_and_seeing(walk) == ({"镇长"}, office_itself | {"镇长"})
    walk.instruct("应急办主任", "民政办主任")
    asked, seeing = asked_and_seeing(walk)
    assert asked == {"应急办主任", "民政办主任"}
    assert asked < seeing
    walk.agree("民政办主任", "已落实。")
    assert asked_and_seeing(walk) == ({"应急办主任"}, seeing)


def test_every_step_stands_on_the_trail_in_its_post(walk):
    walk.check().propose().instruct()
    lines = [(entry.act, entry.officer_name, entry.post_name) for entry in trail_of(walk.paper)]
    assert lines == [
        ("登记收文", "刘芳", "文书"),
        ("送出", "刘芳", "文书"),
        ("办毕送出", "刘芳", "文书"),
        ("拟办", "李秀英", "办公室主任"),
        ("办毕送出", "李秀英", "办公室主任"),
        ("批示", "王建国", "镇长"),
        ("办毕送出", "王建国", "镇长"),
    ]


def test_party_affairs_go_to_the_secretary(office):
    walk = register(office, side="party").check().propose()
    assert walk.task("党委书记").stage_name == "批示"


def test_a_joint_paper_waits_for_mayor_and_secretary(office):
    walk = register(office, side="both").check().propose()
    walk.instruct(post="镇长")
    assert walk.stage == "批示"
    walk.instruct(post="党委书记")
    assert walk.stage == "承办"


def test_a_reading_paper_is_filed_after_the_instruction(office):
    walk = register(office, work="read").check()
    walk.agree("办公室主任", "拟呈领导阅。", work="read")
    walk.agree("镇长", "阅。", work="read")
    assert walk.stage == "归档"


def test_the_leader_may_turn_a_reading_paper_into_one_for_handling(office):
    walk = register(office, work="read").check()
    walk.agree("办公室主任", "拟呈领导阅。", work="read")
    walk.instruct("民政办主任")
    assert walk.stage == "承办"
    assert walk.task("民政办主任").due_at is None


def test_every_named_handler_files_his_result(walk):
    walk.check().propose("应急办主任", "民政办主任").instruct("应急办主任", "民政办主任")
    walk.agree("民政办主任", "已落实。")
    assert walk.stage == "承办"
    walk.agree("应急办主任", "已落实。")
    assert walk.stage == "办结"


def test_a_handler_who_cannot_returns_to_the_clerk_and_the_leader_instructs_again(walk):
    walk.check().propose().instruct()
    walk.return_to("应急办主任", to=2, reason="不属本办职责，建议民政办承办。")
    assert walk.stage == "初审"
    walk.check().propose("民政办主任").instruct("民政办主任")
    assert walk.task("民政办主任").round == 2


def test_straight_back_skips_the_stages_between_when_nothing_was_changed(walk):
    walk.check().propose().instruct()
    walk.return_to("应急办主任", to=3, reason="请补充责任人。", straight=True)
    walk.propose()
    assert walk.stage == "承办"


def test_what_is_not_in_order_from_below_goes_back_to_its_sender(office):
    below = organ(office, "柳树湾村", Organ.Level.BELOW)
    walk = register(office, source=below, source_number="无")
    task = walk.task("文书")
    by = capacity_of(office["文书"], task.post)
    actions.refuse(task, by=by, reason="未盖章，退回补正。")
    assert walk.stage == "不同意"


def test_what_comes_from_above_cannot_be_sent_back_to_its_sender(walk):
    task = walk.task("文书")
    with pytest.raises(Refused, match="只能办理或退回"):
        actions.refuse(task, by=capacity_of(walk.house["文书"], task.post), reason="缺附件")


def test_the_wrong_person_is_refused_and_nothing_is_written(walk):
    task = walk.task("文书")
    events, entries = Event.objects.count(), trail_of(walk.paper).count()
    form_of = type("Form", (), {"words": lambda self: "同意", "said": lambda self: {}})
    with pytest.raises(Refused, match="不由您办理"):
        actions.agree(task, by=capacity_of(walk.house["镇长"]), form=form_of())
    assert (Event.objects.count(), trail_of(walk.paper).count()) == (events, entries)


def test_the_second_of_two_hears_who_was_faster(walk):
    task = walk.task("文书")
    walk.check()
    form_of = type("Form", (), {"words": lambda self: "同意", "said": lambda self: {}})
    with pytest.raises(Stale, match="已由刘芳办理"):
        actions.agree(task, by=capacity_of(walk.house["文书"]), form=form_of())


def test_the_clerk_withdraws_until_another_has_acted(walk):
    walk.check()
    actions.withdraw(walk.case, by=capacity_of(walk.house["文书"]))
    assert walk.stage == "撤回"
    assert not Task.objects.open().exists()


def test_after_the_director_has_proposed_nothing_is_withdrawn(walk):
    walk.check().propose()
    with pytest.raises(Refused, match="不能撤回"):
        actions.withdraw(walk.case, by=capacity_of(walk.house["文书"]))


def test_when_the_director_registered_himself_the_deputy_lead_proposes(office):
    paper = blank(office)
    by = capacity_of(office["办公室主任"], office.posts["办公室主任"])
    register_incoming(paper, by=by)
    walk = Walk(office, paper).check()
    task = walk.task("副书记（分管办公室）")
    assert (task.stage_name, task.reason) == ("拟办", "fallback")


def test_without_a_mayor_the_secretary_instructs(office):
    office.posts["镇长"].appointments.all().update(valid_until="2021-01-01")
    walk = register(office).check().propose()
    assert walk.task("党委书记").reason == "fallback"


def test_where_the_township_allows_it_routine_reading_goes_without_instruction(office):
    Setting.objects.create(
        township=office.township, key=ROUTINE.key, value=True, valid_from=LONG_AGO
    )
    walk = register(office, work="read").check()
    walk.agree("办公室主任", "例行阅件。", work="read", routine="on")
    assert walk.stage == "归档"


def test_elsewhere_every_paper_from_above_is_instructed_on(office):
    walk = register(office, work="read").check()
    walk.agree("办公室主任", "例行阅件。", work="read", routine="on")
    assert walk.stage == "批示"


def test_new_handlers_do_not_slip_past_the_leader_on_the_straight_way_back(walk):
    walk.check().propose("应急办主任").instruct("应急办主任")
    walk.return_to("应急办主任", to=3, reason="不属本办职责。", straight=True)
    walk.propose("民政办主任")
    assert walk.stage == "批示"


def test_nor_does_a_paper_turned_into_one_for_reading(walk):
    walk.check().propose().instruct()
    walk.return_to("应急办主任", to=3, reason="不必办理。", straight=True)
    walk.agree("办公室主任", "拟呈领导阅。", work="read")
    assert walk.stage == "批示"


def test_an_instruction_does_not_stand_for_handlers_it_never_saw(office):
    walk = register(office, side="both").check().propose()
    walk.instruct(post="党委书记")
    walk.return_to("镇长", to=3, reason="改由民政办承办。", straight=True)
    walk.propose("民政办主任")
    assert walk.task("党委书记").stage_name == walk.task("镇长").stage_name == "批示"


def test_a_post_that_nobody_holds_cannot_be_named_to_handle(walk):
    walk.check()
    vacate(walk.house.posts["民政办主任"])
    with pytest.raises(AssertionError, match="民政办主任暂缺"):
        walk.propose("应急办主任", "民政办主任")
    task, by = walk.task("办公室主任"), capacity_of(walk.house["办公室主任"])
    both = [walk.house.posts[name].pk for name in ("应急办主任", "民政办主任")]
    with pytest.raises(Refused, match="民政办主任暂缺"):
        propose(task.case.subject, Assignment("handle", both, both[0]), by=by)


def test_a_most_urgent_paper_keeps_its_deadline_when_it_is_proposed_on(office):
    ahead = clock.now() + timedelta(days=1)
    walk = register(office, urgency="特急", deadline=ahead).check()
    with pytest.raises(AssertionError, match="特急办件须定期限"):
        walk.propose()
    task, by = walk.task("办公室主任"), capacity_of(office["办公室主任"])
    post = office.posts["应急办主任"].pk
    with pytest.raises(Refused, match="须定办理期限"):
        propose(task.case.subject, Assignment("handle", [post], post), by=by)


def test_a_paper_for_reading_says_nothing_of_handlers(walk):
    walk.check()
    walk.agree("办公室主任", "拟呈领导阅。", **walk.assignment() | {"work": "read"})
    assert "承办" not in walk.case.events.get(kind="documents.propose").form


# Who left a post, and who came into it.


def vacate(post):
    post.appointments.update(valid_until=clock.today() - timedelta(days=1))


def successor(house, post):
    officer = Officer.objects.create(township=house.township, username="new", name="高远")
    Appointment.objects.create(officer=officer, post=house.posts[post])
    return officer


def test_what_came_back_is_mended_by_whoever_holds_the_post_now(walk):
    walk.check().return_to("办公室主任", to=1, reason="标题抄错。")
    vacate(walk.house.posts["文书"])
    by = capacity_of(successor(walk.house, "文书"), walk.house.posts["文书"])
    walk.paper.title = "抄对的标题"
    amend_incoming(walk.paper, by=by)
    send_incoming(walk.paper, by=by)
    assert walk.stage == "初审"


def test_who_left_the_post_neither_mends_nor_withdraws(walk):
    former = capacity_of(walk.house["文书"], walk.house.posts["文书"])
    vacate(walk.house.posts["文书"])
    with pytest.raises(Refused, match="不由您"):
        actions.withdraw(walk.case, by=former)
    successor(walk.house, "文书")
    walk.paper.title = "另一个标题"
    with pytest.raises(Refused, match="不能再改"):
        amend_incoming(walk.paper, by=former)


def test_what_one_registered_oneself_is_not_asked_of_one_to_decide(office):
    """The clerk is given the director's post beside the director: his own papers wait for her."""
    walk = register(office).check()
    Appointment.objects.create(officer=office["文书"], post=office.posts["办公室主任"])
    assert Story(walk.case).task_of(office["文书"]) is None
    assert Story(walk.case).task_of(office["办公室主任"]) is not None
