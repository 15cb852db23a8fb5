from collections import Counter
from io import StringIO
from itertools import pairwise

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import call_command
from django.db.models import Count

from documents.incoming.models import CardStep, Incoming
from documents.outgoing.actions.layouts import is_being_made, layout_of
from documents.outgoing.checks import Force, examine
from documents.outgoing.checks.reading import manuscript_as_sent
from documents.outgoing.models import (
    Amendment,
    Consulted,
    Direction,
    Draft,
    Issuer,
    Number,
    Outgoing,
    Recipient,
    Version,
)
from documents.outgoing.rules import printed_copies
from seals.keeping.models import Custody, Imprint, Seal
from seals.outing.models import Outing
from seals.using.models import Stamping
from township_office import clock
from township_office.approvals.circulation.models import Reader
from township_office.approvals.models import Case, Event, Task
from township_office.approvals.shipped import shipped
from township_office.audit.models import Entry
from township_office.demo import accounts
from township_office.demo.cast import PASSWORD
from township_office.demo.sendings import opened
from township_office.files.models import File
from township_office.people.models import Appointment, Department, Officer
from township_office.workdays.hours import is_workday

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("demo"),
    pytest.mark.xdist_group("demo"),
]

INCOMING, OUTGOING = Incoming.objects, Outgoing.objects


def stages_of(matter):
    """Where something of this matter lies open."""
    lying = Task.objects.open().filter(case__matter=matter)
    return set(lying.values_list("stage_name", flat=True))


def outgoing_at(stage):
    open_there = Task.objects.open().filter(stage_name=stage).values("case__subject_id")
    return OUTGOING.filter(pk__in=open_there)


def test_papers_lie_at_every_stage():
    told = {"登记", "初审", "拟办", "批示", "承办", "办结", "归档"}

    assert stages_of("documents.incoming") == told


def test_what_goes_out_lies_at_every_stage():
    flow = shipped("A")["documents.outgoing"]["stage"]
    asked = {stage["name"] for stage in flow} - {"部门核稿"}  # only where the switch asks for it

    assert stages_of("documents.outgoing") == asked


def test_mayor_and_secretary_both_have_something_to_sign():
    signing = Task.objects.open().filter(kind="documents.sign")

    assert {task.post.name for task in signing if task.post} == {"镇长", "党委书记"}


def test_what_goes_out_is_of_every_sort():
    assert set(OUTGOING.values_list("issuer", flat=True)) == set(Issuer.values)
    assert set(OUTGOING.values_list("direction", flat=True)) == set(Direction.values)
    assert OUTGOING.values("kind").distinct().count() >= 10
    assert OUTGOING.filter(answers__isnull=False).exists()
    assert OUTGOING.filter(normative=True, filed_on__isnull=False).exists()


def test_nothing_that_goes_out_has_an_error_in_it():
    for paper in OUTGOING.filter(from_paper=False):
        found = [each for each in examine(manuscript_as_sent(paper)) if each.force is Force.MUST]
        assert found == [], paper.title


def test_what_went_out_was_changed_after_the_signature_in_either_way():
    verbs = Event.objects.filter(case__matter="documents.outgoing")

    assert verbs.filter(stage_name="文字改动确认", verb="agree").exists()
    assert verbs.filter(stage_name="复核", verb="return").exists()
    twice = Version.objects.filter(why="signed").values("outgoing").annotate(many=Count("id"))
    assert any(each["many"] == 2 for each in twice)


def test_a_department_that_disagreed_was_heard_and_one_is_still_talked_to():
    assert Consulted.objects.filter(agrees=False, outgoing__filed_on__isnull=False).exists()
    assert outgoing_at("会签意见协调").filter(consulted__agrees=False).exists()


def test_drafts_were_returned_withdrawn_voided_and_half_written():
    assert outgoing_at("拟稿").exists()
    outcomes = Case.objects.filter(matter="documents.outgoing").values_list("outcome", flat=True)
    assert set(outcomes) == {"", "concluded", "withdrawn", "void"}
    assert Draft.objects.filter(outgoing__isnull=True).count() == 1


