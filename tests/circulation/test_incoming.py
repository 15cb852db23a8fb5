"""传阅 of an incoming document: it starts when all have instructed, and no return harms it."""

import pytest
from django.utils.datastructures import MultiValueDict

from documents.incoming.forms import InstructForm
from documents.incoming.models import Incoming
from documents.incoming.rules import ROUTINE
from tests.documents.walk import Walk, organ, register
from township_office import clock
from township_office.approvals.actions import Call, agree_by_phone, refuse, withdraw
from township_office.approvals.circulation import actions
from township_office.approvals.circulation.lists import told
from township_office.approvals.circulation.models import Circulation
from township_office.approvals.circulation.rules import may_widen
from township_office.audit.capacity import system
from township_office.people.capacity import capacity_of
from township_office.people.models import Organ
from township_office.setup.actions import set_switch

pytestmark = pytest.mark.django_db

READERS = ("副镇长（农业）", "党委书记")


def readers(walk: Walk) -> list[str]:
    circle = told(walk.paper)
    return [str(place.reader) for place in circle.places] if circle else []


def reads(walk: Walk, post: str, word: str = "") -> None:
    by = capacity_of(walk.house[post], walk.house.posts[post])
    reader = told(walk.paper).circulation.readers.get(post=walk.house.posts[post])
    actions.mark_read(reader, word=word, by=by)


def opens(walk: Walk, post: str) -> bool:
    papers = Incoming.objects.visible_to(walk.house[post])
    return papers.filter(pk=walk.paper.pk).exists()


def test_whom_the_director_proposes_reads_nothing_before_the_leader_has_instructed(office):
    walk = register(office).check().propose("应急办主任", readers=READERS)
    assert (readers(walk), opens(walk, "副镇长（农业）")) == ([], False)
    walk.instruct("应急办主任", readers=READERS)
    assert readers(walk) == ["党委书记", "副镇长（农业）"]
    assert opens(walk, "副镇长（农业）") and opens(walk, "党委书记")


def test_with_two_leaders_nothing_opens_before_both_have_instructed(office):
    walk = register(office, side="both").check()
    walk.propose("应急办主任", readers=("副镇长（农业）",))
    walk.instruct("应急办主任", post="镇长", readers=("副镇长（农业）",))
    assert (readers(walk), opens(walk, "副镇长（农业）")) == ([], False)
    walk.instruct("应急办主任", post="党委书记", readers=("副镇长（农业）",))
    assert (readers(walk), opens(walk, "副镇长（农业）")) == (["副镇长（农业）"], True)


def test_who_has_instructed_is_not_asked_to_read_it_again(office):
    walk = register(office, side="both").check()
    both = ("镇长", "党委书记", "副镇长（农业）")
    walk.propose("应急办主任", readers=both)
    walk.instruct("应急办主任", post="镇长", readers=both)
    walk.instruct("应急办主任", post="党委书记", readers=both)
    assert readers(walk) == ["副镇长（农业）"]


def test_a_paper_to_be_read_circulates_all_the_same(office):
    walk = register(office, work="read").check()
    named = {"work": "read", "readers": [office.posts[post].pk for post in READERS]}
    walk.agree("办公室主任", "拟送有关同志传阅。", **named)
    walk.agree("镇长", "同意。", **named)
    assert (walk.stage, len(readers(walk))) == ("归档", 2)


def test_a_routine_paper_circulates_from_the_directors_desk(office):
    set_switch(office.township, key=ROUTINE.key, value=True, by=system(office.township.pk))
    walk = register(office, work="read").check()
    named = {"work": "read", "readers": [office.posts[post].pk for post in READERS]}
    walk.agree("办公室主任", "例行通报，送传阅。", routine="on", **named)
    assert (walk.stage, len(readers(walk))) == ("归档", 2)


def under_way(office) -> Walk:
    walk = register(office).check().propose("应急办主任", readers=READERS)
    walk.instruct("应急办主任", readers=READERS)
    reads(walk, "副镇长（农业）", "请抓紧。")
    return walk


def as_it_stands(walk: Walk) -> list[tuple]:
    circulation = Circulation.objects.get(subject_id=walk.paper.pk)
    return list(circulation.readers.values_list("post", "opened_at", "due_at", "read_at", "word"))


