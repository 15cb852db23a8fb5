"""The procedure told in sentences; ``test_core_machine`` then tries everything else."""

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
    way,
)
from township_office.approvals.core import (
    FIRST,
    Add,
    Agree,
    Annul,
    Effects,
    Intervene,
    Mode,
    Outcome,
    Paper,
    Phone,
    Refuse,
    Return,
    Seat,
    State,
    Status,
    Task,
    Transfer,
    Unlawful,
    Verb,
    Why,
    Withdraw,
    begin,
    effects,
)

# Submitting


def test_submitting_does_the_first_stage_and_opens_the_next() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3, MAYOR))
    assert walk.state.tasks == (Task(number=1, stage=2, round=1, seat=Seat(post=DIRECTOR), root=1),)


def test_a_way_of_the_first_stage_alone_is_concluded_at_once() -> None:
    assert Walk().state.outcome is Outcome.CONCLUDED


def test_a_stage_left_out_is_passed_over() -> None:
    walk = Walk(stage(3, DIRECTOR), stage(5, MAYOR))
    assert walk.state.stage == 3
    walk.agree(DIRECTOR)
    assert (walk.state.stage, walk.lies_with) == (5, {MAYOR})


def test_nothing_begins_where_nobody_sits_at_the_next_stage() -> None:
    with pytest.raises(Unlawful) as unlawful:
        begin(way(stage(2), stage(3, MAYOR)))
    assert unlawful.value.why is Why.NOBODY


# Agreeing


def test_the_last_agreement_concludes() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3, MAYOR))
    walk.agree(DIRECTOR, MAYOR)
    assert walk.state.outcome is Outcome.CONCLUDED
    assert walk.state.open_tasks() == ()


def test_an_agreement_is_kept_with_who_gave_it_and_what_to() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3, MAYOR))
    walk.agree(DIRECTOR, to="v7")
    done = walk.state.tasks[0]
    assert (done.status, done.verdict, done.done_by, done.digest) == (
        Status.DONE,
        "agree",
        DIRECTOR,
        "v7",
    )


def test_all_of_a_stage_must_agree() -> None:
    walk = Walk(stage(2, MAYOR, SECRETARY), stage(3, DIRECTOR))
    assert walk.lies_with == {MAYOR, SECRETARY}
    walk.agree(SECRETARY)
    assert (walk.state.stage, walk.lies_with) == (2, {MAYOR})
    walk.agree(MAYOR)
    assert (walk.state.stage, walk.lies_with) == (3, {DIRECTOR})


def test_the_first_of_any_decides_and_the_others_are_dropped() -> None:
    walk = Walk(stage(2, DEPUTY, MAYOR, SECRETARY, mode=Mode.ANY), stage(3, DIRECTOR))
    walk.agree(MAYOR)
    assert walk.verdicts == [
        (DEPUTY, "dropped"),
        (MAYOR, "agree"),
        (SECRETARY, "dropped"),
        (DIRECTOR, "open"),
    ]
    with refused(walk, Why.NOT_OPEN):
        walk.act(Agree(task=1, by=DEPUTY))


def test_in_order_each_waits_for_the_one_before() -> None:
    walk = Walk(stage(2, DEPUTY, MAYOR, SECRETARY, mode=Mode.ORDER))
    for who in (DEPUTY, MAYOR, SECRETARY):
        assert walk.lies_with == {who}
        walk.agree(who)
    assert walk.state.outcome is Outcome.CONCLUDED


def test_a_waiting_task_cannot_be_ended() -> None:
    walk = Walk(stage(2, MAYOR, SECRETARY, mode=Mode.ORDER))
    with refused(walk, Why.WAITS):
        walk.agree(SECRETARY)
    with refused(walk, Why.WAITS):
        walk.refuse(SECRETARY)
    with refused(walk, Why.WAITS):
        walk.send_back(SECRETARY, to=FIRST)