def test_numbers_of_each_code_run_on_from_the_paper_register_without_a_gap():
    own = Number.objects.filter(outgoing__from_paper=False)
    begun = own.order_by("year").values_list("year", flat=True)[0]
    for series, year in own.values_list("series__organ", "year").distinct():
        given = own.filter(series__organ=series, year=year)
        numbers = sorted(given.values_list("number", flat=True))
        first = opened()[series] if year == begun else 1
        assert numbers == list(range(first, first + len(numbers)))
    assert Number.objects.filter(voided_on__isnull=False).exclude(void_reason="").exists()
    assert Number.objects.filter(outgoing__issuer="station", taken_on__isnull=False).exists()


def test_what_was_sent_was_corrected_repealed_called_back_and_entered_from_paper():
    for what in ("corrected", "repealed"):
        assert Amendment.objects.filter(what=what, to_recall=0).exists()
    recall = Amendment.objects.get(what="recalled")
    assert 0 < recall.recalled < recall.to_recall
    paper = OUTGOING.get(from_paper=True)
    assert paper.number.endswith(f"{opened()['government'] - 2}号")
    assert File.objects.filter(role="scan").attached_to(paper).exists()


def test_every_copy_that_was_printed_is_accounted_for():
    for paper in OUTGOING.sent().filter(from_paper=False):
        given = sum(each.copies for each in paper.recipients.all())
        assert printed_copies(paper) == given + paper.filed_copies, paper.title
    assert Recipient.objects.filter(received_on__isnull=False).exists()
    assert Reader.objects.filter(circulation__subject_type__model="outgoing").exists()


def test_leaders_find_what_they_sign_laid_out():
    for paper in [*outgoing_at("核稿"), *outgoing_at("签发")]:
        layout = layout_of(paper)
        assert layout is not None
        assert layout.pdf is not None, paper.title
        assert not is_being_made(layout)


def test_one_seal_was_taken_out_and_is_out_again():
    back, out = Outing.objects.order_by("number")
    assert (back.condition, back.is_out, out.is_out) == ("intact", False, True)
    outside = Stamping.objects.filter(origin="outing").values_list("title", "copies")
    assert dict(outside) == {"产业路贷款贴息协议": 4, "授权委托书": 2}
    assert list(Seal.objects.filter(out_since__isnull=False)) == [out.seal]


def test_a_seal_was_lent_for_a_day_and_every_one_is_in_somebodys_keeping():
    lent = Custody.objects.filter(seal__organ="other").order_by("since")
    assert [each.officer.name for each in lent] == ["吴梅", "孙丽", "吴梅"]
    assert all(each.witness_id not in (None, each.officer_id) for each in lent)
    kept = Custody.objects.filter(until__isnull=True).values_list("seal", flat=True)
    assert set(kept) == set(Seal.objects.values_list("pk", flat=True))


def test_every_seal_has_an_imprint_to_be_held_against():
    for seal in Seal.objects.all():
        imprint = Imprint.objects.get(seal=seal)
        roles = File.objects.attached_to(imprint).values_list("role", flat=True)
        assert set(roles) == {"imprint", "marked"}, seal


def test_papers_have_ended_in_every_way():
    outcomes = set(Case.objects.values_list("outcome", flat=True))

    assert outcomes == {"", "concluded", "refused", "withdrawn", "void"}
    assert INCOMING.filter(voided_on__isnull=False).exclude(void_reason="").exists()
    assert INCOMING.filter(filed_on__isnull=False).count() > INCOMING.count() / 2


def test_papers_are_of_every_sort():
    assert set(INCOMING.values_list("side", flat=True)) == {"party", "government", "both"}
    assert set(INCOMING.values_list("work", flat=True)) == {"handle", "read"}
    assert set(INCOMING.values_list("urgency", flat=True)) == {"平件", "加急", "特急"}
    assert set(INCOMING.values_list("source__level", flat=True)) == {"above", "same", "below"}
    assert INCOMING.filter(secrecy="internal").exists()


def test_a_most_urgent_paper_waits_too_long_for_its_instruction():
    waiting = Task.objects.open().filter(stage_name="批示", case__urgency="特急")

    assert any(task.overdue for task in waiting)


