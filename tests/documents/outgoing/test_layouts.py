"""The same words are laid out once, and words that moved on not at all."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from documents.outgoing import actions, tasks
from documents.outgoing.actions.layouts import LAYOUT_JOB, is_being_made, layout_of
from documents.outgoing.models import Layout
from tests.documents.outgoing.deeds import MADE, Office
from tests.house import House
from township_office import clock
from township_office.files.models import File
from township_office.jobs.models import Job
from township_office.web.refusals import Stale


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def asked() -> int:
    return Job.objects.filter(name=LAYOUT_JOB).count()


def arguments() -> dict[str, int]:
    """Of the first layout that was asked for."""
    job = Job.objects.filter(name=LAYOUT_JOB).earliest("pk")
    return {"township_id": job.township_id, **job.args}


def test_a_text_that_is_sent_is_laid_out(office):
    paper = office.sent()
    layout = layout_of(paper)
    assert (asked(), layout.formal, is_being_made(layout)) == (1, False, True)


def test_the_same_text_sent_again_is_not_laid_out_again(office):
    paper = office.back()
    actions.amend_outgoing(paper, office.parts, by=office.clerk)
    actions.send_outgoing(paper, by=office.clerk)
    assert (asked(), paper.layouts.count()) == (1, 1)


def test_on_the_next_day_it_is_still_laid_out(office):
    """Neither before the signature nor after the formal layout does a day make another text."""
    papers = [office.sent(), office.formal()]
    kept = [actions.keep_layout(layout_of(paper), MADE, by=office.clerk) for paper in papers]
    with clock.moved_to(clock.now() + timedelta(days=1)):
        assert [layout_of(paper) for paper in papers] == kept
        with pytest.raises(Stale):
            actions.ask_for_layout(papers[0], by=office.clerk)


def test_another_text_is(office):
    paper = office.back()
    paper.body = paper.body.replace("12月10日", "12月20日")
    actions.amend_outgoing(paper, office.parts, by=office.clerk)
    actions.send_outgoing(paper, by=office.clerk)
    assert (asked(), paper.layouts.count()) == (2, 2)


def test_the_database_keeps_one_layout_of_a_text(office):
    layout = office.sent().layouts.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Layout.objects.create(outgoing=layout.outgoing, digest=layout.digest)


def test_a_layout_whose_text_moved_on_is_dropped(office):
    paper = office.back()
    paper.body = paper.body.replace("12月10日", "12月20日")
    paper.save()
    told = arguments()
    assert tasks.draw_layout(**told) is None
    tasks.keep_layout(None, **told)
    assert not File.objects.attached_to(paper).exists()


def test_a_text_that_comes_back_to_what_it_said_is_laid_out_after_all(office):
    paper, told = office.back(), arguments()
    for was, now in (("12月10日", "12月20日"), ("12月20日", "12月10日")):
        paper.body = paper.body.replace(was, now)
        actions.amend_outgoing(paper, office.parts, by=office.clerk)
        Job.objects.filter(name=LAYOUT_JOB).delete()  # done, and brought nothing
    actions.send_outgoing(paper, by=office.clerk)
    assert layout_of(paper).pk == told["layout_id"]
    assert is_being_made(layout_of(paper))


def test_what_a_second_worker_brings_is_dropped(office):
    layout = office.sent().layouts.get()
    for _ in range(2):
        actions.keep_layout(layout, MADE, by=office.clerk)
    names = sorted(file.name for file in File.objects.attached_to(layout.outgoing))
    assert names == [
        "送审稿 关于做好今冬明春安全生产工作的通知.docx",
        "送审稿 关于做好今冬明春安全生产工作的通知.pdf",
    ]


def test_nobody_asks_twice_while_it_is_laid_out(office):
    paper = office.sent()
    with pytest.raises(Stale):
        actions.ask_for_layout(paper, by=office.clerk)
    given_up = office.given_up()
    assert actions.ask_for_layout(given_up, by=office.clerk).pdf is None
    with pytest.raises(Stale):
        actions.ask_for_layout(given_up, by=office.clerk)
