"""Whatever became of a case on its way, the form that is printed of it says so, whichever form it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.utils.datastructures import MultiValueDict

from documents.outgoing.actions import Parts
from documents.outgoing.tasks import draw_form as draw_outgoing
from documents.tasks import draw_sheet
from leave.tasks import draw_slip
from seals.ledger.tasks import draw_form as draw_seal_form
from tests.documents.outgoing import desk as outgoing
from tests.documents.walk import organ, published, register
from tests.files.samples import PDF
from tests.house import LONG_AGO, House
from tests.leave import desk as leave
from tests.seals.using import desk as seals
from township_office import clock
from township_office.approvals import actions
from township_office.approvals.core import Seat
from township_office.approvals.models import Confirmation, PaperDecision
from township_office.approvals.story import Story
from township_office.people.capacity import capacity_of
from township_office.people.models import Organ, StandIn

MAYOR, SECRETARY, DEPUTY = "镇长", "党委书记", "副镇长（农业）"
DIRECTOR, CLERK, STAFF = "办公室主任", "机要员", "应急办干事"
DRAWN_BY = ("documents.tasks", "documents.outgoing.tasks", "leave.tasks", "seals.ledger.tasks")


@dataclass
class Under:
    """One record under way, what people do with it, and the job that draws its form."""

    desk: Any
    sender: str
    draw: Callable[..., Any]
    key: str
    answers: dict[str, Any] = field(default_factory=dict)

    def by(self, post: str) -> Any:
        return capacity_of(self.desk.house[post], self.desk.house.posts[post])

    def acting(self, post: str) -> dict[str, Any]:
        """His task, and he himself or for whom he stands in."""
        officer, story = self.desk.house[post], Story(self.desk.case)
        task = story.task_of(officer)
        assert task is not None, f"{post} 没有待办，现在在 {self.desk.stage}"
        return {"task": task, "by": story.capacity(officer, task)}

    def form(self, post: str = MAYOR) -> Any:
        """The form of the stage as the page offers it to him, agreed to."""
        kind = Story(self.desk.case).kind(self.acting(post)["task"])
        asked = {"subject": self.desk.case.subject, "officer": self.desk.house[post]}
        said = seals.filled(kind.form(**asked)) | {"opinion": "同意。"} | self.answers
        many = {name: each if isinstance(each, list) else [each] for name, each in said.items()}
        form = kind.form(MultiValueDict(many), MultiValueDict(), **asked)
        assert form.is_valid(), form.errors
        return form

    def agree(self, post: str = MAYOR) -> None:
        actions.agree(**self.acting(post), form=self.form(post))

    def call(self) -> Confirmation:
        """The office enters what the mayor said on the telephone."""
        task, call = self.acting(MAYOR)["task"], actions.Call(at=clock.now())
        said = {"leader": self.desk.house[MAYOR], "call": call, "form": self.form()}
        return actions.agree_by_phone(task, **said, by=self.by(CLERK))

    def enter(self) -> PaperDecision:
        """The office enters what the mayor wrote on paper."""
        said = {"leader": self.desk.house[MAYOR], "written_on": clock.today(), "form": self.form()}
        scan, task = SimpleUploadedFile("批示.pdf", PDF), self.acting(MAYOR)["task"]
        return actions.record_paper(task, **said, scan=scan, by=self.by(CLERK))

    def printed(self) -> str:
        case = self.desk.case
        keys = {"township_id": case.township_id, "officer_id": self.desk.house[MAYOR].pk}
        return str(self.draw(**keys, **{self.key: case.subject_id}))


def incoming(house: House, *, sent_only: bool = False) -> Under:
    walk = register(published(house), urgency="加急")
    if not sent_only:
        walk.check().propose()
    return Under(walk, "文书", draw_sheet, "incoming_id", walk.assignment())


def outgoing_form(house: House, *, sent_only: bool = False) -> Under:
    desk = outgoing.submitted(outgoing.staffed(house))
    for post in () if sent_only else (DIRECTOR, DEPUTY):
        desk.agree(post)
    return Under(desk, STAFF, draw_outgoing, "outgoing_id")


def leave_slip(house: House, *, sent_only: bool = False) -> Under:
    desk = leave.asked(leave.at_work(house), days=3)
    for post in () if sent_only else (leave.HEAD, leave.LEAD):
        desk.agree(post)
    return Under(desk, STAFF, draw_slip, "leave_id")


def seal_form(house: House, *, sent_only: bool = False) -> Under:
    desk = seals.asked(seals.staffed(house))
    return Under(desk, STAFF, draw_seal_form, "request_id")


FORMS = [incoming, outgoing_form, leave_slip, seal_form]
WITH_BOXES = [outgoing_form, leave_slip, seal_form]  # whose every decision has a box, and may be no
BY_PHONE = [incoming, leave_slip, seal_form]  # a document is never signed by telephone


@pytest.fixture(autouse=True)
def on_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page that would be laid out as a PDF, in its bare words."""
    for module in DRAWN_BY:
        monkeypatch.setattr(f"{module}.render_pdf", words)