@pytest.mark.parametrize("mode", [Mode.ALL, Mode.ORDER])
def test_one_person_in_two_seats_decides_once_and_it_stands_in_both(mode: Mode) -> None:
    walk = Walk(stage(2, MAYOR, SECRETARY, mode=mode), holders={SECRETARY: frozenset({MAYOR})})
    walk.agree(MAYOR)
    assert [(task.seat.post, task.done_by) for task in walk.state.tasks] == [
        (MAYOR, MAYOR),
        (SECRETARY, MAYOR),
    ]
    assert walk.state.outcome is Outcome.CONCLUDED


def test_in_order_his_second_seat_waits_while_another_sits_between() -> None:
    walk = Walk(
        stage(2, MAYOR, DEPUTY, SECRETARY, mode=Mode.ORDER), holders={SECRETARY: frozenset({MAYOR})}
    )
    walk.agree(MAYOR)
    assert walk.lies_with == {DEPUTY}
    walk.agree(DEPUTY)
    assert walk.lies_with == {SECRETARY}


def test_either_of_two_who_share_a_post_may_act() -> None:
    walk = Walk(stage(2, DIRECTOR), holders={DIRECTOR: frozenset({DIRECTOR, DEPUTY})})
    walk.agree(DEPUTY)
    assert walk.state.tasks[0].done_by == DEPUTY


def test_a_new_holder_inherits_what_lies_with_the_post() -> None:
    walk = Walk(stage(2, DIRECTOR))
    walk.way = way(stage(2, DIRECTOR), holders={DIRECTOR: frozenset({DEPUTY})})
    with refused(walk, Why.NOT_YOURS):
        walk.act(Agree(task=1, by=DIRECTOR))
    walk.agree(DEPUTY)
    assert walk.state.outcome is Outcome.CONCLUDED


def test_what_lies_with_a_person_is_his_alone() -> None:
    walk = Walk(stage(2, person=DEPUTY))
    with refused(walk, Why.NOT_YOURS):
        walk.act(Agree(task=1, by=DIRECTOR))
    walk.agree(DEPUTY)
    assert walk.state.outcome is Outcome.CONCLUDED


def test_nobody_ends_a_task_that_is_not_his_or_not_there() -> None:
    walk = Walk(stage(2, DIRECTOR))
    with refused(walk, Why.NOT_YOURS):
        walk.act(Agree(task=1, by=MAYOR))
    with refused(walk, Why.NOT_OPEN):
        walk.act(Agree(task=9, by=DIRECTOR))


def test_where_nobody_sits_at_the_next_stage_the_agreement_is_not_taken() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3))
    with refused(walk, Why.NOBODY):
        walk.agree(DIRECTOR)


def test_what_an_agreement_decides_may_change_the_way_ahead() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3))
    walk.way = way(stage(2, DIRECTOR), stage(4, DEPUTY))
    walk.agree(DIRECTOR)
    assert (walk.state.stage, walk.lies_with) == (4, {DEPUTY})


# One's own request


def test_the_applicant_cannot_decide_his_own_request() -> None:
    walk = Walk(stage(2, DIRECTOR), holders={DIRECTOR: frozenset({DIRECTOR, APPLICANT})})
    with refused(walk, Why.OWN_REQUEST):
        walk.agree(APPLICANT)
    with refused(walk, Why.OWN_REQUEST):
        walk.refuse(APPLICANT)
    with refused(walk, Why.OWN_REQUEST):
        walk.send_back(APPLICANT, to=FIRST)


def test_his_seat_beside_another_is_not_signed_by_the_other_for_him() -> None:
    walk = Walk(stage(2, DIRECTOR, DEPUTY), holders={DEPUTY: frozenset({DEPUTY, APPLICANT})})
    walk.agree(DIRECTOR)
    assert walk.lies_with == {DEPUTY}


def test_the_applicant_does_the_stages_that_decide_nothing() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3, person=APPLICANT, deciding=False))
    walk.agree(DIRECTOR, APPLICANT)
    assert walk.state.outcome is Outcome.CONCLUDED


# Returning


