"""May X do Y with an incoming document now: each rule a sentence that says what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from documents.incoming.models import CARD_KEEPERS, Incoming, Urgency, Work
from township_office import clock
from township_office.approvals.core import FIRST, Outcome
from township_office.approvals.models import Case, Event
from township_office.approvals.registry import case_of
from township_office.approvals.way import Staff
from township_office.audit.capacity import Capacity
from township_office.people.models import Appointment, Officer, Post
from township_office.people.today import today_of
from township_office.townships.known import known_from
from township_office.townships.settings import declare, settings_of
from township_office.web.refusals import Refused

ROUTINE = declare(
    "incoming.director_sends_routine_to_circulation",
    "例行阅件由办公室主任直接送传阅，不再送批示",
    default=False,
    clause="A3.1.3",
)
INSTRUCT = "documents.instruct"  # the stage kind; approval.py declares it


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


def check_deadline(incoming: Incoming, *, standing: datetime | None = None) -> None:
    """DOC-53: what is urgent and to be handled has a deadline; it lies ahead, or stood already."""
    urgent = incoming.work == Work.HANDLE and incoming.urgency == Urgency.MOST_URGENT
    if urgent and incoming.deadline is None:
        raise Refused("特急办件须定办理期限。请填期限后再登记。")
    given = incoming.deadline if incoming.deadline != standing else None
    if given is not None and given <= clock.now():
        raise Refused("办理期限已过，请填今天以后的时间。")


def check_registers(by: Capacity) -> None:
    """Only the office registers (A3.1.1): whoever holds a post in it."""
    if not today_of(by.person_id).in_office:
        raise Refused("收文由党政办公室登记。请把文件交文书登记。")


def check_keeps_cards(by: Capacity) -> None:
    """A5.2: classified papers go through the director and the confidential officer."""
    if not today_of(by.person_id).has_role(*CARD_KEEPERS):
        raise Refused("涉密件的流转由办公室主任或机要员登记（A5.2）。")


def check_can_amend(incoming: Incoming, *, by: Capacity) -> Case | None:
    """The register is mended while it is a draft, or by the post that it has come back to."""
    case = case_of(incoming)
    if incoming.is_card:
        raise Refused("涉密件登记卡不能修改。登错了的，请作废这一号，另行登记。")
    if incoming.voided_on is not None:
        raise Refused("这一号已经作废，不能再改。请另行登记。")
    if case is None or case.outcome == "withdrawn":
        check_registers(by)
        return None
    came_back = case.stage == FIRST and not case.outcome
    if not came_back or not case.tasks.filter(blocks=True).lying_with(by.person_id).exists():
        raise Refused("这件已经送出，登记内容不能再改。需要更正的，请现在办理的人退回登记。")
    return case


def check_can_void(incoming: Incoming, *, by: Capacity) -> None:
    """误登作废: by the office, while no leader has instructed on it."""
    check_registers(by)
    case = case_of(incoming)
    if incoming.voided_on is not None or (case is not None and case.outcome == Outcome.VOID):
        raise Refused("这一号已经作废。")
    if incoming.filed_on is not None or (case is not None and case.outcome == Outcome.CONCLUDED):
        raise Refused("这件已经归档，不能作废。")
    if case is not None and case.events.filter(kind=INSTRUCT, verb=Event.Verb.AGREE).exists():
        raise Refused("领导已经批示，不能作废。登记有误的，请现在办理的人退回登记更正。")


def may_void(incoming: Incoming, *, by: Capacity) -> bool:
    """Whether the way to 误登作废 is worth showing."""
    try:
        check_can_void(incoming, by=by)
    except Refused:
        return False
    return True


def check_handlers(leads: int, handlers: list[int]) -> None:
    """DOC-53: handlers are named, and exactly one of them leads."""
    if not handlers:
        raise Refused("办件要指定承办人。请至少选一个承办单位或领导。")
    if leads not in handlers:
        raise Refused("要指定一个牵头的承办人。")


def check_are_ours(posts: Iterable[int], staff: Staff) -> None:
    if not staff.posts.keys() >= set(posts):
        raise Refused("选的职务里有本乡镇没有的，请刷新页面重新选择。")


def check_held(posts: Iterable[int], staff: Staff) -> None:
    """What is handed to a post that nobody holds would lie there unseen."""
    for post in posts:
        if not staff.holders.get(post):
            raise Refused(vacant(staff.posts[post].name))


def vacant(post_name: str) -> str:
    return f"{post_name}暂缺，请改选承办人，或请管理员先补上任职。"


@dataclass(frozen=True)
class Candidate:
    """A post that a paper may be handed to, with who holds it today and how he is found."""

    pk: int
    name: str
    holder: str
    pinyin: str
    initials: str

    def __str__(self) -> str:
        return f"{self.name}　{self.holder or '（暂缺）'}"


def candidates(township_id: int) -> tuple[Candidate, ...]:
    """The leaders, and the heads of departments and stations, by rank; known from before."""
    return _candidates(township_id, clock.today())


@known_from(Appointment, Officer, Post)
def _candidates(township_id: int, day: date) -> tuple[Candidate, ...]:
    holding = Appointment.objects.on(day).filter(post=OuterRef("pk"), officer__is_active=True)
    posts = Post.objects.filter(Q(leader=True) | Q(heads=True), township=township_id)
    rows = posts.order_by("rank", "id").values_list(
        "pk",
        "name",
        *(
            Coalesce(Subquery(holding.values(f"officer__{each}")[:1]), Value(""))
            for each in ("name", "pinyin", "initials")
        ),
    )
    return tuple(Candidate(*row) for row in rows)


def check_answer(incoming: Incoming, answered_on: object) -> None:
    """DOC-56: a paper that asks for an answer is not closed without one."""
    if incoming.answer_needed and answered_on is None:
        raise Refused("来文要求回复。请填答复日期，或先向来文单位答复。")