def words(template: str, context: dict[str, Any], **more: Any) -> str:
    page = render_to_string(template, context)
    return "".join(re.sub(r"<[^>]*>", "", page.partition("<body>")[2]).split())


every_form = pytest.mark.parametrize("form", FORMS)
with_boxes = pytest.mark.parametrize("form", WITH_BOXES)
by_telephone = pytest.mark.parametrize("form", BY_PHONE)


@every_form
def test_what_was_sent_back_says_where_to_and_why(house, form):
    under = form(house)
    actions.return_to(**under.acting(MAYOR), to=1, straight=True, reason="缺附件。")
    told = under.printed()
    assert "退回镇长王建国" in told
    assert "缺附件。退到" in told
    assert "改好后直接送回" in told


@every_form
def test_what_was_passed_on_says_to_whom(house, form):
    under = form(house)
    to = Seat(post=house.posts[SECRETARY].pk)
    actions.transfer(**under.acting(MAYOR), to=to, note="请书记定。")
    assert "请书记定。转给党委书记陈志远" in under.printed()


@every_form
def test_whoever_signed_besides_is_marked_so_in_his_box(house, form):
    under = form(house)
    seat = Seat(post=house.posts[SECRETARY].pk)
    actions.add_signer(**under.acting(MAYOR), seat=seat, before=True, note="请先看。")
    under.agree(SECRETARY)
    told = under.printed()
    assert "党委书记陈志远（加签）" in told
    assert "请党委书记陈志远加签，在王建国之前" in told


@every_form
def test_what_was_taken_back_and_sent_again_says_both(house, form):
    under = form(house, sent_only=True)
    actions.withdraw(under.desk.case, by=under.by(under.sender))
    actions.open_case(under.desk.case.subject, by=under.by(under.sender))
    told = under.printed()
    assert told.count(under.desk.house[under.sender].name) >= 3
    assert "撤回" in told


@by_telephone
def test_a_consent_by_telephone_says_who_noted_it_and_when_it_was_confirmed(house, form):
    under = form(house)
    owed = under.call()
    assert "王建国（电话同意，孙丽记录，待补签）" in under.printed()
    actions.confirm(owed, by=under.by(MAYOR))
    day = clock.local(clock.now())
    told = under.printed()
    assert f"王建国（电话同意，孙丽记录，{day.month}月{day.day}日补签）" in told
    assert "补签镇长王建国" in told


@by_telephone
def test_a_consent_that_he_disowned_says_so_beside_his_name(house, form):
    under = form(house)
    actions.disown(under.call(), words="我没有同意。", by=under.by(MAYOR))
    told = under.printed()
    assert "王建国（电话同意，孙丽记录，领导否认，待处置）" in told
    assert "否认电话同意镇长王建国" in told
    assert "我没有同意。" in told


@every_form
def test_what_he_wrote_on_paper_says_who_entered_it_and_who_vouched(house, form):
    under = form(house)
    actions.confirm_paper(under.enter(), by=under.by(DIRECTOR))
    assert "王建国（纸面签署，孙丽代录，李秀英确认）" in under.printed()


@every_form
def test_who_stood_in_is_named_after_him_for_whom(house, form):
    under = form(house)
    StandIn.objects.create(
        principal=house[MAYOR],
        deputy=house[SECRETARY],
        valid_from=LONG_AGO,
        valid_until=clock.today() + timedelta(days=1),
        reason="学习",
        made_by=house[MAYOR],
    )
    under.agree(SECRETARY)
    assert "镇长王建国（陈志远代）" in under.printed()


