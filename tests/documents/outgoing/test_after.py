"""Once it is out: receipts, further copies, corrections and what they mean (DOC-43, DOC-64)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from documents.outgoing import actions
from documents.outgoing.models import Amendment, Outgoing, Recipient
from documents.outgoing.rules import printed_copies
from tests.documents.outgoing.deeds import REPEALED, Office
from tests.house import House
from township_office import clock
from township_office.approvals.circulation.models import Circulation
from township_office.notices.models import Notice
from township_office.people.models import Department
from township_office.web.refusals import Refused, Stale


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


@pytest.fixture
def paper(office) -> Outgoing:
    """One copy with the village, one in the file."""
    return office.out()


def reached_here(paper: Outgoing, whom: Department, way: str = "system") -> Recipient:
    """A copy of it went to a department of the house as well."""
    said = {"department": whom, "name": whom.name, "way": way}
    return Recipient.objects.create(outgoing=paper, **said)


def corrected(office: Office, paper: Outgoing, **said) -> Amendment:
    return actions.correct(paper, REPEALED | said, by=office.director)


def test_who_outside_signed_for_it_is_noted(office, paper):
    village = paper.recipients.get()
    actions.note_receipt(village, on=clock.today(), name="柳支书", by=office.clerk)
    village.refresh_from_db()
    assert (village.received_by, village.received_on) == ("柳支书", clock.today())


def test_nobody_signs_for_what_was_not_sent(office):
    village = office.sent().recipients.get()
    with pytest.raises(Refused, match="还没有分发"):
        actions.note_receipt(village, on=clock.today(), name="柳支书", by=office.clerk)


def test_whoever_has_an_account_here_finds_it_on_his_desk(office):
    paper = office.at_civil_affairs()
    readers = Circulation.objects.get(subject_id=paper.pk).readers.all()
    assert [reader.post for reader in readers] == [office.house.posts["民政办主任"]]


@pytest.mark.parametrize(("given", "filed"), [(1, 2), (2, 1), (0, 1), (3, 0)])
def test_every_copy_is_accounted_for(office, given, filed):
    paper = office.printed()
    row = paper.recipients.get()
    ways = {row.pk: (given, Recipient.Way.HAND.value)}
    with pytest.raises(Refused, match="印了 2 份"):
        actions.distribute(paper, ways, filed=filed, by=office.clerk)
    assert paper.sent_on is None


def test_a_second_printing_replaces_the_first_and_its_seals(office):
    paper = office.printed()
    actions.seal_outgoing(paper, copies=2, by=office.who("印章保管员"))
    actions.print_outgoing(paper, copies=1, by=office.clerk)
    assert (printed_copies(paper), paper.sealed_copies) == (1, None)
    with pytest.raises(Refused, match="只印了 1 份"):
        actions.seal_outgoing(paper, copies=2, by=office.who("印章保管员"))


def test_what_was_stamped_in_two_goes_is_counted_together_and_never_twice(office):
    paper, keeper = office.printed(), office.who("印章保管员")
    actions.seal_outgoing(paper, copies=1, by=keeper)
    actions.seal_outgoing(paper, copies=1, by=keeper)
    assert paper.sealed_copies == printed_copies(paper) == 2
    with pytest.raises(Refused, match="退回印制"):
        actions.seal_outgoing(paper, copies=1, by=keeper)


def test_of_a_joint_document_no_copy_is_sealed_before_both_seals_are_on_it(office):
    paper = office.formal()
    paper.issuer, paper.lead = "joint", "party"
    paper.save()
    actions.print_outgoing(paper, copies=2, by=office.clerk)
    actions.seal_outgoing(paper, copies=2, by=office.who("党委印章保管员"))
    assert paper.sealed_copies == 0
    actions.seal_outgoing(paper, copies=2, by=office.who("印章保管员"))
    assert paper.sealed_copies == 2


def test_what_is_out_is_printed_further_with_a_reason_and_where_it_went(office, paper):
    with pytest.raises(Refused, match="请办加印"):
        actions.print_outgoing(paper, copies=3, by=office.clerk)
    told = {"copies": 3, "reason": "各村另要一份。", "went_to": "各村"}
    run = actions.print_more(paper, **told, by=office.clerk)
    assert (printed_copies(paper), run.went_to) == (5, "各村")


def test_nothing_is_printed_further_before_it_is_out_nor_by_others(office, paper):
    told = {"copies": 3, "reason": "各村另要一份。", "went_to": "各村"}
    with pytest.raises(Refused, match="还没有分发"):
        actions.print_more(office.sent(), **told, by=office.clerk)
    with pytest.raises(Refused, match="党政办公室"):
        actions.print_more(paper, **told, by=office.who("应急办干事"))


@pytest.mark.parametrize(
    ("what", "meaning"),
    [
        ("corrected", "更正：以更正后的为准。"),
        ("recalled", "收回 0/1 份。"),
        ("revoked", "撤销：自始无效。"),
        ("repealed", "废止：自 2027-01-01 起失效。"),
    ],
)
def test_each_amendment_says_what_it_does(office, paper, what, meaning):
    told = {"what": what, "since": date(2027, 1, 1), "to_recall": int(what == "recalled")}
    assert corrected(office, paper, **told).meaning == meaning


@pytest.mark.parametrize(
    ("to_recall", "recalled", "sentence"),
    [(1, 2, "不能多于应收回"), (2, 0, "发出的共 1 份"), (9, 9, "发出的共 1 份")],
)
def test_no_more_is_recalled_than_went_out(office, paper, to_recall, recalled, sentence):
    with pytest.raises(Refused, match=sentence):
        corrected(office, paper, what="recalled", to_recall=to_recall, recalled=recalled)
    assert not Amendment.objects.exists()


def test_further_copies_are_recalled_too(office, paper):
    told = {"copies": 3, "reason": "各村另要一份。", "went_to": "各村"}
    actions.print_more(paper, **told, by=office.clerk)
    found = corrected(office, paper, what="recalled", to_recall=4, recalled=4)
    assert found.meaning == "收回 4/4 份。"


def test_the_database_lets_no_more_come_back_than_was_called_back(office, paper):
    row = Amendment(
        outgoing=paper, **REPEALED | {"to_recall": 1, "recalled": 2}, by=office.house["办公室主任"]
    )
    with pytest.raises(IntegrityError, match="no_more_is_recalled"), transaction.atomic():
        row.save()


def test_only_the_director_amends_what_was_sent(office, paper):
    with pytest.raises(Refused, match="办公室主任"):
        actions.correct(paper, REPEALED, by=office.clerk)
    with pytest.raises(Refused, match="还没有分发"):
        corrected(office, office.sent())


def test_what_was_sent_is_not_void_any_more(office, paper):
    with pytest.raises(Refused, match="已经分发的文件不能作废"):
        actions.void_outgoing(paper, reason="发错了。", by=office.director)


def test_what_is_signed_is_given_up_by_the_director_alone_and_its_number_stays(office):
    paper = office.numbered()
    for post in ("应急办干事", "文书"):
        with pytest.raises(Refused, match="由办公室主任作废"):
            actions.void_outgoing(paper, reason="不发了。", by=office.who(post))
    actions.void_outgoing(paper, reason="不发了。", by=office.director)
    number = paper.numbers.get()
    assert (number.void_reason, number.number, paper.number) == ("不发了。", 1, "")


def test_whoever_got_it_here_is_told_that_it_was_repealed(office, paper):
    civil = office.house.departments["民政办公室"]
    reached_here(paper, civil)
    corrected(office, paper)
    told = Notice.objects.get(kind="documents.corrected")
    assert (told.officer, "起失效" in told.words) == (office.house["民政办主任"], True)


def test_what_is_recalled_names_at_least_one_copy(office, paper):
    with pytest.raises(Refused, match="要收回几份"):
        corrected(office, paper, what="recalled", to_recall=0)


def test_no_copy_is_called_back_twice(office, paper):
    corrected(office, paper, what="recalled", to_recall=1, recalled=1)
    with pytest.raises(Refused, match="前面已要收回 1 份"):
        corrected(office, paper, what="recalled", to_recall=1, recalled=1)


def test_copies_are_counted_as_they_come_back(office, paper):
    told = {"copies": 3, "reason": "各村另要一份。", "went_to": "各村"}
    actions.print_more(paper, **told, by=office.clerk)
    recall = corrected(office, paper, what="recalled", to_recall=4, recalled=1)
    actions.recall_more(recall, copies=2, by=office.clerk)
    assert recall.meaning == "收回 3/4 份。"
    with pytest.raises(Refused, match="还没有收回的是 1 份"):
        actions.recall_more(recall, copies=2, by=office.clerk)
    with pytest.raises(Refused, match="党政办"):
        actions.recall_more(recall, copies=1, by=office.who("应急办干事"))
    recall.refresh_from_db()
    assert recall.recalled == 3


def test_counted_by_two_at_once_nothing_is_lost(office, paper):
    recall = corrected(office, paper, what="recalled", to_recall=1)
    first, second = (Amendment.objects.get(pk=recall.pk) for _ in range(2))
    actions.recall_more(first, copies=1, by=office.clerk)
    with pytest.raises(Stale):
        actions.recall_more(second, copies=1, by=office.clerk)


def test_an_amendment_knows_who_was_told_here_and_who_must_be_told_by_hand(office, paper):
    civil = office.house.departments["民政办公室"]
    reached_here(paper, civil)
    found = corrected(office, paper, what="corrected")
    assert found.informed == [(civil.name, "本系统")]
    assert [row.name for row in found.uninformed] == ["柳树湾村民委员会"]
    found = actions.note_told(found, found.uninformed, how="电话 柳支书", by=office.clerk)
    assert found.uninformed == []
    assert ("柳树湾村民委员会", f"{clock.today():%Y-%m-%d} 电话 柳支书") in found.informed
