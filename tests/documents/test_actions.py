"""What the office does with its register entries, and what it may not."""

from datetime import timedelta

import pytest

from documents.incoming import actions
from documents.incoming.approval import digest
from documents.incoming.models import Incoming
from tests.documents.walk import Walk, blank, register
from township_office import clock
from township_office.approvals.actions import return_to, withdraw
from township_office.audit.trail import trail_of
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer
from township_office.web.refusals import Refused


def by(office, post="文书"):
    return capacity_of(office[post], office.posts[post])


def test_numbers_run_by_the_year_without_a_gap(office):
    numbers = [register(office, source_number=f"{n}号").paper.number for n in range(3)]
    assert numbers == [1, 2, 3]


def test_a_refused_registration_takes_no_number(office):
    yesterday = clock.now() - timedelta(days=1)
    with pytest.raises(Refused, match="期限已过"):
        actions.register_incoming(blank(office, deadline=yesterday), by=by(office))
    assert register(office).paper.number == 1


def test_a_most_urgent_paper_for_handling_needs_a_deadline(office):
    with pytest.raises(Refused, match="须定办理期限"):
        actions.register_incoming(blank(office, urgency="特急"), by=by(office))


def test_only_the_office_registers(office):
    with pytest.raises(Refused, match="由党政办公室登记"):
        actions.register_incoming(blank(office), by=by(office, "民政办主任"))


@pytest.mark.parametrize("secrecy", ["secret", "confidential", "top_secret"])
def test_a_state_secret_is_never_registered_as_a_paper(office, secrecy):
    with pytest.raises(Refused, match="A5.7"):
        actions.register_incoming(blank(office, secrecy=secrecy), by=by(office))
    assert not Incoming.objects.exists()


def test_the_card_of_a_secret_keeps_neither_title_nor_number(office):
    card = actions.register_card(
        blank(office, secrecy="secret", title="某某事项", source_number="机〔2026〕1号"),
        by=by(office),
    )
    assert (card.title, card.source_number) == ("涉密件", "无")
    assert "某某事项" not in str(list(trail_of(card).values()))
    assert "某某事项" not in str(list(card.history.values()))


def test_a_card_is_seen_by_director_and_confidential_officer_only(office):
    card = actions.register_card(blank(office, secrecy="secret"), by=by(office))
    readers = {
        post
        for post in office.posts
        if Incoming.objects.visible_to(office[post]).filter(pk=card.pk)
    }
    assert readers == {"办公室主任", "机要员"}
    listed = Incoming.objects.registered_in(office["文书"])
    assert card in listed


def test_the_clerk_does_not_record_on_a_card(office):
    card = actions.register_card(blank(office, secrecy="secret"), by=by(office))
    with pytest.raises(Refused, match="A5.2"):
        actions.record_card_step(
            card, step="read", officer=office["镇长"], on=clock.today(), by=by(office)
        )


def test_a_withdrawn_paper_is_mended_and_sent_again_under_its_number(walk):
    withdraw(walk.case, by=by(walk.house))
    walk.paper.title = "更正后的标题"
    actions.amend_incoming(walk.paper, by=by(walk.house))
    actions.send_incoming(walk.paper, by=by(walk.house))
    assert (walk.stage, walk.paper.number) == ("初审", 1)
    assert walk.case.title == "更正后的标题"


def test_a_paper_on_its_way_is_not_mended(walk):
    with pytest.raises(Refused, match="已经送出"):
        actions.amend_incoming(walk.paper, by=by(walk.house))


def test_what_came_back_to_the_register_is_mended_by_who_registered_it(walk):
    walk.check()
    task = walk.task("办公室主任")
    return_to(task, to=1, straight=False, reason="标题抄错。", by=by(walk.house, "办公室主任"))
    walk.paper.title = "抄对的标题"
    actions.amend_incoming(walk.paper, by=by(walk.house))
    actions.send_incoming(walk.paper, by=by(walk.house))
    assert (walk.stage, walk.case.round, walk.case.title) == ("初审", 2, "抄对的标题")


def test_a_voided_number_stays_with_its_reason_and_is_not_used_again(walk):
    actions.void_incoming(walk.paper, reason="重复登记。", by=by(walk.house))
    assert walk.case.outcome == "void"
    with pytest.raises(Refused, match="已经作废"):
        actions.amend_incoming(walk.paper, by=by(walk.house))
    assert register(walk.house).paper.number == 2


def test_a_paper_that_asks_for_an_answer_is_not_closed_without_one(office):
    walk = register(office, answer_needed=True).check().propose().instruct()
    walk.agree("应急办主任", "已落实。")
    with pytest.raises(AssertionError, match="answered_on"):
        walk.agree("文书", "已办结。")
    walk.agree("文书", "已答复。", answered_on=clock.today())
    walk.paper.refresh_from_db()
    assert walk.paper.answered_on == clock.today()


def test_handlers_of_another_township_cannot_be_named(office, other_house):
    walk = register(office).check()
    foreign = other_house.posts["应急办主任"].pk
    with pytest.raises(AssertionError, match="handlers"):
        walk.agree("办公室主任", "拟请办理。", work="handle", handlers=[foreign], leads=foreign)


def test_the_readers_named_by_the_instruction_may_open_the_paper(walk: Walk):
    walk.check().propose("应急办主任", readers=("党委书记",))
    secretary: Officer = walk.house["党委书记"]
    assert not Incoming.objects.visible_to(secretary).exists()
    walk.instruct("应急办主任", readers=("党委书记",))
    assert Incoming.objects.visible_to(secretary).exists()


def test_what_a_leader_has_instructed_on_is_not_voided(walk):
    walk.check().propose().instruct()
    with pytest.raises(Refused, match="已经批示"):
        actions.void_incoming(walk.paper, reason="重复登记。", by=by(walk.house))
    assert walk.case.outcome == ""


def test_what_was_voided_in_the_meantime_is_not_voided_again(walk):
    seen_before = Incoming.objects.get(pk=walk.paper.pk)
    actions.void_incoming(walk.paper, reason="重复登记。", by=by(walk.house))
    with pytest.raises(Refused, match="已经作废"):
        actions.void_incoming(seen_before, reason="另一个理由。", by=by(walk.house))


def test_what_comes_back_after_its_deadline_is_mended_all_the_same(office):
    walk = register(office, deadline=clock.now() + timedelta(hours=1)).check()
    walk.return_to("办公室主任", to=1, reason="标题抄错。")
    with clock.moved_to(clock.now() + timedelta(days=1)):
        walk.paper.title = "抄对的标题"
        actions.amend_incoming(walk.paper, by=by(office))
        walk.paper.deadline = clock.now() - timedelta(hours=2)
        with pytest.raises(Refused, match="期限已过"):
            actions.amend_incoming(walk.paper, by=by(office))


def test_what_is_decided_upon_reads_the_same_before_and_after_it_is_kept(office):
    kept = register(office, deadline=clock.local(clock.now() + timedelta(days=1))).paper
    assert digest(kept) == digest(Incoming.objects.get(pk=kept.pk))
