"""What a line of the trail says."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from tests.audit.acts import Act
from township_office import click, clock
from township_office.audit import registry
from township_office.audit.capacity import Capacity, administrator, system
from township_office.audit.models import Entry
from township_office.audit.registry import Acts, label_of, listed
from township_office.audit.trail import record, trail_of

LATE = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)


def clerk_for_director(house) -> Capacity:
    return Capacity(
        township_id=house.township.pk,
        officer_id=house["文书"].pk,
        officer_name="刘芳",
        post_id=house.posts["文书"].pk,
        post_name="文书",
        for_name="李秀英",
        how="paper",
    )


def test_who_in_which_post_for_whom_what_to_which_why_and_how(house):
    subject = house.departments["党政办公室"]
    with clock.moved_to(LATE):
        record(
            Act.SOMETHING,
            subject,
            by=clerk_for_director(house),
            words="按主任意见",
            before={"简称": "办公室"},
            after={"简称": "党政办"},
        )
    line = Entry.objects.values().get()
    del line["id"], line["click"]
    assert line == {
        "township_id": house.township.pk,
        "at": LATE,
        "code": "audit.tests.something",
        "subject_type": "people.department",
        "subject_id": str(subject.pk),
        "subject_name": "党政办公室",
        "officer_id": house["文书"].pk,
        "officer_name": "刘芳",
        "post_name": "文书",
        "for_name": "李秀英",
        "how": "paper",
        "words": "按主任意见",
        "before": {"简称": "办公室"},
        "after": {"简称": "党政办"},
    }


def test_all_lines_of_a_click_carry_it(house):
    with click.served("8c5b7e0e-53e1-4b79-9a41-0e4b3c1f7a55"):
        for department in house.departments.values():
            record(Act.SOMETHING, department, by=system(house.township.pk))
    assert set(Entry.objects.values_list("click", flat=True)) == {
        "8c5b7e0e-53e1-4b79-9a41-0e4b3c1f7a55"
    }


def test_what_no_click_began_gets_an_id_of_its_own(house):
    lines = [record(Act.SOMETHING, house.township, by=system(house.township.pk)) for _ in "ab"]
    first, second = (UUID(line.click) for line in lines)
    assert first != second


def test_the_trail_of_a_record_holds_its_own_lines_oldest_first(house):
    office, civil = house.departments["党政办公室"], house.departments["民政办公室"]
    by = system(house.township.pk)
    for words, subject in [("一", office), ("别的", civil), ("二", office)]:
        record(Act.SOMETHING, subject, by=by, words=words)
    assert [line.words for line in trail_of(office)] == ["一", "二"]


def test_a_subject_with_a_long_name_is_cut_and_not_refused(house):
    house.township.name = "长" * 300
    assert (
        record(Act.SOMETHING, house.township, by=system(house.township.pk)).subject_name
        == "长" * 200
    )


def test_the_system_is_nobody(house):
    line = record(Act.SOMETHING, house.township, by=system(house.township.pk))
    assert (line.officer_id, line.officer_name, line.how) == (None, "系统", "system")


def test_what_was_not_said_is_empty_in_the_trail(house):
    after = {"所属机构": None, "份数": 0}
    line = record(Act.SOMETHING, house.township, by=system(house.township.pk), after=after)
    assert line.changes == [("份数", "", 0)]


def test_an_administrator_acts_in_no_post(house):
    line = record(Act.SOMETHING, house.township, by=administrator(house["文书"]))
    assert (line.officer_id, line.officer_name, line.post_name) == (house["文书"].pk, "刘芳", "")


def test_a_code_is_listed_once(monkeypatch):
    class Clash(Acts):
        SOMETHING = Act.SOMETHING.value, "另一个叫法"

    monkeypatch.setattr(registry, "_listed", {})
    listed(Act)
    assert label_of(Act.SOMETHING) == "办了一件事"
    with pytest.raises(ValueError, match="listed twice"):
        listed(Clash)


def test_an_act_no_longer_listed_keeps_its_code():
    assert label_of("audit.tests.something") == "audit.tests.something"
