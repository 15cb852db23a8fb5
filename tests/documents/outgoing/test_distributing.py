"""分发: who is reached here, whom a collective name stands for, and no copy without its seal."""

from typing import Any

import pytest
from django.utils.datastructures import MultiValueDict

from documents.outgoing import actions
from documents.outgoing.forms.sending import DistributeForm, copies_needed
from documents.outgoing.models import Outgoing, Recipient
from documents.outgoing.models.words import Words
from tests.documents.outgoing.deeds import Office
from tests.documents.outgoing.desk import submitted
from tests.documents.walk import organ
from tests.house import House
from township_office.approvals.circulation.models import Circulation
from township_office.people.actions import open_department
from township_office.people.models import Appointment, Department, Organ
from township_office.web.refusals import Refused


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def village(office: Office, name: str) -> Department:
    return open_department(office.house.township, name, kind="village", by=office.director)


def stamped(office: Office, *main: Organ | Department, copies: int) -> Outgoing:
    """Printed in so many copies, all of which bear the seal."""
    paper = submitted(office.house, parts=actions.Parts(main=list(main))).paper
    actions.sign(paper, by=office.who("镇长"))
    actions.number_outgoing(paper, series=office.series, by=office.clerk)
    actions.recheck(paper, changed="none", by=office.who("应急办干事"))
    actions.print_outgoing(paper, copies=copies, by=office.clerk)
    actions.seal_outgoing(paper, copies=copies, by=office.who("印章保管员"))
    return paper


def form_of(office: Office, paper: Outgoing, **said: Any) -> DistributeForm:
    """As it is offered, but for what is said."""
    blank = DistributeForm(subject=paper, officer=office.house["文书"])
    offered = {
        name: blank.get_initial_for_field(field, name) for name, field in blank.fields.items()
    }
    data = {
        name: [str(each) for each in (value if isinstance(value, list) else [value or ""])]
        for name, value in (offered | said).items()
    }
    return DistributeForm(
        MultiValueDict(data), MultiValueDict(), subject=paper, officer=office.house["文书"]
    )


def given_out(office: Office, paper: Outgoing, form: DistributeForm) -> None:
    assert form.is_valid(), form.errors
    filed = form.cleaned_data["filed"]
    actions.distribute(paper, form.given(), parted=form.parted(), filed=filed, by=office.clerk)


def test_a_village_without_account_is_not_offered_the_system(office):
    there = village(office, "柳树湾村")
    paper = stamped(office, there, office.house.departments["民政办公室"], copies=3)
    form = DistributeForm(subject=paper, officer=office.house["文书"])
    ways = [form.fields[f"way-{row.pk}"] for row in form.rows]
    assert [way.initial for way in ways] == ["exchange", "system"]
    assert "system" not in dict(ways[0].choices)
    sent = form_of(office, paper, **{f"way-{form.rows[0].pk}": "system"})
    assert "柳树湾村没有人用本系统" in str(sent.errors)


def test_what_would_reach_nobody_is_refused_whoever_asks(office):
    there = village(office, "柳树湾村")
    outside = organ(office.house, "县气象局", Organ.Level.SAME)
    paper = stamped(office, there, outside, copies=3)
    given = {row.pk: (1, Recipient.Way.SYSTEM.value) for row in paper.recipients.all()}
    with pytest.raises(Refused, match="柳树湾村、县气象局没有人用本系统"):
        actions.distribute(paper, given, filed=1, by=office.clerk)


def test_where_no_head_is_held_whoever_holds_a_post_there_reads_it(office):
    house = office.house
    post = house.posts["民政办主任"]
    post.heads = False
    post.save()
    paper = stamped(office, house.departments["民政办公室"], copies=2)
    given_out(office, paper, form_of(office, paper))
    readers = Circulation.objects.get(subject_id=paper.pk).readers.all()
    assert post in [reader.post for reader in readers]


def test_a_name_for_all_villages_is_parted_into_their_lines(office):
    willow, spring = village(office, "柳树湾村"), village(office, "清泉村")
    office.house.posts["民政办主任"].department = spring
    office.house.posts["民政办主任"].save()
    all_of_them = organ(office.house, "各村（社区）", Organ.Level.BELOW)
    paper = stamped(office, all_of_them, copies=3)
    given_out(office, paper, form_of(office, paper))
    lines = {row.name: (row.copies, row.way) for row in paper.recipients.all()}
    assert lines == {
        "各村（社区）": (0, ""),
        willow.name: (1, "exchange"),
        spring.name: (1, "system"),
    }
    assert [row.name for row in paper.holders()] == [willow.name, spring.name]
    readers = Circulation.objects.get(subject_id=paper.pk).readers.all()
    assert [reader.post for reader in readers] == [office.house.posts["民政办主任"]]


