"""What incoming documents tell the engine: facts, relative roles, stage kinds."""

import json
from collections.abc import Sequence
from hashlib import sha256

from django.contrib.contenttypes.models import ContentType

from documents.incoming import actions, forms
from documents.incoming.models import Incoming, Secrecy, Urgency, Work
from documents.incoming.rules import INSTRUCT
from township_office.approvals.circulation.actions import circulate
from township_office.approvals.circulation.rules import sent_by, widened_by
from township_office.approvals.core import Seat, Status
from township_office.approvals.models import Event, Task
from township_office.approvals.registry import Fact, Kind, Matter, Role, case_of, register
from township_office.approvals.story import Story
from township_office.audit.capacity import Capacity
from township_office.people.capacity import capacity_of
from township_office.people.models import Charge, Line, Officer, Organ


def digest(incoming: Incoming) -> str:
    """What is decided upon: the paper as registered, every scan of it, and to whom it goes."""
    named = incoming.named
    said = (
        incoming.title,
        incoming.source_id,
        incoming.source_number,
        incoming.kind,
        incoming.side,
        incoming.urgency,
        incoming.secrecy,
        incoming.answer_needed,
        incoming.work,
        incoming.routine,
        incoming.deadline and incoming.deadline.timestamp(),
        sorted((each.post_id, each.leads) for each in named.handlers),
        sorted(each.post_id for each in named.readers),
        *named.scans,
    )
    return sha256(json.dumps(said).encode()).hexdigest()


def handlers(incoming: Incoming) -> Sequence[Seat]:
    """Who was named to handle it, the leading one first; nobody before it is registered."""
    if incoming.pk is None:
        return []
    return [Seat(post=each.post_id) for each in incoming.named.handlers]


def office_deputy_lead(incoming: Incoming) -> Sequence[Seat]:
    """The leader in charge of the office itself (分管办公室的领导)."""
    charges = Charge.objects.on().filter(
        department__township_id=incoming.township_id, department__is_office=True
    )
    return [Seat(post=charge.post_id) for charge in charges]


def _propose(incoming: Incoming, form: forms.ProposeForm, by: Capacity) -> None:
    actions.propose(incoming, form.assignment(), by=by)


def _instruct(incoming: Incoming, form: forms.ProposeForm, by: Capacity) -> None:
    actions.instruct(incoming, form.assignment(), by=by)


def _circulate_routine(incoming: Incoming, by: Capacity) -> None:
    """A routine paper goes from the director's desk straight to its readers."""
    if incoming.routine:
        _circulate(incoming, by)


def _circulate(incoming: Incoming, by: Capacity) -> None:
    """传阅 starts when all who are asked have instructed; who has instructed need not read it again."""
    if not incoming.named.readers:
        return
    own = Task.objects.filter(case=case_of(incoming), kind=INSTRUCT, status=Status.DONE)
    instructed = list(own.select_related("done_by", "post").order_by("done_at", "number"))
    decided = {by.post_id, *(task.post_id for task in instructed)}
    named = incoming.readers.all()
    posts = [reader.post for reader in named if reader.post_id not in decided]
    if posts:
        leader = _leader(instructed[-1], by) if instructed else by
        circulate(incoming, posts=posts, leader=leader, by=by)


def _leader(task: Task, by: Capacity) -> Capacity:
    """Who instructed last, whoever entered his word."""
    if task.done_by is None or task.done_by_id == by.officer_id:
        return by
    return capacity_of(task.done_by, task.post)


def _has_instructed(incoming: Incoming, officer_id: int) -> bool:
    said = Event.objects.filter(officer=officer_id, kind=INSTRUCT, verb=Event.Verb.AGREE)
    of_this = ContentType.objects.get_for_model(incoming)
    return said.filter(case__subject_type=of_this, case__subject_id=incoming.pk).exists()


def _sends_round(incoming: Incoming, officer_id: int) -> bool:
    """Who has instructed, when nobody is left to: no reader sees it before all leaders have spoken."""
    left = Task.objects.open().filter(case=case_of(incoming), kind=INSTRUCT)
    return _has_instructed(incoming, officer_id) and not left.exists()