@pytest.mark.parametrize(
    ("to", "whom"),
    [(FIRST, APPLICANT), (2, DIRECTOR), (3, DEPUTY)],
    ids=["first", "second", "third"],
)
def test_it_may_be_returned_to_any_earlier_stage(at_the_mayor: Walk, to: int, whom: int) -> None:
    at_the_mayor.send_back(MAYOR, to=to)
    assert (at_the_mayor.state.stage, at_the_mayor.state.round) == (to, 2)
    assert at_the_mayor.lies_with == {whom}


@pytest.mark.parametrize("to", [4, 5, 0])
def test_it_may_not_be_returned_to_where_it_never_was(at_the_mayor: Walk, to: int) -> None:
    with refused(at_the_mayor, Why.NOT_EARLIER):
        at_the_mayor.send_back(MAYOR, to=to)


def test_a_return_drops_what_lies_with_the_others() -> None:
    walk = Walk(stage(2, DEPUTY, MAYOR, SECRETARY))
    walk.agree(DEPUTY)
    walk.send_back(MAYOR, to=FIRST)
    assert walk.verdicts == [
        (DEPUTY, "agree"),
        (MAYOR, "return"),
        (SECRETARY, "dropped"),
        (None, "open"),
    ]


def test_a_return_to_where_nobody_sits_any_more_is_not_taken(at_the_mayor: Walk) -> None:
    at_the_mayor.way = way(stage(2), stage(3, DEPUTY), stage(4, MAYOR))
    with refused(at_the_mayor, Why.NOBODY):
        at_the_mayor.send_back(MAYOR, to=2)


def test_returned_to_walk_again_everybody_decides_anew(at_the_mayor: Walk) -> None:
    at_the_mayor.send_back(MAYOR, to=FIRST)
    assert at_the_mayor.state.resume_at is None
    for who in (APPLICANT, DIRECTOR, DEPUTY, MAYOR):
        assert at_the_mayor.lies_with == {who}
        at_the_mayor.agree(who)
    assert at_the_mayor.state.outcome is Outcome.CONCLUDED


def test_straight_back_skips_the_stages_between_when_nothing_changed(at_the_mayor: Walk) -> None:
    at_the_mayor.send_back(MAYOR, to=FIRST, straight=True)
    at_the_mayor.agree(APPLICANT)
    assert (at_the_mayor.state.stage, at_the_mayor.lies_with) == (4, {MAYOR})


def test_straight_back_walks_again_when_something_changed(at_the_mayor: Walk) -> None:
    at_the_mayor.send_back(MAYOR, to=FIRST, straight=True)
    at_the_mayor.agree(APPLICANT, to="v2")
    assert at_the_mayor.lies_with == {DIRECTOR}
    at_the_mayor.agree(DIRECTOR, to="v1")
    assert at_the_mayor.lies_with == {DEPUTY}


def test_straight_back_keeps_the_agreements_of_those_beside_him() -> None:
    walk = Walk(stage(2, DEPUTY, MAYOR, SECRETARY))
    walk.agree(DEPUTY)
    walk.send_back(MAYOR, to=FIRST, straight=True)
    walk.agree(APPLICANT)
    assert walk.lies_with == {MAYOR, SECRETARY}


def test_kept_agreements_stand_however_often_it_is_sent_straight_back() -> None:
    walk = Walk(stage(2, DEPUTY, MAYOR, SECRETARY))
    walk.agree(DEPUTY)
    for _ in range(3):
        walk.send_back(MAYOR, to=FIRST, straight=True)
        walk.agree(APPLICANT)
        assert walk.lies_with == {MAYOR, SECRETARY}


def test_who_agreed_to_something_else_is_asked_again() -> None:
    walk = Walk(stage(2, DEPUTY, MAYOR))
    walk.agree(DEPUTY, to="v1")
    walk.send_back(MAYOR, to=FIRST, straight=True, at="v2")
    walk.agree(APPLICANT, to="v2")
    assert walk.lies_with == {DEPUTY, MAYOR}


def test_walking_again_takes_back_the_agreements_of_those_beside_him() -> None:
    walk = Walk(stage(2, DEPUTY, MAYOR))
    walk.agree(DEPUTY)
    walk.send_back(MAYOR, to=FIRST)
    walk.agree(APPLICANT)
    walk.send_back(MAYOR, to=FIRST, straight=True)
    walk.agree(APPLICANT)
    assert walk.lies_with == {DEPUTY, MAYOR}


