"""更正: the old line stays, the new one names it, and nothing is stamped twice by way of it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from seals.keeping.models import Custody
from seals.ledger.actions import add_scans, correct_line
from seals.using.models import Request, Stamping
from tests.seals.ledger.desk import CLERK, DIRECTOR, KEEPER, on, scan
from township_office import clock
from township_office.audit.models import Entry
from township_office.files.models import File
from township_office.people.capacity import capacity_of
from township_office.web.refusals import Refused, Stale


def row(line: Stamping) -> dict:
    return Stamping.objects.filter(pk=line.pk).values().get()


def test_a_correction_is_a_new_line_and_the_old_one_stays_as_it_was(desk):
    wrong = desk.line(copies=7, taken_by="马军")
    before = row(wrong)
    right = correct_line(wrong, copies=4, taken_by="赵磊", reason="数错了", by=desk.keeper)
    assert row(wrong) == before
    assert (right.number, right.origin, right.corrects) == (2, "correction", wrong)
    assert (right.copies, right.taken_by, right.note) == (4, "赵磊", "更正 1 号：数错了")
    same = ("title", "department", "approvers", "keeper_name", "seal_name", "at", "request")
    assert [getattr(right, name) for name in same] == [getattr(wrong, name) for name in same]
    assert list(Stamping.objects.all().standing()) == [right]


def test_the_trail_tells_what_was_corrected(desk):
    wrong = desk.line(copies=7)
    correct_line(wrong, copies=4, reason="数错了", by=desk.keeper)
    told = Entry.objects.get(code="seals.ledger.corrected")
    assert (told.words, told.officer_name) == ("数错了", desk.house[KEEPER].name)
    assert {*told.changes} == {("序号", 1, 2), ("份数", 7, 4)}


def test_the_director_corrects_as_well_and_nobody_else(desk):
    line = desk.line()
    for post in (CLERK, "镇长", "应急办干事"):
        with pytest.raises(Refused, match="保管人或办公室主任"):
            correct_line(line, copies=1, reason="数错了", by=desk.who(post))
    assert correct_line(line, copies=1, reason="数错了", by=desk.who(DIRECTOR)).copies == 1


def test_who_has_handed_the_seal_over_corrects_no_more(desk):
    line = desk.line()
    Custody.objects.filter(seal=desk.seal).update(until=clock.now())
    with pytest.raises(Refused, match="保管人或办公室主任"):
        correct_line(line, copies=1, reason="数错了", by=desk.keeper)


def test_nobody_corrects_in_the_keepers_place(desk):
    """B2.1."""
    for_her = capacity_of(desk.house[KEEPER], for_name="吴梅")
    with pytest.raises(Refused, match="保管人或办公室主任"):
        correct_line(desk.line(), copies=1, reason="数错了", by=for_her)


def test_a_line_is_corrected_once_and_its_correction_then(desk):
    wrong = desk.line(copies=7)
    still = correct_line(wrong, copies=5, reason="数错了", by=desk.keeper)
    with pytest.raises(Stale, match="2 号更正"):
        correct_line(wrong, copies=4, reason="又数了一遍", by=desk.keeper)
    right = correct_line(still, copies=4, reason="又数了一遍", by=desk.keeper)
    assert right.number == 3  # what was refused took no number
    assert list(Stamping.objects.all().standing()) == [right]


def test_a_correction_stands_in_the_ledger_of_its_year(desk):
    """Found in January, of December: each year still adds up by itself."""
    last = clock.today().year - 1
    wrong = desk.line(year=last, at=on(last, 12, 30))
    desk.line()
    right = correct_line(wrong, copies=1, reason="数错了", by=desk.keeper)
    assert (right.year, right.number) == (last, 2)
    with pytest.raises(Refused, match=f"用印时间要在 {last} 年"):
        correct_line(right, at=clock.now(), reason="日期写错", by=desk.keeper)


def test_nothing_was_stamped_tomorrow(desk):
    with pytest.raises(Refused, match="不能晚于现在"):
        correct_line(
            desk.line(), at=clock.now() + timedelta(hours=1), reason="日期", by=desk.keeper
        )


# What a correction does to the request


@pytest.fixture
def asked(desk) -> Request:
    return desk.asked(copies=5)


def stamped(request: Request) -> int:
    return Request.objects.get(pk=request.pk).stamped


def test_fewer_copies_give_nothing_back(desk, asked):
    """What was approved has come under the seal once; who needs more asks anew."""
    correct_line(desk.line(3, asked), copies=1, reason="数错了", by=desk.keeper)
    assert stamped(asked) == 3


def test_what_was_never_stamped_may_be_stamped_after_all(desk, asked):
    desk.line(2, asked)
    never = correct_line(desk.line(3, asked), undone=True, reason="没有盖", by=desk.keeper)
    assert (never.copies, never.scan_required, stamped(asked)) == (0, False, 2)


def test_undoing_a_correction_gives_back_what_the_first_line_held(desk, asked):
    fewer = correct_line(desk.line(3, asked), copies=1, reason="数错了", by=desk.keeper)
    correct_line(fewer, undone=True, reason="没有盖", by=desk.keeper)
    assert stamped(asked) == 0


def test_more_copies_are_held_where_they_were_approved(desk, asked):
    more = correct_line(desk.line(3, asked), copies=5, reason="数错了", by=desk.keeper)
    assert (more.copies, stamped(asked)) == (5, 5)


def test_more_copies_than_approved_are_refused(desk, asked):
    """A4.7 is not got round by a correction."""
    line = desk.line(3, asked)
    with pytest.raises(Refused, match="批准 5 份"):
        correct_line(line, copies=6, reason="数错了", by=desk.keeper)
    assert (stamped(asked), Stamping.objects.count()) == (3, 1)


def test_up_and_down_again_holds_the_most_it_said(desk, asked):
    line = desk.line(3, asked)
    for copies in (1, 4, 2, 3):
        line = correct_line(line, copies=copies, reason="数错了", by=desk.keeper)
    assert stamped(asked) == 4


def test_an_undoing_may_itself_be_undone(desk, asked):
    never = correct_line(desk.line(3, asked), undone=True, reason="没有盖", by=desk.keeper)
    correct_line(never, copies=2, reason="盖了 2 份", by=desk.keeper)
    assert stamped(asked) == 2


def test_an_undoing_is_not_undone_once_others_were_stamped_for_it(desk, asked):
    never = correct_line(desk.line(3, asked), undone=True, reason="没有盖", by=desk.keeper)
    desk.line(4, Request.objects.get(pk=asked.pk))
    with pytest.raises(Refused, match="批准 5 份"):
        correct_line(never, copies=2, reason="盖了 2 份", by=desk.keeper)


# Scans


def test_a_scan_is_added_later_by_the_keeper(desk):
    line = desk.line(scan_required=True)
    add_scans(line, [scan()], by=desk.keeper)
    file = File.objects.attached_to(line).get()
    assert (file.role, file.name) == ("scan", "盖章页.pdf")
    with pytest.raises(Refused, match="保管人或办公室主任"):
        add_scans(line, [scan()], by=desk.who(CLERK))


def test_a_scan_goes_to_the_line_that_stands(desk):
    wrong = desk.line(scan_required=True)
    right = correct_line(wrong, copies=1, reason="数错了", by=desk.keeper)
    assert right.scan_required
    with pytest.raises(Stale, match="2 号"):
        add_scans(wrong, [scan()], by=desk.keeper)


def test_what_was_scanned_is_not_asked_for_again_by_its_correction(desk):
    wrong = desk.line(scan_required=True)
    add_scans(wrong, [scan()], by=desk.keeper)
    right = correct_line(wrong, copies=1, reason="数错了", by=desk.keeper)
    assert not right.scan_required
    assert not correct_line(right, copies=2, reason="数错了", by=desk.keeper).scan_required


def test_the_database_keeps_a_line_as_it_was_written(desk):
    line = desk.line()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE seals_stamping SET copies = 9")
    assert row(line)["copies"] == 3