@with_boxes
def test_a_refusal_stands_in_the_box_with_its_reason(house, form):
    under = form(house)
    actions.refuse(**under.acting(MAYOR), reason="条件不够。")
    assert "不同意。条件不够。镇长王建国" in under.printed()


@with_boxes
def test_a_plain_story_stands_in_its_boxes_alone(house, form):
    under = form(house)
    under.agree()
    told = under.printed()
    assert "同意。镇长王建国" in told
    assert "办理过程" not in told


# Who answers for himself, and what is confirmed


def test_each_department_that_does_not_agree_says_so(house):
    outgoing.staffed(house)
    civil, office = (house.departments[name] for name in ("民政办公室", "党政办公室"))
    village = organ(house, "柳树湾村民委员会", Organ.Level.BELOW)
    desk = outgoing.submitted(house, parts=Parts(main=[village], consulted=[civil, office]))
    desk.agree(DIRECTOR, "已审核，请会签。")
    desk.agree("民政办主任", "经费没有来源。", agrees="no")
    desk.agree(DIRECTOR, "人手不够。", agrees="no")
    told = Under(desk, STAFF, draw_outgoing, "outgoing_id").printed()
    assert "经费没有来源。会签：不同意" in told
    assert "人手不够。会签：不同意" in told


def test_whoever_rechecks_once_more_says_again_what_he_looked_at(house):
    desk = outgoing.submitted(outgoing.staffed(house))
    for post in (DIRECTOR, DEPUTY, MAYOR, STAFF):
        desk.agree(post)
    desk.return_to("文书", to=_stage(desk, "复核"), reason="请再核对附件。")
    desk.agree(STAFF)
    told = Under(desk, STAFF, draw_outgoing, "outgoing_id").printed()
    assert told.partition("办理过程")[0].count("改动：") == 2


def _stage(desk: outgoing.Desk, name: str) -> int:
    return next(stage.order for stage in desk.case.version.stages.all() if stage.name == name)


def test_what_a_second_leader_turns_back_to_the_proposal_is_told(house):
    walk = register(published(house), side="both").check().propose()
    walk.instruct("民政办主任", post=MAYOR)
    walk.instruct(post=SECRETARY)
    boxes = Under(walk, CLERK, draw_sheet, "incoming_id").printed().partition("办理过程")[0]
    assert boxes.count("牵头：应急办主任") == 2
    assert boxes.count("牵头：民政办主任") == 1


def test_what_two_leaders_confirm_is_said_once(house):
    walk = register(published(house), side="both").check().propose()
    walk.instruct(post=MAYOR).instruct(post=SECRETARY)
    told = Under(walk, CLERK, draw_sheet, "incoming_id").printed()
    assert told.partition("办理过程")[0].count("牵头：") == 1


# At the seal


def test_what_the_seal_came_down_upon_by_telephone_never_passes_for_a_signature(house):
    under = seal_form(house)
    owed = under.call()
    line = under.desk.stamp("印章保管员", 3)
    assert line.approvers == "镇长 王建国（电话同意，孙丽记录）"
    actions.disown(owed, words="我没有同意。", by=under.by(MAYOR))
    told = under.printed()
    assert "同意。镇长王建国（电话同意，孙丽记录，领导否认，待处置）" in told
    assert "盖3份" in told
    assert under.desk.fresh().stampings.get().approvers == "镇长 王建国（电话同意，孙丽记录）"


def test_the_ledger_says_of_what_came_on_paper_who_entered_it(house):
    under = seal_form(house)
    actions.confirm_paper(under.enter(), by=under.by(DIRECTOR))
    line = under.desk.stamp("印章保管员", 3)
    assert line.approvers == "镇长 王建国（纸面签署，孙丽代录）"


def test_a_keeper_who_would_not_stamp_says_so_where_the_stampings_stand(house):
    under = seal_form(house)
    under.agree()
    under.desk.refuse("印章保管员", "金额与批准件不一致。")
    told = under.printed()
    assert "同意。镇长王建国" in told.partition("用印情况")[0]
    assert "不同意。金额与批准件不一致。印章保管员吴梅" in told.partition("用印情况")[2]
    seen = Client()
    seen.force_login(house[MAYOR])
    page = seen.get(under.desk.request.get_absolute_url()).content.decode()
    assert "不同意。金额与批准件不一致。" in page
