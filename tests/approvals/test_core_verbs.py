"""Passing on, asking others besides, telephone and paper, stand-ins, vacancies, in sentences."""

from dataclasses import replace

import pytest

from tests.approvals.told import (
    APPLICANT,
    CLERK,
    DEPUTY,
    DIRECTOR,
    HOLDERS,
    MAYOR,
    SECRETARY,
    Walk,
    refused,
    sent_in_a_post,
    stage,
)
from township_office.approvals.core import (
    FIRST,
    Add,
    Agree,
    Confirm,
    Disown,
    Intervene,
    Mode,
    Outcome,
    Paper,
    Phone,
    Reason,
    Seat,
    Settle,
    Transfer,
    Why,
)

# Passing on (转办)


def test_what_is_passed_on_lies_with_the_other_and_no_more_with_him() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3, MAYOR))
    walk.transfer(DIRECTOR, to=DEPUTY)
    assert walk.lies_with == {DEPUTY}
    assert walk.state.tasks[0].verdict == "transfer"
    walk.agree(DEPUTY)
    assert walk.lies_with == {MAYOR}


def test_whoever_waited_for_him_waits_for_the_other() -> None:
    walk = Walk(stage(2, DEPUTY, MAYOR, mode=Mode.ORDER))
    walk.transfer(DEPUTY, to=DIRECTOR)
    assert walk.lies_with == {DIRECTOR}
    walk.agree(DIRECTOR)
    assert walk.lies_with == {MAYOR}


@pytest.mark.parametrize(
    ("to", "why"),
    [
        (APPLICANT, Why.TO_APPLICANT),
        (SECRETARY, Why.ASKED_ALREADY),
        (DIRECTOR, Why.ASKED_ALREADY),
        (99, Why.NOBODY_THERE),
    ],
    ids=["applicant", "beside him", "himself", "vacant"],
)
def test_it_goes_neither_to_the_applicant_nor_to_who_is_asked_nor_to_nobody(
    to: int, why: Why
) -> None:
    walk = Walk(stage(2, DIRECTOR, SECRETARY))
    with refused(walk, why):
        walk.transfer(DIRECTOR, to=to)
    with refused(walk, why):
        walk.add(DIRECTOR, to, before=True)


def test_a_stand_in_does_not_make_it_his_own() -> None:
    walk = Walk(stage(2, DIRECTOR))
    walk.way = replace(walk.way, stand_ins={DIRECTOR: frozenset({DEPUTY})})
    with refused(walk, Why.ASKED_ALREADY):
        walk.act(Transfer(walk.state.tasks[0].number, DEPUTY, Seat(officer=DEPUTY)))


def test_who_passed_it_on_may_be_asked_again() -> None:
    walk = Walk(stage(2, DIRECTOR))
    walk.transfer(DIRECTOR, to=DEPUTY)
    walk.transfer(DEPUTY, to=DIRECTOR)
    walk.agree(DIRECTOR)
    assert walk.state.outcome is Outcome.CONCLUDED


def test_straight_back_asks_whom_it_was_passed_on_to() -> None:
    walk = Walk(stage(2, DIRECTOR))
    walk.transfer(DIRECTOR, to=DEPUTY)
    walk.send_back(DEPUTY, to=FIRST, straight=True)
    walk.agree(APPLICANT)
    assert walk.lies_with == {DEPUTY}


def test_what_came_back_to_be_mended_is_its_senders_alone(at_the_mayor: Walk) -> None:
    at_the_mayor.send_back(MAYOR, to=FIRST)
    mine = at_the_mayor.task_of(APPLICANT).number
    for verb in (
        Transfer(mine, APPLICANT, Seat(post=DEPUTY)),
        Add(mine, APPLICANT, Seat(post=DEPUTY)),
        Phone(mine, CLERK, APPLICANT),
        Paper(mine, CLERK, APPLICANT),
    ):
        with refused(at_the_mayor, Why.TO_MEND):
            at_the_mayor.act(verb)


# Asking another besides (加签)