def test_in_order_it_comes_straight_back_to_him_and_on_to_those_after() -> None:
    walk = Walk(stage(2, DEPUTY, MAYOR, SECRETARY, mode=Mode.ORDER))
    walk.agree(DEPUTY)
    walk.send_back(MAYOR, to=FIRST, straight=True)
    walk.agree(APPLICANT)
    assert walk.lies_with == {MAYOR}
    walk.agree(MAYOR)
    assert walk.lies_with == {SECRETARY}


def test_straight_back_waits_until_all_of_the_earlier_stage_agreed() -> None:
    walk = Walk(stage(2, DIRECTOR, DEPUTY), stage(3, SECRETARY), stage(4, MAYOR))
    walk.agree(DIRECTOR, DEPUTY, SECRETARY)
    walk.send_back(MAYOR, to=2, straight=True)
    walk.agree(DEPUTY)
    assert walk.lies_with == {DIRECTOR}
    walk.agree(DIRECTOR)
    assert walk.lies_with == {MAYOR}


def test_a_second_return_forgets_where_the_first_wanted_to_go(at_the_mayor: Walk) -> None:
    at_the_mayor.send_back(MAYOR, to=3, straight=True)
    at_the_mayor.send_back(DEPUTY, to=FIRST)
    at_the_mayor.agree(APPLICANT)
    assert at_the_mayor.lies_with == {DIRECTOR}


def test_where_the_returner_left_those_who_agreed_see_it_come_back() -> None:
    walk = Walk(stage(2, DEPUTY, MAYOR), stage(3, SECRETARY))
    walk.agree(DEPUTY)
    walk.send_back(MAYOR, to=FIRST, straight=True)
    walk.way = way(stage(2, DEPUTY), stage(3, SECRETARY))
    walk.agree(APPLICANT)
    assert walk.lies_with == {DEPUTY}


def test_straight_back_to_a_stage_that_fell_away_asks_everybody_of_the_next() -> None:
    walk = Walk(stage(2, DIRECTOR, DEPUTY), stage(3, DIRECTOR, MAYOR))
    walk.agree(DIRECTOR)
    walk.send_back(DEPUTY, to=FIRST, straight=True)
    walk.way = way(stage(3, DIRECTOR, MAYOR))
    walk.agree(APPLICANT)
    assert walk.lies_with == {DIRECTOR, MAYOR}


def test_what_was_sent_in_a_post_comes_back_to_whoever_holds_it() -> None:
    walk = sent_in_a_post()
    walk.send_back(MAYOR, to=FIRST)
    walk.agree(DEPUTY)
    assert walk.lies_with == {MAYOR}


# Ending otherwise


def test_one_refusal_ends_it_for_all() -> None:
    walk = Walk(stage(2, MAYOR, SECRETARY), stage(3, DIRECTOR))
    walk.refuse(SECRETARY)
    assert walk.state.outcome is Outcome.REFUSED
    assert walk.verdicts == [(MAYOR, "dropped"), (SECRETARY, "refuse")]


def test_the_applicant_withdraws_while_nobody_has_acted() -> None:
    walk = Walk(stage(2, DIRECTOR))
    walk.act(Withdraw(APPLICANT))
    assert walk.state.outcome is Outcome.WITHDRAWN
    assert walk.state.open_tasks() == ()


def test_after_somebody_acted_it_is_too_late_to_withdraw() -> None:
    walk = Walk(stage(2, DIRECTOR, DEPUTY))
    walk.agree(DIRECTOR)
    with refused(walk, Why.TOO_LATE):
        walk.act(Withdraw(APPLICANT))


def test_what_was_returned_to_him_he_may_withdraw() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3, MAYOR))
    walk.agree(DIRECTOR)
    walk.send_back(MAYOR, to=FIRST)
    walk.agree(APPLICANT)
    walk.act(Withdraw(APPLICANT))
    assert walk.state.outcome is Outcome.WITHDRAWN


