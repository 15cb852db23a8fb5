"""What the verbs leave behind on the database: rows, words, who is told, who is reminded."""

from datetime import timedelta
from typing import Any

import pytest

from tests.approvals import joint
from tests.documents.walk import Walk, published, register
from tests.house import House
from township_office import clock
from township_office.approvals import actions
from township_office.approvals.core import FIRST, Seat, Why
from township_office.approvals.forms import OpinionForm
from township_office.approvals.limits import REMIND
from township_office.approvals.models import Case, Event, Task
from township_office.approvals.reminding import LONG_OVER, OVER, SOON, remind
from township_office.approvals.sentences import _SENTENCES
from township_office.approvals.story import Story
from township_office.jobs.models import Job
from township_office.notices.models import Notice
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment
from township_office.web.refusals import Refused, Stale


@pytest.fixture
def walk(house: House) -> Walk:
    """A paper that lies with the mayor."""
    return register(published(house)).check().propose()


def told(house: House, post: str, kind: str) -> list[str]:
    notices = Notice.objects.filter(officer=house[post], kind=f"approvals.{kind}").order_by("id")
    return list(notices.values_list("words", flat=True))


def by(walk: Walk, post: str) -> Any:
    return capacity_of(walk.house[post], walk.house.posts[post])


def seat(walk: Walk, post: str) -> Seat:
    return Seat(post=walk.house.posts[post].pk)


# In passing


class Joint:
    """The small matter of ``joint``, decided by whoever has it."""

    def __init__(self, house: House) -> None:
        joint.in_force(house)
        self.house, self.paper = house, joint.paper(house)
        self.case = actions.open_case(self.paper, by=self.by("文书"))

    def by(self, post: str) -> Any:
        return capacity_of(self.house[post], self.house.posts[post])

    def agree(self, post: str, words: str) -> Case:
        officer = self.house[post]
        task = Task.objects.lying_with(officer).get(case=self.case)
        form = OpinionForm({"opinion": words}, subject=self.paper, officer=officer)
        assert form.is_valid()
        return actions.agree(task, by=self.by(post), form=form)


@pytest.fixture
def case(house: House) -> Any:
    with joint.alone([]):
        yield Joint(house)


def test_in_passing_each_is_quoted_with_his_own_words(case):
    """The mayor agreed first and the director last: the mayor's next stage carries the mayor's word."""
    case.agree("镇长", "镇长同意。")
    case.agree("办公室主任", "主任同意。")
    carried = Event.objects.get(case=case.case, in_passing=True)
    said = (carried.stage_name, carried.officer_name, carried.opinion, carried.post_name)
    assert said == ("审核", "王建国", "镇长同意。", "镇长")
    (note,) = (line.note for line in Story(case.case).rail if line.title == "审核" and line.at)
    assert note == "与前一环节同一人，一并办理"


def test_a_stage_that_an_intervention_leaves_is_settled(house):
    """The one added signer is gone, and everybody else has agreed."""
    settled: list[str] = []
    with joint.alone(settled):
        case, head = Joint(house), house.posts["应急办主任"]
        case.agree("镇长", "同意。")
        mine = Task.objects.lying_with(house["办公室主任"]).get(case=case.case)
        asked = {"seat": Seat(post=head.pk), "before": False, "note": "请看。"}
        actions.add_signer(mine, by=case.by("办公室主任"), **asked)
        case.agree("办公室主任", "同意。")
        assert settled == []
        Appointment.objects.filter(post=head).delete()
        stuck = Task.objects.open().get(case=case.case)
        moved = actions.intervene(stuck, reason="职务空缺。", by=case.by("应急办干事"))
    assert (settled, moved.stage_name) == (["会签"], "审核")


def test_every_reason_why_not_has_its_sentence():
    assert set(_SENTENCES) == set(Why) - {Why.ENDED, Why.NOT_OPEN}  # those are told by name


# Who is told


def test_who_lost_it_to_a_return_hears_so(house):
    with joint.alone([]):
        case = Joint(house)
        task = Task.objects.lying_with(house["镇长"]).get(case=case.case)
        actions.return_to(task, to=FIRST, straight=False, reason="缺件。", by=case.by("镇长"))
    assert told(house, "办公室主任", "taken_off") == ["已由王建国退回，您不用再办。"]
    assert told(house, "文书", "returned") == ["已由王建国退回：缺件。"]