def test_several_handle_one_paper_and_not_all_have_answered():
    handling = Task.objects.filter(stage_name="承办", case__outcome="").values("case", "round")
    sums = handling.annotate(asked=Count("id"), answered=Count("done_at")).order_by()

    assert any(each["asked"] > each["answered"] > 0 for each in sums)


def test_papers_were_sent_back_with_reasons():
    back = Event.objects.filter(verb="return")

    assert {(each.stage_name, each.to_stage) for each in back} >= {
        ("拟办", 1),
        ("承办", 2),
        ("批示", 3),
    }
    assert all(each.opinion for each in back)


def test_classified_papers_are_cards_with_their_steps_on_paper():
    cards = INCOMING.exclude(secrecy__in=["none", "internal"])

    assert cards.count() == 3
    assert set(cards.values_list("title", flat=True)) == {"涉密件"}
    assert CardStep.objects.values("incoming").distinct().count() == 3
    assert not any(File.objects.attached_to(card).exists() for card in cards)


def test_what_lies_on_the_desks_has_its_letter_as_a_scan():
    lying = Case.objects.open().values("subject_id")
    scans = File.objects.filter(role="scan", kind="application/pdf")
    lately = INCOMING.filter(pk__in=lying).order_by("-id")[:12]

    assert [str(paper) for paper in lately if not scans.attached_to(paper).exists()] == []
    assert File.objects.filter(role="result", kind="image/jpeg").exists()


def test_numbers_of_a_year_run_from_one_without_a_gap():
    years = Counter(INCOMING.values_list("year", flat=True))

    for year, many in years.items():
        numbers = INCOMING.filter(year=year).order_by("id").values_list("number", flat=True)
        assert list(numbers) == list(range(1, many + 1))


def test_acts_follow_one_another_and_lie_in_the_past():
    moments = list(Entry.objects.order_by("id").values_list("at", flat=True))

    assert all(earlier <= later for earlier, later in pairwise(moments))
    assert moments[-1] < clock.now()


def test_nobody_works_at_night_or_on_days_off():
    opening = Entry.objects.order_by("id").first().at
    moments = [clock.local(at) for at in Event.objects.values_list("at", flat=True)]

    assert all(8 <= at.hour <= 22 for at in moments)
    assert all(is_workday(day) for day in {at.date() for at in moments})
    assert min(moments) > opening


def test_every_open_task_has_somebody_to_do_it():
    for task in Task.objects.open().select_related("post"):
        assert task.officer_id or Officer.objects.holding(task.post).exists()


@pytest.mark.parametrize(
    "username",
    ["liufang", "lixiuying", "wangjianguo", "chenzhiyuan", "zhangzhiqiang", "zhaolei", "heyan"],
)
def test_something_lies_on_the_desks_that_are_shown(username):
    officer = Officer.objects.get(username=username)

    assert Task.objects.lying_with(officer).exists()


def test_the_township_is_fully_staffed():
    assert Department.objects.count() >= 12
    assert 35 <= Officer.objects.count() <= 42
    assert Appointment.objects.on().count() >= 45
    assert not Department.objects.exclude(charges__isnull=False).exists()


def test_the_newest_papers_all_read_differently():
    titles = INCOMING.order_by("-id").values_list("title", flat=True)[:60]
    opinions = Event.objects.filter(stage_name="承办").order_by("-id")[:12]

    assert max(Counter(title for title in titles if title != "涉密件").values()) == 1
    assert len({event.opinion for event in opinions}) > 8


def test_everybody_signs_in_with_the_password_that_is_told():
    hashes = set(Officer.objects.values_list("password", flat=True))

    assert len(hashes) == 1
    assert check_password(PASSWORD, hashes.pop())
    assert not Officer.objects.filter(must_change_password=True).exists()


def test_the_accounts_are_listed(demo):
    lines = accounts.path().read_text().splitlines()

    assert len(lines) == Officer.objects.count()
    assert f"liufang {PASSWORD} 刘芳 文书" in lines
    assert all(name in demo for name in ("chenzhiyuan", "wangxiaodong", "管理员", "http"))


def test_told_twice_it_stays_as_it_is():
    before, said = Entry.objects.count(), StringIO()

    call_command("make_demo", stdout=said)

    assert Entry.objects.count() == before
    assert "已经在了" in said.getvalue()