def test_before_him_he_waits_for_the_other() -> None:
    walk = Walk(stage(2, DIRECTOR))
    walk.add(DIRECTOR, DEPUTY, before=True)
    assert walk.lies_with == {DEPUTY}
    walk.agree(DEPUTY)
    assert walk.lies_with == {DIRECTOR}


def test_after_him_the_other_waits_and_the_case_waits_for_the_other() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3, MAYOR))
    walk.add(DIRECTOR, DEPUTY, before=False)
    assert walk.lies_with == {DIRECTOR}
    walk.agree(DIRECTOR)
    assert (walk.state.stage, walk.lies_with) == (2, {DEPUTY})
    walk.agree(DEPUTY)
    assert walk.lies_with == {MAYOR}


def test_in_order_an_added_signer_comes_between() -> None:
    walk = Walk(stage(2, DIRECTOR, MAYOR, mode=Mode.ORDER))
    walk.add(DIRECTOR, DEPUTY, before=False)
    walk.agree(DIRECTOR)
    assert walk.lies_with == {DEPUTY}
    walk.agree(DEPUTY)
    assert walk.lies_with == {MAYOR}


def test_an_added_signer_never_stands_for_any_of_those_asked() -> None:
    walk = Walk(stage(2, DIRECTOR, MAYOR, mode=Mode.ANY))
    walk.add(DIRECTOR, DEPUTY, before=True)
    walk.agree(DEPUTY)
    assert walk.lies_with == {DIRECTOR, MAYOR}


def test_of_any_the_others_go_home_with_their_added_signers_and_his_own_stay() -> None:
    walk = Walk(stage(2, DIRECTOR, MAYOR, mode=Mode.ANY))
    walk.add(DIRECTOR, DEPUTY, before=False)
    walk.add(MAYOR, SECRETARY, before=True)
    walk.agree(DIRECTOR)
    assert walk.lies_with == {DEPUTY}
    walk.agree(DEPUTY)
    assert walk.state.outcome is Outcome.CONCLUDED


def test_an_added_signer_who_got_a_post_meanwhile_decides_for_it_too() -> None:
    walk = Walk(stage(2, DIRECTOR, MAYOR, mode=Mode.ANY))
    walk.add(DIRECTOR, DEPUTY, before=True)
    walk.way = replace(walk.way, holders=HOLDERS | {DIRECTOR: frozenset({DEPUTY})})
    walk.act(Agree(3, DEPUTY, "v1"))
    assert walk.state.outcome is Outcome.CONCLUDED


def test_straight_back_who_waited_for_an_added_signer_waits_again() -> None:
    walk = Walk(stage(2, DIRECTOR))
    walk.add(DIRECTOR, DEPUTY, before=True)
    walk.send_back(DEPUTY, to=FIRST, straight=True)
    walk.agree(APPLICANT)
    assert walk.lies_with == {DEPUTY}
    walk.agree(DEPUTY)
    assert walk.lies_with == {DIRECTOR}


def test_straight_back_in_order_the_next_waits_for_the_added_signer_again() -> None:
    walk = Walk(stage(2, DIRECTOR, MAYOR, mode=Mode.ORDER))
    walk.add(DIRECTOR, DEPUTY, before=False)
    walk.agree(DIRECTOR)
    walk.send_back(DEPUTY, to=FIRST, straight=True)
    walk.agree(APPLICANT)
    assert walk.lies_with == {DEPUTY}


def test_of_any_an_agreement_that_stands_asks_nobody_else_again() -> None:
    walk = Walk(stage(2, DIRECTOR, MAYOR, mode=Mode.ANY))
    walk.add(DIRECTOR, DEPUTY, before=False)
    walk.agree(DIRECTOR)
    walk.send_back(DEPUTY, to=FIRST, straight=True)
    walk.agree(APPLICANT)
    assert walk.lies_with == {DEPUTY}
    walk.agree(DEPUTY)
    assert walk.state.outcome is Outcome.CONCLUDED


# By telephone and on paper