def has_instructed(story: Story, officer: Officer) -> bool:
    """Whether he did, by what the page has read already."""
    said = (event for event in story.events if event.officer_id == officer.pk)
    return any(event.kind == INSTRUCT and event.verb == Event.Verb.AGREE for event in said)


def _handle(incoming: Incoming, form: forms.HandleForm, by: Capacity) -> None:
    actions.file_result(incoming, result=form.words(), files=form.cleaned_data["enclosures"], by=by)


def _close(incoming: Incoming, form: forms.CloseForm, by: Capacity) -> None:
    actions.close_incoming(incoming, answered_on=form.cleaned_data.get("answered_on"), by=by)


def _file(incoming: Incoming, form: forms.FileForm, by: Capacity) -> None:
    actions.file_incoming(incoming, retention=form.cleaned_data["retention"], by=by)


def _no_phone(incoming: Incoming) -> str:
    """B1.1u: urgent papers only."""
    return "" if incoming.urgency != Urgency.NORMAL else "只有加急、特急件才能电话请示（B1.1u）。"


def _no_copy(incoming: Incoming) -> str:
    """A5.3, A5.8: nobody widens the range of an internal paper but the leader who set it."""
    internal = incoming.secrecy == Secrecy.INTERNAL
    return "内部文件不抄送；确需扩大范围的，请批示的领导增加传阅。" if internal else ""


def _refusable(incoming: Incoming) -> str:
    """DOC-52: what does not come from above and is not in order goes back to its sender."""
    return "" if incoming.from_above else "不合要求，退回来文单位"


INCOMING = register(
    Matter(
        key="documents.incoming",
        name="收文",
        icon="file-text",
        url_name="documents:incoming",
        model=Incoming,
        came_on=lambda paper: paper.received_on,
        facts=[
            Fact("side", "归口", lambda paper: paper.side, Line.choices),
            Fact("work", "类型", lambda paper: paper.work, Work.choices),
            Fact("urgency", "紧急程度", lambda paper: paper.urgency, Urgency.choices),
            Fact("level", "来文单位层级", lambda paper: paper.source.level, Organ.Level.choices),
            Fact("routine", "例行阅件", lambda paper: paper.routine, [(True, "是"), (False, "否")]),
        ],
        roles=[
            Role("handlers", "承办人", handlers, pending="按批示确定"),
            Role("office_deputy_lead", "分管办公室的领导", office_deputy_lead),
        ],
        kinds=[
            Kind("documents.register", "登记", forms.OpinionForm, deciding=False, mandatory=True),
            Kind(
                "documents.check",
                "初审",
                forms.CheckForm,
                deciding=False,
                follows=["documents.register"],
                refusal=_refusable,
            ),
            Kind(
                "documents.propose",
                "拟办",
                forms.ProposeForm,
                _propose,
                settled=_circulate_routine,
                box="拟办意见",
                mandatory=True,
                decides=["work", "routine"],
                follows=["documents.register"],
                also=["批办"],
            ),
            Kind(
                "documents.instruct",
                "批示",
                forms.InstructForm,
                _instruct,
                settled=_circulate,
                box="领导批示",
                mandatory=True,
                decides=["work", "routine"],
                follows=["documents.propose"],
                sends_back_to="documents.propose",
                quick="同意拟办意见。",
                spared={"routine": [True]},
                united=True,
            ),
            Kind(
                "documents.handle",
                "承办",
                forms.HandleForm,
                _handle,
                box="承办结果",
                deciding=False,
                follows=["documents.instruct"],
                sends_back_to="documents.check",
            ),
            Kind(
                "documents.close",
                "办结",
                forms.CloseForm,
                _close,
                deciding=False,
                follows=["documents.handle"],
                sends_back_to="documents.handle",
            ),
            Kind(
                "documents.file",
                "归档",
                forms.FileForm,
                _file,
                deciding=False,
                mandatory=True,
                follows=["documents.close"],
                archives=True,
            ),
        ],
        label_of=lambda paper: f"收文{paper.label}",
        digest_of=digest,
        urgency_of=lambda paper: paper.urgency if paper.urgency != Urgency.NORMAL else "",
        due_of={"documents.handle": lambda paper: paper.deadline},
        no_phone=_no_phone,
        no_copy=_no_copy,
    )
)

widened_by(Incoming, _has_instructed)
sent_by(Incoming, _sends_round)