def test_what_is_passed_on_carries_its_note(walk):
    actions.transfer(
        walk.task("镇长"), to=seat(walk, "党委书记"), note="请书记定。", by=by(walk, "镇长")
    )
    task = walk.task("党委书记")
    assert (task.reason, task.note) == ("transferred", "请书记定。")
    assert told(walk.house, "党委书记", "passed_on") == ["王建国把「批示」转您办理。请书记定。"]
    with pytest.raises(Stale, match="已由王建国办理"):
        actions.transfer(
            Task.objects.get(case=walk.case, verdict="transfer"),
            to=seat(walk, "党委书记"),
            note="",
            by=by(walk, "镇长"),
        )


@pytest.mark.parametrize(
    ("post", "sentence"),
    [("文书", "不能交给经办人自己"), ("镇长", "已经请过这位同志")],
)
def test_it_is_passed_on_neither_to_the_applicant_nor_to_oneself(walk, post, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.transfer(walk.task("镇长"), to=seat(walk, post), note="", by=by(walk, "镇长"))


def test_nobody_passes_on_what_is_not_his(walk):
    with pytest.raises(Refused, match="这一步不由您办理"):
        actions.transfer(
            walk.task("镇长"), to=seat(walk, "党委书记"), note="", by=by(walk, "应急办主任")
        )


def test_what_came_back_to_be_mended_is_not_passed_on(walk):
    walk.return_to("镇长", FIRST, "缺件。")
    with pytest.raises(Refused, match="由经办人修改后再送"):
        actions.transfer(walk.task("文书"), to=seat(walk, "机要员"), note="", by=by(walk, "文书"))


def test_an_added_signer_before_takes_the_clock_with_him(walk):
    mine = walk.task("镇长")
    assert mine.due_at is not None
    actions.add_signer(
        mine, seat=seat(walk, "党委书记"), before=True, note="请看。", by=by(walk, "镇长")
    )
    mine.refresh_from_db()
    assert mine.due_at is None
    assert walk.task("党委书记").due_at is not None


# Who is reminded


def reminded(walk: Walk, post: str, task: Task, level: int) -> list[str]:
    assert task.due_at is not None
    remind(task.pk, level, clock.local(task.due_at).isoformat())
    return told(walk.house, post, "reminded")


def test_the_first_reminder_is_due_at_four_fifths_and_brings_the_next(walk):
    task = walk.task("镇长")
    first = Job.objects.get(name=REMIND, args__task_id=task.pk)
    assert task.due_at is not None and clock.now() < first.run_at < task.due_at
    assert "请抓紧" in reminded(walk, "镇长", task, SOON)[0]
    second = Job.objects.filter(name=REMIND, args__task_id=task.pk).latest("id")
    assert (second.args["level"], second.run_at) == (OVER, task.due_at)
    assert "已超时" in reminded(walk, "镇长", task, OVER)[1]
    third = Job.objects.filter(name=REMIND, args__task_id=task.pk).latest("id")
    assert third.args["level"] == LONG_OVER and third.run_at > task.due_at


def test_what_is_long_over_the_director_hears_too_and_then_it_ends(walk):
    task, jobs = walk.task("镇长"), Job.objects.filter(name=REMIND)
    before = jobs.count()
    assert len(reminded(walk, "办公室主任", task, LONG_OVER)) == 1
    assert jobs.count() == before
    assert told(walk.house, "党委书记", "reminded") == []


def test_a_job_as_it_was_enqueued_reminds(walk):
    """Whatever the hours of its limit are written in."""
    task = walk.task("镇长")
    remind(**Job.objects.get(name=REMIND, args__task_id=task.pk).args)
    assert len(told(walk.house, "镇长", "reminded")) == 1


def test_what_is_done_or_set_anew_is_not_spoken_of(walk):
    task = walk.task("镇长")
    remind(task.pk, SOON, (task.due_at + timedelta(hours=1)).isoformat())
    walk.instruct("应急办主任")
    assert reminded(walk, "镇长", task, SOON) == []


def test_the_clock_stops_while_it_is_with_the_applicant(walk):
    walk.return_to("镇长", FIRST, "缺件。")
    assert walk.task("文书").due_at is None