def test_by_telephone_it_goes_on_and_he_owes_a_confirmation() -> None:
    walk = Walk(stage(2, MAYOR), stage(3, DIRECTOR))
    walk.phone(MAYOR)
    assert walk.lies_with == {MAYOR, DIRECTOR}
    owed = next(task for task in walk.state.open_tasks() if not task.blocks)
    assert (owed.seat, owed.reason) == (Seat(officer=MAYOR), Reason.CONFIRM)
    walk.agree(DIRECTOR)
    assert walk.state.outcome is Outcome.CONCLUDED
    walk.act(Confirm(owed.number, MAYOR))
    assert walk.state.open_tasks() == ()


def test_what_he_disowns_is_not_undone() -> None:
    walk = Walk(stage(2, MAYOR), stage(3, DIRECTOR))
    walk.phone(MAYOR)
    walk.act(Disown(2, MAYOR))
    assert (walk.state.stage, walk.lies_with) == (3, {DIRECTOR})
    assert walk.state.tasks[1].verdict == "disown"


def test_only_he_answers_for_his_word_and_only_once() -> None:
    walk = Walk(stage(2, MAYOR), stage(3, DIRECTOR))
    walk.phone(MAYOR)
    for verb in (Confirm(2, SECRETARY), Disown(3, DIRECTOR), Confirm(9, MAYOR)):
        with refused(walk, Why.NOT_TO_CONFIRM):
            walk.act(verb)
    walk.act(Confirm(2, MAYOR))
    with refused(walk, Why.NOT_OPEN):
        walk.act(Disown(2, MAYOR))


def test_what_he_owes_is_settled_by_another_when_he_has_left_and_not_before() -> None:
    walk = Walk(stage(2, MAYOR), stage(3, DIRECTOR))
    walk.phone(MAYOR)
    with refused(walk, Why.NOT_TO_CONFIRM):
        walk.act(Settle(2, DIRECTOR))
    walk.way = replace(walk.way, present=frozenset({DIRECTOR}))
    with refused(walk, Why.NOT_TO_CONFIRM):
        walk.act(Settle(3, DIRECTOR))
    with refused(walk, Why.OWN_REQUEST):
        walk.act(Settle(2, APPLICANT))
    walk.act(Settle(2, DIRECTOR))
    assert (walk.state.tasks[1].verdict, walk.state.tasks[1].done_by) == ("settle", DIRECTOR)
    with refused(walk, Why.NOT_OPEN):
        walk.act(Settle(2, DIRECTOR))


def test_what_is_to_be_confirmed_is_not_decided_again() -> None:
    walk = Walk(stage(2, MAYOR), stage(3, DIRECTOR))
    walk.phone(MAYOR)
    with refused(walk, Why.TO_CONFIRM):
        walk.act(Agree(2, MAYOR))


@pytest.mark.parametrize("verb", [Phone, Paper])
def test_nobody_records_for_himself_nor_the_applicant_for_another(
    verb: type[Phone | Paper],
) -> None:
    walk = Walk(stage(2, MAYOR))
    with refused(walk, Why.OWN_REQUEST):
        walk.act(verb(1, APPLICANT, MAYOR))
    with refused(walk, Why.FOR_HIMSELF):
        walk.act(verb(1, MAYOR, MAYOR))
    with refused(walk, Why.NOT_YOURS):
        walk.act(verb(1, CLERK, DIRECTOR))


def test_on_paper_it_goes_on_and_nothing_is_owed() -> None:
    walk = Walk(stage(2, MAYOR), stage(3, DIRECTOR))
    walk.act(Paper(1, CLERK, MAYOR, "v1"))
    assert (walk.lies_with, walk.state.tasks[0].done_by) == ({DIRECTOR}, MAYOR)


# In passing


def test_who_has_just_agreed_is_not_asked_for_his_agreement_alone() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3, DIRECTOR, MAYOR, plain=True))
    walk.agree(DIRECTOR)
    assert (walk.state.stage, walk.lies_with) == (3, {MAYOR})
    assert walk.state.tasks[1].done_by == DIRECTOR