def test_villages_that_are_but_in_the_directory_stand_among_them(office):
    house, below = office.house, Organ.Level.BELOW
    willow = village(office, "柳树湾村")
    for name in ("柳树湾村村民委员会", "东滩村村民委员会", "县气象局观测站"):
        organ(house, name, below)
    all_of_them = organ(house, "各村（社区）", below)
    paper = stamped(office, all_of_them, copies=3)
    form = form_of(office, paper)
    first = [label for _, label in form.fields[f"stands-{form.rows[0].pk}"].choices][:3]
    assert first[:2] == ["柳树湾村（没有账号）", "东滩村村民委员会（没有账号）"]
    given_out(office, paper, form)
    named = {row.name: (row.copies, row.way) for row in paper.holders()}
    assert named == {willow.name: (1, "exchange"), "东滩村村民委员会": (1, "exchange")}


def test_the_document_prints_the_name_and_not_its_parts(office):
    village(office, "柳树湾村")
    paper = stamped(office, organ(office.house, "各村（社区）", Organ.Level.BELOW), copies=2)
    before = paper.signed_version.digest
    given_out(office, paper, form_of(office, paper))
    assert Words.of(paper).digest == before


def test_who_is_named_himself_gets_no_second_copy_under_a_collective_name(office):
    willow = village(office, "柳树湾村")
    village(office, "清泉村")
    all_of_them = organ(office.house, "各村（社区）", Organ.Level.BELOW)
    paper = submitted(office.house, parts=actions.Parts(main=[all_of_them, willow])).paper
    assert copies_needed(paper) == 2


def test_nobody_chosen_under_a_collective_name_leaves_it_one_line(office):
    village(office, "柳树湾村")
    paper = stamped(office, organ(office.house, "各村（社区）", Organ.Level.BELOW), copies=2)
    row = paper.recipients.get()
    given_out(office, paper, form_of(office, paper, **{f"stands-{row.pk}": []}))
    line = paper.recipients.get()
    assert (line.copies, line.way) == (1, "exchange")


@pytest.mark.parametrize(("printed", "filed"), [(30, 1), (4, 3), (2, 1)])
def test_what_is_offered_to_be_filed_may_be_filed(office, printed, filed):
    paper = stamped(office, organ(office.house, "柳树湾村民委员会", "below"), copies=printed)
    form = DistributeForm(subject=paper, officer=office.house["文书"])
    assert form.initial["filed"] == filed


def test_no_copy_goes_out_without_its_seal(office):
    paper = office.printed()
    with pytest.raises(Refused, match="只盖了 0 份，不能分发 1 份"):
        actions.distribute(paper, office.given(paper), filed=1, by=office.clerk)
    actions.seal_outgoing(paper, copies=1, by=office.who("印章保管员"))
    actions.distribute(paper, office.given(paper), filed=1, by=office.clerk)
    assert paper.sent_on is not None


def test_the_keeper_goes_on_only_when_every_copy_is_stamped(office):
    paper = office.at_the_seal()
    keeper = office.who("印章保管员")
    with pytest.raises(Refused, match="还要盖 2 份"):
        actions.seal_part(paper, copies=2, by=keeper)
    actions.seal_part(paper, copies=1, by=keeper)
    paper.refresh_from_db()
    assert paper.sealed_copies == 1
    with pytest.raises(Refused, match="不由您保管"):
        actions.seal_part(paper, copies=1, by=office.clerk)


def test_stamped_in_part_the_stage_stays_open(office):
    desk = submitted(office.house)
    for post in ("办公室主任", "副镇长（农业）", "镇长", "应急办干事", "文书"):
        desk.agree(post)
    desk.agree("文书", copies="3")
    with pytest.raises(AssertionError, match="还有 3 份要盖"):
        desk.agree("印章保管员", copies="1")
    assert desk.stage == "用印"
    actions.seal_part(desk.fresh(), copies=1, by=office.who("印章保管员"))
    desk.agree("印章保管员")
    assert (desk.stage, desk.fresh().sealed_copies) == ("分发", 3)


def test_who_left_is_reached_no_more(office):
    civil = office.house.departments["民政办公室"]
    Appointment.objects.filter(post__department=civil).delete()
    paper = stamped(office, civil, copies=2)
    form = DistributeForm(subject=paper, officer=office.house["文书"])
    assert form.fields[f"way-{form.rows[0].pk}"].initial == "exchange"