def test_a_return_leaves_it_unharmed_and_reading_goes_on(office):
    walk = under_way(office)
    before = as_it_stands(walk)
    walk.return_to("应急办主任", to=2, reason="应由民政办牵头。")
    assert as_it_stands(walk) == before
    reads(walk, "党委书记")
    walk.check().propose("民政办主任", readers=(*READERS, "副书记（分管办公室）"))
    walk.instruct("民政办主任", readers=(*READERS, "副书记（分管办公室）"))
    assert readers(walk) == ["党委书记", "副书记（分管办公室）", "副镇长（农业）"]
    assert [row[4] for row in as_it_stands(walk)] == ["", "", "请抓紧。"]


def test_whom_the_second_instruction_no_longer_names_keeps_what_he_has_read(office):
    walk = under_way(office)
    walk.return_to("应急办主任", to=2, reason="应由民政办牵头。")
    walk.check().propose("民政办主任").instruct("民政办主任")
    assert readers(walk) == ["党委书记", "副镇长（农业）"]


def test_it_goes_on_when_the_paper_has_come_back_to_its_sender(office):
    walk = under_way(office)
    before = as_it_stands(walk)
    walk.return_to("应急办主任", to=2, reason="登记有误。")
    walk.return_to("文书", to=1, reason="登记有误。")
    assert as_it_stands(walk) == before
    reads(walk, "党委书记")


def test_it_goes_on_when_the_matter_is_concluded(office):
    walk = under_way(office)
    walk.agree("应急办主任", "已落实。")
    walk.agree("文书", "已办结。")
    walk.agree("文书", "", retention="D10", original_back="on")
    assert walk.stage == "办结"
    reads(walk, "党委书记")
    assert told(walk.paper).unread == 0


def circulated_early(office, **fields) -> Walk:
    """Where a module lets a subject circulate before it is decided."""
    walk = register(office, **fields)
    by = capacity_of(office["镇长"], office.posts["镇长"])
    actions.circulate(walk.paper, posts=[office.posts["党委书记"]], by=by)
    return walk


def test_it_goes_on_when_the_matter_is_withdrawn_or_refused(office):
    clerk = capacity_of(office["文书"], office.posts["文书"])
    withdrawn = circulated_early(office)
    withdraw(withdrawn.case, by=clerk)
    village = organ(office, "柳树湾村", Organ.Level.BELOW)
    refused = circulated_early(office, title="另一件", source=village)
    refuse(refused.task("文书"), reason="未盖章。", by=clerk)
    for walk, outcome in ((withdrawn, "撤回"), (refused, "不同意")):
        assert walk.stage == outcome
        reads(walk, "党委书记")
        assert told(walk.paper).unread == 0


def test_either_leader_who_instructed_may_widen_it(office):
    walk = register(office, side="both").check().propose("应急办主任", readers=("副镇长（农业）",))
    walk.instruct("应急办主任", post="镇长", readers=("副镇长（农业）",))
    walk.instruct("应急办主任", post="党委书记", readers=("副镇长（农业）",))
    circulation = told(walk.paper).circulation
    for leader, more in (("镇长", "民政办主任"), ("党委书记", "机要员")):
        by = capacity_of(office[leader], office.posts[leader])
        actions.add_readers(circulation, posts=[office.posts[more]], by=by)
    assert {"民政办主任", "机要员"} <= set(readers(walk))


def test_what_is_agreed_by_telephone_is_sent_round_by_the_leader(office):
    """Not by who entered his word: the range is no more the recorder's to widen than before."""
    walk = register(office, urgency="加急").check().propose("应急办主任", readers=READERS)
    said = MultiValueDict({"opinion": ["同意。"], "work": ["read"]})
    said.setlist("readers", [office.posts[post].pk for post in READERS])
    form = InstructForm(said, subject=walk.paper, officer=office["镇长"])
    assert form.is_valid(), form.errors
    by = capacity_of(office["机要员"], office.posts["机要员"])
    task = walk.task("镇长")
    agree_by_phone(task, leader=office["镇长"], call=Call(clock.now()), form=form, by=by)
    circulation = Circulation.objects.get(subject_id=walk.paper.pk)
    assert circulation.started_by == office["镇长"]
    may = {post: may_widen(circulation, office[post].pk) for post in ("镇长", "机要员")}
    assert may == {"镇长": True, "机要员": False}