def test_of_any_one_in_passing_suffices() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3, DIRECTOR, MAYOR, mode=Mode.ANY, plain=True))
    walk.agree(DIRECTOR)
    assert walk.state.outcome is Outcome.CONCLUDED


def test_where_more_is_asked_he_is_asked_again() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3, DIRECTOR))
    walk.agree(DIRECTOR)
    assert (walk.state.stage, walk.lies_with) == (3, {DIRECTOR})


def test_an_absent_ones_word_by_telephone_is_not_carried_on() -> None:
    walk = Walk(stage(2, MAYOR), stage(3, MAYOR, plain=True))
    walk.phone(MAYOR)
    assert [task.blocks for task in walk.state.open_tasks()] == [False, True]


# Of one mind (待统一意见)


def test_who_agreed_to_another_content_is_asked_again() -> None:
    walk = Walk(stage(2, MAYOR, SECRETARY, united=True), stage(3, DIRECTOR))
    walk.agree(MAYOR, to="v1")
    walk.agree(SECRETARY, to="v2")
    assert (walk.state.stage, walk.lies_with) == (2, {MAYOR})
    assert walk.task_of(MAYOR).reason is Reason.DIFFERS
    walk.agree(MAYOR, to="v2")
    assert walk.lies_with == {DIRECTOR}


def test_whose_agreement_stood_from_an_earlier_round_is_asked_again_too() -> None:
    walk = Walk(stage(2, MAYOR, SECRETARY, united=True), stage(3, DIRECTOR))
    walk.agree(MAYOR, to="v1")
    walk.send_back(SECRETARY, to=FIRST, straight=True)
    walk.agree(APPLICANT)
    walk.agree(SECRETARY, to="v2")
    assert walk.lies_with == {MAYOR}


def test_after_an_added_signer_the_others_must_be_of_one_mind_as_well() -> None:
    walk = Walk(stage(2, MAYOR, united=True), stage(3, DIRECTOR))
    walk.add(MAYOR, SECRETARY, before=False)
    walk.agree(MAYOR, to="v1")
    walk.agree(SECRETARY, to="v2")
    assert walk.lies_with == {MAYOR}


# Standing in (委托)


def test_a_stand_in_decides_for_one_other() -> None:
    walk = Walk(stage(2, DIRECTOR, MAYOR))
    walk.stands_in(DEPUTY, DIRECTOR)
    walk.act(Agree(1, DEPUTY, "v1"))
    assert (walk.state.tasks[0].done_by, walk.lies_with) == (DEPUTY, {MAYOR})


def test_a_stand_in_has_none() -> None:
    walk = Walk(stage(2, DIRECTOR))
    stand_ins = {DIRECTOR: frozenset({DEPUTY}), DEPUTY: frozenset({MAYOR})}
    walk.way = replace(walk.way, stand_ins=stand_ins)
    with refused(walk, Why.NOT_YOURS):
        walk.act(Agree(1, MAYOR))


def test_nobody_stands_in_on_his_own_request_nor_for_who_made_it() -> None:
    walk = Walk(stage(2, DIRECTOR))
    walk.stands_in(APPLICANT, DIRECTOR)
    with refused(walk, Why.NOT_YOURS):
        walk.act(Agree(1, APPLICANT))
    walk.way = replace(walk.way, holders=HOLDERS | {DIRECTOR: frozenset({APPLICANT, DEPUTY})})
    walk.stands_in(MAYOR, APPLICANT)
    with refused(walk, Why.NOT_YOURS):
        walk.act(Agree(1, MAYOR))


def test_nobody_stands_in_where_a_post_acts_in_person() -> None:
    walk = Walk(stage(2, DIRECTOR))
    walk.stands_in(DEPUTY, DIRECTOR)
    walk.way = replace(walk.way, in_person=frozenset({DIRECTOR}))
    with refused(walk, Why.NOT_YOURS):
        walk.act(Agree(1, DEPUTY))


