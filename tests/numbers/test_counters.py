"""Numbers: one after the other, none twice, none missing, whoever asks and whatever fails."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from tests.house import build_house
from township_office.audit.capacity import Capacity
from township_office.audit.trail import trail_of
from township_office.numbers.acts import Act
from township_office.numbers.counters import SeriesStarted, open_at, take, upcoming
from township_office.numbers.models import Counter

SERIES = "documents.incoming"
CLERKS = 6
PAPERS_EACH = 30


class Spilled(Exception):
    """What goes wrong after a number was taken."""


def clerk_of(house) -> Capacity:
    return Capacity(house.township.pk, house["文书"].pk, "刘芳", post_name="文书")


def take_several(house, count: int, year: int = 2026) -> list[int]:
    return [take(house.township.pk, SERIES, year) for _ in range(count)]


def test_a_series_begins_with_one_and_goes_on_by_one(house):
    assert take_several(house, 3) == [1, 2, 3]


def test_every_year_begins_anew(house):
    take_several(house, 3, year=2025)
    assert take_several(house, 1, year=2026) == [1]
    assert take_several(house, 1, year=2025) == [4]


def test_series_and_townships_count_for_themselves(house, other_house):
    take_several(house, 3)
    assert take(house.township.pk, "seals.use", 2026) == 1
    assert take_several(other_house, 1) == [1]


def test_a_number_whose_work_fails_is_given_to_the_next(house):
    take_several(house, 1)
    with pytest.raises(Spilled), transaction.atomic():
        take_several(house, 1)
        raise Spilled
    assert take_several(house, 1) == [2]


def test_a_first_number_whose_work_fails_is_given_to_the_next(house):
    with pytest.raises(Spilled), transaction.atomic():
        take_several(house, 1)
        raise Spilled
    assert take_several(house, 1) == [1]


@pytest.mark.django_db(transaction=True)
def test_no_number_is_taken_outside_a_transaction():
    house = build_house()
    with pytest.raises(transaction.TransactionManagementError):
        take_several(house, 1)
    assert not Counter.objects.exists()


def test_taking_costs_two_queries_once_the_series_has_begun(house, django_assert_num_queries):
    take_several(house, 1)
    with django_assert_num_queries(2):
        take_several(house, 1)


def test_the_upcoming_number_is_shown_without_being_taken(house):
    assert [upcoming(house.township.pk, SERIES, 2026) for _ in range(2)] == [1, 1]
    take_several(house, 4)
    assert upcoming(house.township.pk, SERIES, 2026) == 5


def test_a_township_that_starts_in_november_goes_on_from_its_paper_register(house):
    open_at(house.township.pk, SERIES, 2026, 1284, by=clerk_of(house))
    assert upcoming(house.township.pk, SERIES, 2026) == 1284
    assert take_several(house, 2) == [1284, 1285]


def test_opening_a_series_is_on_the_trail(house):
    counter = open_at(house.township.pk, SERIES, 2026, 1284, by=clerk_of(house))
    (entry,) = trail_of(counter)
    assert (entry.code, entry.officer_name) == (Act.SERIES_OPENED, "刘芳")
    assert (entry.before, entry.after) == ({"下一号": 1}, {"下一号": 1284})


def test_a_mistyped_opening_can_be_corrected_until_the_first_number(house):
    open_at(house.township.pk, SERIES, 2026, 1284, by=clerk_of(house))
    open_at(house.township.pk, SERIES, 2026, 128, by=clerk_of(house))
    assert take_several(house, 1) == [128]


@pytest.mark.parametrize("opening", [None, 1284])
def test_a_series_that_has_given_out_numbers_stays_as_it_is(house, opening):
    if opening:
        open_at(house.township.pk, SERIES, 2026, opening, by=clerk_of(house))
    (taken,) = take_several(house, 1)
    with pytest.raises(SeriesStarted, match=str(taken)):
        open_at(house.township.pk, SERIES, 2026, 5000, by=clerk_of(house))
    assert take_several(house, 1) == [taken + 1]


def test_a_refused_opening_leaves_no_trail(house):
    take_several(house, 1)
    with pytest.raises(SeriesStarted):
        open_at(house.township.pk, SERIES, 2026, 5000, by=clerk_of(house))
    assert not trail_of(Counter.objects.get()).exists()


def test_no_series_begins_below_one(house):
    with pytest.raises(ValueError, match="1"):
        open_at(house.township.pk, SERIES, 2026, 0, by=clerk_of(house))
    assert not Counter.objects.exists()


def test_the_database_keeps_one_counter_per_series_and_year(house):
    Counter.objects.create(township=house.township, series=SERIES, year=2026)
    with pytest.raises(IntegrityError):
        Counter.objects.create(township=house.township, series=SERIES, year=2026)


def test_the_database_lets_no_counter_fall_before_its_opening(house):
    with pytest.raises(IntegrityError):
        Counter.objects.create(
            township=house.township, series=SERIES, year=2026, opening=9, value=8
        )


@pytest.fixture
def crowd(transactional_db):
    return build_house()


def register_papers(township_id: int, seed: int, together: Barrier) -> list[int]:
    """One clerk at work in his own connection; one paper in ten goes wrong after its number."""
    chance, kept = random.Random(seed), []
    try:
        together.wait()
        for _ in range(PAPERS_EACH):
            try:
                with transaction.atomic():
                    number = take(township_id, SERIES, 2026)
                    if chance.random() < 0.1:
                        raise Spilled
                kept.append(number)
            except Spilled:
                continue
    finally:
        connection.close()
    return kept


def test_a_crowd_with_failures_gets_no_number_twice_and_leaves_none_out(crowd):
    start = Barrier(CLERKS, timeout=20)
    with ThreadPoolExecutor(CLERKS) as clerks:
        work = [
            clerks.submit(register_papers, crowd.township.pk, seed, start) for seed in range(CLERKS)
        ]
    numbers = [number for clerk in work for number in clerk.result()]
    assert CLERKS * PAPERS_EACH * 0.7 < len(numbers) < CLERKS * PAPERS_EACH
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
