"""May X do Y with an incoming document now: each rule a sentence that says what to do."""

from documents.incoming.models import CARD_KEEPERS, Incoming, Urgency, Work
from township_office import clock
from township_office.approvals.core import FIRST
from township_office.approvals.models import Case
from township_office.approvals.registry import case_of
from township_office.audit.capacity import Capacity
from township_office.people.models import Appointment
from township_office.townships.settings import declare, settings_of
from township_office.web.refusals import Refused

ROUTINE = declare(
    "incoming.director_sends_routine_to_circulation",
    "例行阅件由办公室主任直接送传阅，不再送批示",
    default=False,
    clause="A3.1.3",
)


def may_send_routine_straight(township_id: int) -> bool:
    """Whether this township lets the director send routine papers for reading without instruction."""
    return bool(settings_of(township_id)[ROUTINE.key])


def check_is_no_state_secret(incoming: Incoming) -> None:
    """A5.7: of a state secret only the register card is kept, whatever the form sent."""
    if incoming.is_card:
        raise Refused("涉密文件只登记，不上传。请改登登记卡，文件由机要员按规定渠道送阅（A5.7）。")


def check_is_card(incoming: Incoming) -> None:
    if not incoming.is_card:
        raise Refused("这不是涉密件，请按普通收文登记。")


def check_deadline(incoming: Incoming) -> None:
    """DOC-53: what is urgent and to be handled has a deadline, and it lies ahead."""
    urgent = incoming.work == Work.HANDLE and incoming.urgency == Urgency.MOST_URGENT
    if urgent and incoming.deadline is None:
        raise Refused("特急办件须定办理期限。请填期限后再登记。")
    if incoming.deadline is not None and incoming.deadline <= clock.now():
        raise Refused("办理期限已过，请填今天以后的时间。")


def check_registers(by: Capacity) -> None:
    """Only the office registers (A3.1.1): whoever holds a post in it."""
    if not _in_office(by):
        raise Refused("收文由党政办公室登记。请把文件交文书登记。")


def check_keeps_cards(by: Capacity) -> None:
    """A5.2: classified papers go through the director and the confidential officer."""
    posts = Appointment.objects.on().filter(officer_id=by.person_id)
    if not posts.filter(post__role__in=CARD_KEEPERS).exists():
        raise Refused("涉密件的流转由办公室主任或机要员登记（A5.2）。")


def check_can_amend(incoming: Incoming, *, by: Capacity) -> Case | None:
    """The register is mended by who sent it on, while it is a draft or has come back to him."""
    case = case_of(incoming)
    if incoming.is_card:
        raise Refused("涉密件登记卡不能修改。登错了的，请作废这一号，另行登记。")
    if incoming.voided_on is not None:
        raise Refused("这一号已经作废，不能再改。请另行登记。")
    if case is None or case.outcome == "withdrawn":
        check_registers(by)
        return None
    if case.outcome or case.stage != FIRST or case.applicant_id != by.officer_id:
        raise Refused("这件已经送出，登记内容不能再改。需要更正的，请现在办理的人退回登记。")
    return case


def check_can_void(incoming: Incoming, *, by: Capacity) -> None:
    """误登作废: by the office, while nobody has instructed on it."""
    check_registers(by)
    if incoming.voided_on is not None:
        raise Refused("这一号已经作废。")
    if incoming.filed_on is not None:
        raise Refused("这件已经归档，不能作废。")


def check_handlers(leads: int, handlers: list[int]) -> None:
    """DOC-53: handlers are named, and exactly one of them leads."""
    if not handlers:
        raise Refused("办件要指定承办人。请至少选一个承办单位或领导。")
    if leads not in handlers:
        raise Refused("要指定一个牵头的承办人。")


def check_answer(incoming: Incoming, answered_on: object) -> None:
    """DOC-56: a paper that asks for an answer is not closed without one."""
    if incoming.answer_needed and answered_on is None:
        raise Refused("来文要求回复。请填答复日期，或先向来文单位答复。")


def _in_office(by: Capacity) -> bool:
    posts = Appointment.objects.on().filter(officer_id=by.person_id)
    return posts.filter(post__department__is_office=True).exists()