def test_only_the_applicant_withdraws() -> None:
    walk = Walk(stage(2, DIRECTOR))
    with refused(walk, Why.NOT_YOURS):
        walk.act(Withdraw(DIRECTOR))


def test_the_other_holder_of_his_post_does_not_withdraw_for_him() -> None:
    with refused(walk := sent_in_a_post(), Why.NOT_YOURS):
        walk.act(Withdraw(DEPUTY))


def test_he_withdraws_only_while_he_sits_where_he_sent_it_from() -> None:
    walk = sent_in_a_post()
    walk.way = replace(walk.way, holders=HOLDERS | {DIRECTOR: frozenset({DEPUTY})})
    with refused(walk, Why.NOT_YOURS):
        walk.act(Withdraw(APPLICANT))


def test_a_mistaken_record_is_annulled_at_any_time() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3, MAYOR))
    walk.agree(DIRECTOR)
    walk.act(Annul(APPLICANT))
    assert walk.state.outcome is Outcome.VOID
    assert walk.state.open_tasks() == ()


@pytest.mark.parametrize("verb", [Withdraw(APPLICANT), Annul(DIRECTOR)], ids=["withdrawn", "void"])
def test_an_ended_case_wants_to_go_nowhere(at_the_mayor: Walk, verb: Verb) -> None:
    at_the_mayor.send_back(MAYOR, to=FIRST, straight=True)
    at_the_mayor.act(verb)
    assert (at_the_mayor.state.resume_at, at_the_mayor.state.resume_digest) == (None, "")


@pytest.mark.parametrize(
    "ending",
    [Agree(1, DIRECTOR), Refuse(1, DIRECTOR), Withdraw(APPLICANT), Annul(DIRECTOR)],
    ids=["concluded", "refused", "withdrawn", "void"],
)
def test_an_ended_case_refuses_everything(ending: Verb) -> None:
    walk = Walk(stage(2, DIRECTOR))
    walk.act(ending)
    for verb in (
        Agree(1, DIRECTOR),
        Refuse(1, DIRECTOR),
        Return(1, DIRECTOR, FIRST),
        Transfer(1, DIRECTOR, Seat(post=DEPUTY)),
        Add(1, DIRECTOR, Seat(post=DEPUTY)),
        Phone(1, CLERK, DIRECTOR),
        Paper(1, CLERK, DIRECTOR),
        Intervene(1),
        Withdraw(APPLICANT),
        Annul(DIRECTOR),
    ):
        with refused(walk, Why.ENDED):
            walk.act(verb)


# What is owed beside the way


def test_what_does_not_block_stays_open_whatever_becomes_of_the_case() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3, MAYOR))
    owed = Task(number=2, stage=2, round=1, seat=Seat(post=DEPUTY), blocks=False)
    walk.state = State(stage=2, tasks=(*walk.state.tasks, owed))
    walk.agree(DIRECTOR)
    assert walk.lies_with == {DEPUTY, MAYOR}
    walk.send_back(MAYOR, to=FIRST)
    walk.act(Annul(APPLICANT))
    assert walk.state.open_tasks() == (owed,)


def test_agreeing_does_not_settle_what_he_owes_beside_it() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3, MAYOR))
    owed = Task(number=2, stage=2, round=1, seat=Seat(post=DIRECTOR), blocks=False)
    walk.state = State(stage=2, tasks=(*walk.state.tasks, owed))
    walk.agree(DIRECTOR)
    assert owed in walk.state.open_tasks()


# What to write down


def test_effects_are_what_opened_what_changed_and_how_it_ended() -> None:
    walk = Walk(stage(2, DIRECTOR), stage(3, MAYOR))
    before = walk.state
    walk.agree(DIRECTOR)
    director, mayor = walk.state.tasks
    assert effects(before, walk.state) == Effects(opened=(mayor,), changed=(director,))
    before = walk.state
    walk.agree(MAYOR)
    assert effects(before, walk.state).outcome is Outcome.CONCLUDED
    assert effects(walk.state, walk.state) == Effects()
