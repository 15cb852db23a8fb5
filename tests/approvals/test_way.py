"""Whom the rules lead to, found among plain values; only the staff is read from the database."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import models

from tests.house import LONG_AGO, House
from township_office import clock
from township_office.approvals.core import FIRST, Agree, Mode, Outcome, Seat, Step, apply, begin
from township_office.approvals.definition import (
    ConditionSpec,
    FlowSpec,
    RuleSpec,
    SignerSpec,
    StageSpec,
)
from township_office.approvals.forms import OpinionForm
from township_office.approvals.passing_over import Why
from township_office.approvals.registry import Kind, Matter, Role
from township_office.approvals.way import Holder, Leg, Place, Route, Staff, route_for, staff_of
from township_office.people.models import Appointment

CLERK, DIRECTOR, DEPUTY, MAYOR, SECRETARY, HEAD = range(1, 7)
ROLES = {
    CLERK: "clerk",
    DIRECTOR: "office_director",
    DEPUTY: "deputy",
    MAYOR: "mayor",
    SECRETARY: "party_secretary",
    HEAD: "",
}
APPLICANT = 100 + CLERK  # each post is held by the officer a hundred above it


def staff(**changed: tuple[int, ...]) -> Staff:
    """Everybody in his post, but for the roles named here."""
    posts = {pk: Place(pk, f"职务{pk}", ROLES[pk], leader=False, groups=(pk,)) for pk in ROLES}
    held = {pk: changed.get(role, (100 + pk,)) for pk, role in ROLES.items()}
    holders = {
        pk: tuple(Holder(officer, f"干部{officer}", pk, posts[pk].name) for officer in officers)
        for pk, officers in held.items()
    }
    return Staff(1, posts, holders, {})


def rule(*who: str, mode: Mode = Mode.ALL, **fallbacks: tuple[str, ...]) -> RuleSpec:
    return RuleSpec(mode, tuple(SignerSpec(role, fallbacks.get(role, ())) for role in who))


def when(fact: str, value: Any, then: RuleSpec) -> RuleSpec:
    return replace(then, conditions=(ConditionSpec(fact, "is", value),))


def flow(*stages: tuple[str, *tuple[RuleSpec, ...]]) -> FlowSpec:
    """A flow whose first stage registers; of the others, their kind and then their rules."""
    kinds_and_rules = [("register",), *stages]
    return FlowSpec(
        tuple(
            StageSpec(order, f"环节{order}", kind, None, False, "", tuple(rules))
            for order, (kind, *rules) in enumerate(kinds_and_rules, start=FIRST)
        )
    )


PAPERS = Matter(
    key="papers",
    name="件",
    icon="file",
    model=models.Model,
    facts=[],
    roles=[Role("handlers", "承办人", lambda handlers: handlers, pending="按批示确定")],
    kinds=[
        Kind("register", "登记", OpinionForm),
        Kind("decide", "批示", OpinionForm),
        Kind("handle", "承办", OpinionForm, deciding=False),
    ],
    label_of=str,
    digest_of=str,
    url_name="papers:case",
)


def route(
    spec: FlowSpec,
    *handlers: Seat,
    among: Staff | None = None,
    facts: dict[str, Any] | None = None,
    applicant: int = APPLICANT,
) -> Route:
    return route_for(
        spec, PAPERS, handlers, facts or {}, applicant=applicant, staff=among or staff()
    )


def second(found: Route) -> Leg:
    return found.legs[1]


def why_of(leg: Leg) -> dict[int | None, Why]:
    """Why another is asked, by the post that is."""
    return {seat.post: over.why for seat, over in leg.fallen_back.items()}


def seats(*posts: int) -> tuple[Seat, ...]:
    return tuple(Seat(post=post) for post in posts)


# Which stages


def test_the_way_begins_with_the_applicant_himself() -> None:
    found = route(flow(("decide", rule("mayor"))))
    assert found.way.steps[0] == Step(FIRST, (Seat(officer=APPLICANT),), Mode.ALL, deciding=False)
    assert found.way.applicant == APPLICANT


def test_what_was_sent_in_a_post_begins_with_that_post() -> None:
    found = route_for(
        flow(("decide", rule("mayor"))),
        PAPERS,
        (),
        {},
        applicant=APPLICANT,
        staff=staff(),
        applicant_post=CLERK,
    )
    assert found.way.steps[0] == Step(FIRST, seats(CLERK), Mode.ALL, deciding=False)


def test_a_stage_whose_rules_do_not_match_is_left_out() -> None:
    handled = when("work", "handle", rule("clerk"))
    spec = flow(("decide", rule("mayor")), ("handle", handled), ("handle", rule("clerk")))
    stages = {work: route(spec, facts={"work": work}).way.steps for work in ("handle", "read")}
    assert [step.stage for step in stages["handle"]] == [1, 2, 3, 4]
    assert [step.stage for step in stages["read"]] == [1, 2, 4]


def test_the_first_rule_that_matches_says_who_decides() -> None:
    spec = flow(("decide", when("side", "party", rule("party_secretary")), rule("mayor")))
    assert second(route(spec, facts={"side": "party"})).seats == seats(SECRETARY)
    assert second(route(spec, facts={"side": "government"})).seats == seats(MAYOR)


def test_a_stage_is_found_by_its_place_in_the_flow() -> None:
    found = route(flow(("decide", when("side", "party", rule("mayor"))), ("handle", rule("clerk"))))
    assert found.leg(2) is None
    leg = found.leg(3)
    assert leg is not None and leg.seats == seats(CLERK)


# Whom


def test_a_role_leads_to_every_post_that_bears_it() -> None:
    spec, people = flow(("decide", rule("deputy"))), staff()
    posts = {**people.posts, HEAD: replace(people.posts[HEAD], role="deputy")}
    assert second(route(spec, among=replace(people, posts=posts))).seats == seats(DEPUTY, HEAD)


def test_several_roles_decide_in_the_way_and_order_the_rule_says() -> None:
    spec = flow(("decide", rule("party_secretary", "mayor", mode=Mode.ORDER)))
    found = route(spec)
    assert found.way.steps[1] == Step(2, seats(SECRETARY, MAYOR), Mode.ORDER)


def test_two_roles_that_lead_to_one_post_ask_it_once() -> None:
    spec = flow(("decide", rule("mayor", "party_secretary", mayor=("party_secretary",))))
    assert second(route(spec, among=staff(mayor=()))).seats == seats(SECRETARY)


def test_one_person_in_two_posts_keeps_both_seats() -> None:
    both = staff(mayor=(104,), party_secretary=(104,))
    found = route(flow(("decide", rule("mayor", "party_secretary"))), among=both)
    assert second(found).seats == seats(MAYOR, SECRETARY)
    assert found.way.holders[MAYOR] == found.way.holders[SECRETARY] == {104}


def test_a_relative_role_depends_on_the_subject() -> None:
    spec = flow(("handle", rule("handlers")))
    assert second(route(spec, *seats(HEAD, DEPUTY))).seats == seats(HEAD, DEPUTY)
    assert second(route(spec, Seat(officer=106))).seats == (Seat(officer=106),)


def test_who_is_named_only_later_is_said_in_words_meanwhile() -> None:
    leg = second(route(flow(("handle", rule("handlers")))))
    assert (leg.seats, leg.pending) == ((), "按批示确定")
    named = second(route(flow(("handle", rule("handlers"))), Seat(post=HEAD)))
    assert named.pending == ""


# Who then


def test_a_vacant_post_falls_back_and_says_so() -> None:
    spec = flow(("decide", rule("mayor", mayor=("party_secretary",))))
    assert second(route(spec)).fallen_back == {}
    leg = second(route(spec, among=staff(mayor=())))
    assert (leg.seats, why_of(leg)) == (seats(SECRETARY), {SECRETARY: Why.VACANT})


def test_the_first_fallback_that_can_act_stands_in() -> None:
    spec = flow(("decide", rule("office_director", office_director=("deputy", "party_secretary"))))
    assert second(route(spec, among=staff(office_director=()))).seats == seats(DEPUTY)
    bare = staff(office_director=(), deputy=())
    assert second(route(spec, among=bare)).seats == seats(SECRETARY)


def test_where_neither_role_nor_fallback_can_act_nobody_is_asked() -> None:
    spec = flow(("decide", rule("mayor", mayor=("party_secretary",))))
    leg = second(route(spec, among=staff(mayor=(), party_secretary=())))
    assert (leg.seats, leg.pending) == ((), "")


def test_where_all_are_asked_one_who_cannot_be_leaves_nobody() -> None:
    vacant = staff(mayor=())
    both = flow(("decide", rule("mayor", "party_secretary")))
    either = flow(("decide", rule("mayor", "party_secretary", mode=Mode.ANY)))
    assert second(route(both, among=vacant)).seats == ()
    assert second(route(either, among=vacant)).seats == seats(SECRETARY)


def test_nobody_decides_on_his_own_request_the_fallback_does() -> None:
    spec = flow(("decide", rule("mayor", mayor=("party_secretary",))))
    leg = second(route(spec, applicant=100 + MAYOR))
    assert (leg.seats, why_of(leg)) == (seats(SECRETARY), {SECRETARY: Why.APPLICANT})


def test_who_signs_already_as_another_is_passed_over_for_a_second_person() -> None:
    both = replace(rule("party_secretary", "mayor", mayor=("deputy",)), distinct=True)
    one = staff(mayor=(100 + SECRETARY,))
    leg = second(route(flow(("decide", both)), among=one))
    assert (leg.seats, why_of(leg)) == (seats(SECRETARY, DEPUTY), {DEPUTY: Why.ASKED})


def test_a_colleague_in_the_same_post_decides_instead_of_him() -> None:
    spec = flow(("decide", rule("mayor", mayor=("party_secretary",))))
    shared = staff(mayor=(104, 199))
    assert second(route(spec, among=shared, applicant=104)).seats == seats(MAYOR)


def test_a_fallback_that_is_the_applicant_himself_is_passed_over() -> None:
    spec = flow(("decide", rule("office_director", office_director=("deputy", "party_secretary"))))
    vacant = staff(office_director=())
    assert second(route(spec, among=vacant, applicant=100 + DEPUTY)).seats == seats(SECRETARY)


def test_what_decides_nothing_he_does_himself() -> None:
    found = route(flow(("handle", rule("clerk", clerk=("office_director",)))))
    assert second(found).seats == seats(CLERK)
    assert found.way.steps[1].deciding is False


def test_a_found_way_walks_to_its_end() -> None:
    spec = flow(
        ("decide", rule("office_director", "mayor")),
        ("decide", rule("party_secretary", party_secretary=("deputy",))),
        ("handle", rule("handlers")),
    )
    way = route(spec, Seat(post=HEAD), among=staff(party_secretary=())).way
    state = begin(way)
    for officer in (100 + MAYOR, 100 + DIRECTOR, 100 + DEPUTY, 100 + HEAD):
        mine = next(task for task in state.open_tasks() if way.acts_for(task, officer) is not None)
        state = apply(way, state, Agree(mine.number, officer))
    assert state.outcome is Outcome.CONCLUDED


# The staff


def test_a_seat_is_told_by_post_and_name() -> None:
    people = staff(mayor=(104, 199), clerk=())
    assert [holder.name for holder in people.named(Seat(post=MAYOR))] == ["干部104", "干部199"]
    assert people.named(Seat(post=CLERK)) == ()
    assert [holder.post_name for holder in people.named(Seat(officer=106))] == ["职务6"]


def test_the_staff_are_those_in_post_today(house: House, other_house: House) -> None:
    mayor, today = house.posts["镇长"], clock.today()
    assert names(house, "镇长") == ["王建国"]
    Appointment.objects.filter(post=mayor).update(valid_until=today - timedelta(days=1))
    assert names(house, "镇长") == []
    Appointment.objects.create(
        officer=house["办公室主任"], post=mayor, valid_from=today + timedelta(days=1)
    )
    assert names(house, "镇长") == []
    Appointment.objects.create(officer=house["文书"], post=mayor, valid_from=LONG_AGO)
    assert names(house, "镇长") == ["刘芳"]


def test_who_may_no_longer_log_in_holds_nothing(house: House) -> None:
    officer = house["镇长"]
    officer.is_active = False
    officer.save()
    assert names(house, "镇长") == []


def test_the_neighbours_staff_are_not_ours(house: House, other_house: House) -> None:
    people = staff_of(house.township)
    assert set(people.posts) == {post.pk for post in house.posts.values()}
    assert set(people.holders) <= set(people.posts)


def test_the_whole_staff_is_known_for_one_small_query(
    house: House, django_assert_num_queries: Any
) -> None:
    staff_of(house.township)
    with django_assert_num_queries(1):
        people = staff_of(house.township)
        [people.named(Seat(post=post.pk)) for post in house.posts.values()]


def names(house: House, post: str) -> list[str]:
    people = staff_of(house.township)
    return [holder.name for holder in people.named(Seat(post=house.posts[post].pk))]
