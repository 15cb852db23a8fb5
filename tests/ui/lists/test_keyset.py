"""Paging by key: every row once, in order, there and back, whatever ties and blanks there are."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest
from django.db import connection, models, transaction
from django.db.models import Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from township_office.audit.models import Entry
from township_office.people.models import Appointment, Department, Organ, Post
from township_office.ui.lists.keyset import Cursor, Order

MANY = 40  # more pages than any example has rows
anew_each_time = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
days = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 4))
levels = st.sampled_from(["above", "below", "same"])
lines = st.sampled_from(["party", "government"])
organs = st.lists(st.tuples(levels, lines, days), max_size=17)


def either_way(*fields: str) -> st.SearchStrategy[list[str]]:
    """The fields, each from the first or from the last."""
    return st.tuples(*(st.sampled_from([field, f"-{field}"]) for field in fields)).map(list)


organ_orders = st.one_of(
    either_way("last_used"),
    either_way("level"),
    either_way("level", "last_used"),
    either_way("last_used", "level"),
    either_way("last_used", "name"),
    either_way("last_used", "line", "level"),
)


def walk(order: Order, size: int) -> list[list[models.Model]]:
    """All pages from the first to the last, by the cursors as they stand in the address."""
    pages = [order.slice(None, size)]
    while cursor := order.sign(pages[-1].next):
        pages.append(order.slice(order.read(cursor), size))
        assert len(pages) <= MANY, "going round in circles"
    return [page.rows for page in pages]


def walk_back(order: Order, size: int) -> list[list[models.Model]]:
    """The same from the last page to the first, in the order of reading."""
    page = order.slice(None, size)
    while page.next:
        page = order.slice(page.next, size)
    pages = [page.rows]
    while cursor := order.sign(page.previous):
        page = order.slice(order.read(cursor), size)
        assert order.slice(page.next, size).rows == pages[0]
        pages.insert(0, page.rows)
        assert len(pages) <= MANY, "going round in circles"
    return pages


def sorted_by_hand(rows, fields, value_of=getattr):
    """Sorted as people expect it: ties by age of the record, blanks last in either direction."""
    rows = sorted(rows, key=lambda row: row.pk, reverse=fields[0].startswith("-"))
    for field in reversed(fields):
        falling, name = field.startswith("-"), field.removeprefix("-")
        blank = [row for row in rows if value_of(row, name) is None]
        filled = [row for row in rows if value_of(row, name) is not None]
        rows = sorted(filled, key=partial(_key, value_of, name), reverse=falling) + blank
    return rows


def _key(value_of, name, row):
    return value_of(row, name)


@anew_each_time
@given(entered=organs, fields=organ_orders, size=st.integers(1, 6))
def test_pages_hold_every_row_once_in_order_there_and_back(house, entered, fields, size):
    with transaction.atomic():
        Organ.objects.bulk_create(
            Organ(township=house.township, name=f"o-{n:02}", level=level, line=line, last_used=used)
            for n, (level, line, used) in enumerate(entered)
        )
        order = Order(Organ.objects.all(), fields)
        pages = walk(order, size)
        assert sum(pages, []) == sorted_by_hand(Organ.objects.all(), fields)
        assert all(len(page) == size for page in pages[:-1])
        assert walk_back(order, size) == pages
        transaction.set_rollback(True)


def department_rank(post: Post, name: str) -> int | bool | None:
    if name == "leader":
        return post.leader
    return post.department.rank if post.department else None


@pytest.mark.parametrize("fields", [["department__rank"], ["-department__rank"], ["leader"]])
@pytest.mark.parametrize("size", [1, 3, 20])
def test_what_stands_in_another_table_may_be_blank_too(house, fields, size):
    order = Order(Post.objects.select_related("department"), fields)
    pages = walk(order, size)
    assert sum(pages, []) == sorted_by_hand(Post.objects.all(), fields, department_rank)
    assert walk_back(order, size) == pages


def test_an_annotation_can_be_sorted_by(house):
    posts = models.Count("posts")
    departments = Department.objects.annotate(size=posts)
    rows = sum(walk(Order(departments, ["-size"]), 1), [])
    assert [row.size for row in rows] == sorted((row.size for row in rows), reverse=True)
    assert len(rows) == Department.objects.count()


@pytest.mark.parametrize("forward", [True, False])
def test_rows_that_come_and_go_meanwhile_move_nobody_else(house, forward):
    names = [f"organ-{n:02}" for n in range(0, 40, 2)]
    Organ.objects.bulk_create(Organ(township=house.township, name=name) for name in names)
    order = Order(Organ.objects.all(), ["name"])
    page = order.slice(None, 5) if forward else order.slice(order.slice(None, 15).next, 5)
    Organ.objects.create(township=house.township, name="organ-01")
    Organ.objects.create(township=house.township, name="organ-39")
    page.rows[0].delete()
    there = order.slice(page.next if forward else page.previous, 5)
    assert [row.name for row in there.rows] == (names[5:10] if forward else names[10:15])


VALUES = [
    (datetime(2026, 11, 23, 1, 2, 3, 456789, tzinfo=UTC), models.DateTimeField()),
    (date(2026, 11, 23), models.DateField()),
    (Decimal("1234567.89"), models.DecimalField(max_digits=12, decimal_places=2)),
    (0.1 + 0.2, models.FloatField()),
    (True, models.BooleanField()),
    (False, models.BooleanField()),
    (UUID("0f6f5a3c-7a52-4a86-9a3b-6f0a4d2f8c11"), models.UUIDField()),
    (timedelta(days=2, microseconds=7), models.DurationField()),
    ("关于“冬季”安全 100%", models.CharField()),
    ("", models.CharField()),
    (None, models.IntegerField()),
]


@pytest.mark.parametrize(("value", "field"), VALUES, ids=lambda part: type(part).__name__)
def test_a_cursor_comes_back_from_the_address_as_it_went(value, field, db):
    order = Order(Organ.objects.annotate(asked=Value(value, output_field=field)), ["asked"])
    cursor = Cursor((value, 7), backward=True)
    assert order.read(order.sign(cursor)) == cursor


def test_a_cursor_that_somebody_wrote_himself_is_none(db):
    order = Order(Organ.objects.all(), ["name"])
    signed = order.sign(Cursor(("organ-01", 7), backward=False))
    forged = [signed[:-1], signed.replace(":", "", 1), f"x{signed}", "", ":", "é:ü", "\x00"]
    assert [order.read(words) for words in forged] == [None] * len(forged)


def test_a_cursor_of_another_order_is_none(db):
    signed = Order(Organ.objects.all(), ["name"]).sign(Cursor(("organ-01", 7), backward=False))
    assert Order(Organ.objects.all(), ["-name"]).read(signed) is None
    assert Order(Organ.objects.all(), ["name", "level"]).read(signed) is None


def test_a_cursor_whose_field_has_changed_its_kind_since_is_none(db, monkeypatch):
    text = Organ.objects.annotate(asked=Value("昨天", output_field=models.CharField()))
    day = Organ.objects.annotate(asked=Value(None, output_field=models.DateField()))
    signed = Order(text, ["asked"]).sign(Cursor(("昨天", 7), backward=False))
    assert Order(day, ["asked"]).read(signed) is None


@pytest.mark.parametrize("backward", [False, True])
def test_a_page_far_back_begins_in_the_index(house, backward):
    lines = Entry.objects.filter(township=house.township)
    order = Order(lines, ["-at"])
    cursor = Cursor((datetime(2026, 11, 23, tzinfo=UTC), 7), backward)
    with connection.cursor() as database:
        if connection.vendor == "postgresql":  # on an empty table it would not bother
            database.execute("SET LOCAL enable_seqscan = off")
            database.execute("SET LOCAL enable_bitmapscan = off")
    plan = order.rows(backward=backward).filter(order._past(cursor)).explain()
    begun = ">" if backward else "<"
    assert "audit_entry_day" in plan
    assert f"at{begun}" in plan.replace(" ", "").replace(")", "")


def test_where_no_blank_can_be_the_database_is_told_nothing_about_blanks(db):
    assert "NULLS" not in str(Order(Appointment.objects.all(), ["-valid_from"]).rows().query)
    assert "NULLS LAST" in str(Order(Appointment.objects.all(), ["-valid_until"]).rows().query)
