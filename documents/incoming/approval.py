"""What incoming documents tell the engine: facts, relative roles, stage kinds."""

import json
from collections.abc import Sequence
from hashlib import sha256

from documents.incoming import actions, forms
from documents.incoming.models import Incoming, Urgency, Work
from township_office.approvals.core import Seat
from township_office.approvals.registry import Fact, Kind, Matter, Role, register
from township_office.audit.capacity import Capacity
from township_office.files.models import File
from township_office.people.models import Charge, Line, Organ


def digest(incoming: Incoming) -> str:
    """What is decided upon: the paper as registered, every scan of it, and to whom it goes."""
    scans = File.objects.attached_to(incoming).filter(role="scan").order_by("id")
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
        sorted((each.post_id, each.leads) for each in incoming.handlers.all()),
        sorted(each.post_id for each in incoming.readers.all()),
        *scans.values_list("sha256", flat=True),
    )
    return sha256(json.dumps(said).encode()).hexdigest()


def handlers(incoming: Incoming) -> Sequence[Seat]:
    """Who was named to handle it, the leading one first; nobody before it is registered."""
    if incoming.pk is None:
        return []
    return [Seat(post=each.post_id) for each in incoming.handlers.all()]


def office_deputy_lead(incoming: Incoming) -> Sequence[Seat]:
    """The leader in charge of the office itself (分管办公室的领导)."""
    charges = Charge.objects.on().filter(
        department__township_id=incoming.township_id, department__is_office=True
    )
    return [Seat(post=charge.post_id) for charge in charges]


def _check(incoming: Incoming, form: forms.CheckForm, by: Capacity) -> None:
    actions.note_check(incoming, result=form.words() or "符合要求", by=by)


def _propose(incoming: Incoming, form: forms.ProposeForm, by: Capacity) -> None:
    actions.propose(incoming, form.assignment(), by=by)


def _instruct(incoming: Incoming, form: forms.ProposeForm, by: Capacity) -> None:
    actions.instruct(incoming, form.assignment(), by=by)


def _handle(incoming: Incoming, form: forms.HandleForm, by: Capacity) -> None:
    actions.file_result(incoming, result=form.words(), files=form.cleaned_data["enclosures"], by=by)


def _close(incoming: Incoming, form: forms.CloseForm, by: Capacity) -> None:
    actions.close_incoming(incoming, answered_on=form.cleaned_data.get("answered_on"), by=by)


def _file(incoming: Incoming, form: forms.FileForm, by: Capacity) -> None:
    actions.file_incoming(incoming, retention=form.cleaned_data["retention"], by=by)


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
                _check,
                deciding=False,
                follows=["documents.register"],
                refusal=_refusable,
            ),
            Kind(
                "documents.propose",
                "拟办",
                forms.ProposeForm,
                _propose,
                box="拟办意见",
                mandatory=True,
                decides=["work", "routine"],
                follows=["documents.register"],
            ),
            Kind(
                "documents.instruct",
                "批示",
                forms.InstructForm,
                _instruct,
                box="领导批示",
                mandatory=True,
                decides=["work", "routine"],
                follows=["documents.propose"],
                sends_back_to="documents.propose",
                quick="同意拟办意见。",
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
            ),
        ],
        label_of=lambda paper: f"收文{paper.label}",
        digest_of=digest,
        urgency_of=lambda paper: paper.urgency if paper.urgency != Urgency.NORMAL else "",
        due_of={"documents.handle": lambda paper: paper.deadline},
    )
)