def test_nobody_stands_in_for_the_sender_who_is_to_mend_it() -> None:
    walk = sent_in_a_post()
    walk.send_back(MAYOR, to=FIRST)
    walk.stands_in(SECRETARY, DEPUTY)
    with refused(walk, Why.NOT_YOURS):
        walk.act(Agree(walk.task_of(DEPUTY).number, SECRETARY))


# Where nobody is left (重新指定)


def test_what_lies_with_a_vacant_post_goes_where_the_rule_leads_today() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3, MAYOR))
    walk.vacate(DIRECTOR, stage(2, DEPUTY), stage(3, MAYOR))
    walk.intervene(DIRECTOR)
    assert walk.lies_with == {DEPUTY}
    assert walk.task_of(DEPUTY).reason is Reason.RESOLVED


def test_where_all_the_others_have_agreed_it_goes_on() -> None:
    walk = Walk(stage(2, DIRECTOR, DEPUTY), stage(3, MAYOR))
    walk.agree(DEPUTY)
    walk.vacate(DIRECTOR, stage(2, DEPUTY), stage(3, MAYOR))
    walk.intervene(DIRECTOR)
    assert walk.lies_with == {MAYOR}


def test_where_the_rule_leads_to_nobody_there_is_nothing_to_be_done() -> None:
    walk = Walk(stage(2, DIRECTOR))
    walk.vacate(DIRECTOR, stage(2, DIRECTOR))
    with refused(walk, Why.NOBODY):
        walk.intervene(DIRECTOR)


def test_nobody_intervenes_where_somebody_can_do_it_or_it_is_done() -> None:
    walk = Walk(stage(2, DIRECTOR, DEPUTY))
    with refused(walk, Why.WELL_PLACED):
        walk.intervene(DIRECTOR)
    walk.agree(DIRECTOR)
    with refused(walk, Why.NOT_OPEN):
        walk.act(Intervene(1))


def test_an_added_signer_who_left_is_not_waited_for() -> None:
    walk = Walk(stage(2, DIRECTOR))
    walk.add(DIRECTOR, DEPUTY, before=True)
    walk.vacate(DEPUTY, stage(2, DIRECTOR, MAYOR))
    walk.intervene(DEPUTY)
    assert walk.lies_with == {DIRECTOR}


def test_of_several_asked_in_anothers_place_any_suffices_where_any_did() -> None:
    walk = Walk(stage(2, DIRECTOR, SECRETARY, mode=Mode.ANY))
    walk.vacate(DIRECTOR, stage(2, DEPUTY, MAYOR, SECRETARY, mode=Mode.ANY))
    walk.intervene(DIRECTOR)
    walk.agree(MAYOR)
    assert walk.state.outcome is Outcome.CONCLUDED


def test_who_left_after_he_agreed_to_another_content_is_not_asked_for_ever() -> None:
    walk = Walk(stage(2, MAYOR, SECRETARY, united=True))
    walk.agree(MAYOR, to="v1")
    walk.agree(SECRETARY, to="v2")
    walk.vacate(MAYOR, stage(2, SECRETARY, united=True))
    walk.intervene(MAYOR, at="v2")
    assert walk.state.outcome is Outcome.CONCLUDED


def test_agreements_before_it_walked_again_do_not_stand_for_a_new_holder() -> None:
    """Whom the rule leads to today is asked, though he agreed before it had to be walked again."""
    walk = Walk(stage(2, DEPUTY, DIRECTOR), stage(3, MAYOR))
    walk.agree(DEPUTY, DIRECTOR)
    walk.vacate(DEPUTY, stage(2, DIRECTOR, SECRETARY), stage(3, MAYOR))
    walk.send_back(MAYOR, to=2)
    walk.agree(SECRETARY)
    walk.vacate(DIRECTOR, stage(2, DEPUTY, SECRETARY), stage(3, MAYOR))
    walk.way = replace(walk.way, holders=dict(walk.way.holders) | {DEPUTY: frozenset({DEPUTY})})
    walk.intervene(DIRECTOR)
    assert walk.lies_with == {DEPUTY}
