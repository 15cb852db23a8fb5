"""How every action on a leave is done, for the trail to be asked about (test_acts), and the walks."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from leave import actions
from leave.actions import asking, deciding, rounds, slips, stand_ins
from leave.models import (
    Backfill,
    Cancellation,
    Entitlement,
    Extension,
    Leave,
    LeaveKind,
    Lengthening,
    Return,
    Service,
    Trip,
    Unexcused,
)
from tests.files.samples import PDF
from tests.house import House
from tests.leave.desk import CLERK, DIRECTOR, HEAD, LEAD, MAYOR, STAFF, at_work, outing, slip, who
from township_office import clock
from township_office.approvals.actions import withdraw
from township_office.approvals.registry import case_of
from township_office.audit.capacity import Capacity, system
from township_office.townships.models import Setting
from township_office.workdays.hours import is_workday

DAY = timedelta(days=1)


class Office:
    """An office at work today, with a leave at each turn of its way.

    Counted by the calendar, so that it is worth a day on whatever day this runs.
    """

    def __init__(self, house: House) -> None:
        self.house = house if LeaveKind.objects.exists() else at_work(house)
        self.today = clock.today()

    def who(self, post: str) -> Capacity:
        return who(self.house, post)

    @property
    def staff(self) -> Capacity:
        return self.who(STAFF)

    @property
    def clerk(self) -> Capacity:
        return self.who(CLERK)

    @property
    def director(self) -> Capacity:
        return self.who(DIRECTOR)

    def kind(self, name: str = "探亲假") -> LeaveKind:
        return LeaveKind.objects.get(township=self.house.township, name=name)

    def blank(self, first: date | None = None, days: int = 2, post: str = STAFF) -> Leave:
        first = first or self.today + DAY
        last = first + timedelta(days=days - 1)
        return slip(self.house, post, name="探亲假", first_day=first, last_day=last, last_half="pm")

    def trip(self, post: str = STAFF, *, first: date | None = None) -> Trip:
        first = first or self.today
        trip = outing(self.house, post, first_day=first, last_day=first + DAY)
        actions.ask_trip(trip, by=self.who(post))
        return trip

    def asked(self, first: date | None = None, post: str = STAFF, **more: Any) -> Leave:
        leave = self.blank(first, post=post, **more)
        actions.ask_leave(leave, by=self.who(post))
        return leave

    def withdrawn(self, subject: Leave | Trip) -> Any:
        case = case_of(subject)
        assert case is not None
        withdraw(case, by=self.staff)
        return type(subject).objects.get(pk=subject.pk)

    def approved(self, first: date | None = None, post: str = STAFF) -> Leave:
        leave = self.asked(first, post)
        actions.approve(leave, by=self.who(HEAD))
        return leave

    def proved(self) -> Leave:
        leave = self.asked()
        actions.add_proof(leave, [self.scan()], by=self.staff)
        return leave

    def abroad(self) -> Leave:
        first = self.today + 20 * DAY
        leave = slip(self.house, name="因私出国（境）", first_day=first, last_day=first + 13 * DAY)
        leave.last_half, leave.place = "pm", "泰国"
        actions.ask_leave(leave, by=self.staff)
        return leave

    def permitted(self) -> Leave:
        """As the form leaves it."""
        leave = self.abroad()
        leave.permit, leave.permit_on = "组干〔2026〕12号", self.today
        leave.passport = "县委组织部保管"
        return leave

    def scan(self) -> SimpleUploadedFile:
        return SimpleUploadedFile("证明.pdf", PDF)

    def extension(self, leave: Leave | None = None) -> Extension:
        leave = leave or self.approved()
        until = leave.last_day + DAY
        return Extension(leave=leave, until=until, reason="没有办完")

    def sent_extension(self) -> Extension:
        extension = self.extension()
        actions.ask_extension(extension, by=self.staff)
        return extension

    def lengthening(self) -> Lengthening:
        trip = self.trip(HEAD)
        actions.approve(trip, by=self.who(LEAD))
        return Lengthening(trip=trip, until=trip.last_day + DAY, reason="会议延期")

    def sent_lengthening(self) -> Lengthening:
        lengthening = self.lengthening()
        actions.ask_lengthening(lengthening, by=self.who(HEAD))
        return lengthening

    def lengthened(self) -> Lengthening:
        lengthening = self.sent_lengthening()
        actions.lengthen(lengthening, by=self.who(LEAD))
        return lengthening

    def cancellation(self) -> Cancellation:
        return Cancellation(leave=self.approved(), reason="不去了")

    def sent_cancellation(self) -> Cancellation:
        cancellation = self.cancellation()
        actions.ask_cancellation(cancellation, by=self.staff)
        return cancellation

    def coming(self) -> Return:
        leave = self.approved(self.today)
        return Return(leave=leave, back_on=self.today, back_half="pm")

    def came(self) -> Return:
        given = self.coming()
        actions.ask_return(given, by=self.staff)
        return given

    def past(self) -> Leave:
        """Away yesterday, where slips may be made out afterwards."""
        Setting.objects.get_or_create(
            township=self.house.township,
            key="leave.backfill",
            valid_from=date(2026, 1, 1),
            defaults={"value": True},
        )
        return self.blank(self.today - DAY, days=1, post="民政办主任")

    def backfilled(self) -> Backfill:
        leave = self.past()
        actions.ask_backfill(leave, reason="急诊", by=self.who("民政办主任"))
        return leave.backfills.get()

    def service(self) -> Service:
        return actions.note_service(
            officer=self.house[STAFF], began_on=date(2010, 7, 1), by=self.director
        )

    def brought(self) -> dict[str, Any]:
        return {"officer": self.house[STAFF], "kind": self.kind("年休假"), "year": 2026}

    def entitlement(self) -> Entitlement:
        return actions.note_entitlement(**self.brought(), carried=1, by=self.director)

    def missing(self, post: str = "副书记（分管办公室）") -> Unexcused:
        day = self.today
        while not is_workday(day):
            day -= DAY
        return Unexcused(officer=self.house[post], day=day, heard="睡过了")

    def noted(self) -> Unexcused:
        noted = self.missing()
        actions.note_unexcused(noted, by=self.director)
        return noted


DEEDS: dict[Callable[..., Any], Callable[[Office], dict[str, Any]]] = {
    actions.make_kind: lambda o: {
        "township": o.house.township,
        "name": "疗养假",
        "by": o.director,
    },
    actions.amend_kind: lambda o: {"kind": o.kind("婚假"), "most": 13, "by": o.director},
    actions.note_service: lambda o: {
        "officer": o.house[STAFF],
        "began_on": date(2010, 7, 1),
        "by": o.director,
    },
    actions.amend_service: lambda o: {
        "service": o.service(),
        "began_on": date(2011, 7, 1),
        "by": o.director,
    },
    actions.note_entitlement: lambda o: {**o.brought(), "carried": 2, "by": o.director},
    actions.amend_entitlement: lambda o: {
        "brought": o.entitlement(),
        "used_before": 3,
        "by": o.director,
    },
    actions.ask_leave: lambda o: {"leave": o.blank(), "by": o.staff},
    actions.ask_trip: lambda o: {
        "trip": outing(o.house, first_day=o.today, last_day=o.today),
        "by": o.staff,
    },
    actions.amend_leave: lambda o: {"leave": o.withdrawn(o.asked()), "by": o.staff},
    actions.amend_trip: lambda o: {"trip": o.withdrawn(o.trip()), "by": o.staff},
    actions.void: lambda o: {
        "absence": o.withdrawn(o.asked()),
        "reason": "不请了。",
        "by": o.staff,
    },
    actions.add_proof: lambda o: {"leave": o.asked(), "proofs": [o.scan()], "by": o.staff},
    actions.note_permit: lambda o: {"leave": o.permitted(), "by": o.staff},
    actions.approve: lambda o: {"absence": o.asked(), "by": o.who(HEAD)},
    actions.ungrant: lambda o: {"absence": o.approved(), "by": o.who(HEAD)},
    actions.ungrant_longer: lambda o: {"longer": o.lengthened(), "by": o.who(LEAD)},
    actions.report: lambda o: {
        "absence": o.asked(post=MAYOR),
        "answer": "同意。",
        "why_both": "",
        "by": o.director,
    },
    actions.file_slip: lambda o: {"absence": o.approved(), "by": o.clerk},
    actions.ask_extension: lambda o: {"extension": o.extension(), "by": o.staff},
    actions.extend: lambda o: {"extension": o.sent_extension(), "by": o.who(HEAD)},
    actions.ask_cancellation: lambda o: {"cancellation": o.cancellation(), "by": o.staff},
    actions.cancel: lambda o: {"cancellation": o.sent_cancellation(), "by": o.clerk},
    actions.ask_return: lambda o: {"given": o.coming(), "by": o.staff},
    actions.come_back: lambda o: {"given": o.came(), "by": o.clerk},
    actions.ask_backfill: lambda o: {
        "leave": o.past(),
        "reason": "急诊",
        "by": o.who("民政办主任"),
    },
    actions.backfill: lambda o: {"given": o.backfilled(), "by": o.who("副镇长（农业）")},
    actions.ask_lengthening: lambda o: {"lengthening": o.lengthening(), "by": o.who(HEAD)},
    actions.lengthen: lambda o: {"lengthening": o.sent_lengthening(), "by": o.who(LEAD)},
    actions.end_trip: lambda o: {"trip": o.trip(MAYOR), "by": o.who(MAYOR)},
    actions.ask_for_slip: lambda o: {"leave": o.asked(), "by": o.staff},
    actions.keep_slip: lambda o: {"leave": o.asked(), "pdf": PDF, "by": o.staff},
    actions.erase_proofs: lambda o: {"leave": o.proved(), "by": system(o.house.township.pk)},
    actions.note_unexcused: lambda o: {"noted": o.missing(), "by": o.director},
    actions.withdraw_unexcused: lambda o: {
        "noted": o.noted(),
        "reason": "在县里开会。",
        "by": o.director,
    },
}

SILENT = {
    actions.make_usual_kinds: "each of the kinds records itself",
    asking.hold: "makes who comes second wait, and writes nothing",
    asking.put_down: "a part of asking, which records it",
    asking.card: "tells, and writes nothing",
    asking.in_person: "tells, and writes nothing",
    asking.send: "a part of asking, which records it",
    asking.is_granted_by_asking: "tells, and writes nothing",
    deciding.count_days: "reckons, and writes nothing",
    deciding.move_end: "a part of granting it, which records it",
    deciding.book: "a part of granting, which records it",
    deciding.settle: "a part of what was asked coming about, which records it",
    deciding.rebook: "a part of making it longer or shorter, which records it",
    deciding.let_go: "a part of ending it, which records it",
    actions.ungrant_backfill: "takes back what was granted, which records it",
    slips.proofs_of: "tells, and writes nothing",
    slips.leaves_with_old_proofs: "tells, and writes nothing",
    actions.end_stand_ins: "each of the stand-ins records its own",
    stand_ins.end_stand_ins_at: "ends them, or has it done when he is back",
    rounds.remind_of_returns: "what it tells of stands on the trail already",
    rounds.tell_of_the_missing: "what it tells of stands on the trail already",
    rounds.erase_old_proofs: "each of the leaves records its own",
}

# which kind of record an address under leave/ is about; the rest is about a leave
ABOUT = {
    "trips": "trip",
    "lengthenings": "lengthening",
    "extensions": "extension",
    "cancellations": "cancellation",
    "returns": "return",
    "backfills": "backfill",
    "unexcused": "unexcused",
}


def subject_of(route: str) -> str:
    """``leave/trips/<int:pk>/end/`` is about a trip."""
    return ABOUT.get(route.split("/")[1], "leave")


def keys_of_leave(office: Office) -> dict[str, Any]:
    """A record of each kind, sent and not yet decided or just granted."""
    lengthening = office.sent_lengthening()
    return {
        "leave": office.asked(post="文书").pk,
        "trip": lengthening.trip_id,
        "lengthening": lengthening.pk,
        "extension": office.sent_extension().pk,
        "cancellation": _cancelling(office),
        "return": _returning(office),
        "backfill": office.backfilled().pk,
        "unexcused": office.noted().pk,
        "officer": office.house[CLERK].pk,
    }


def _cancelling(office: Office) -> int:
    leave = office.approved(office.today + 10 * DAY)
    cancellation = Cancellation(leave=leave, reason="不去了")
    actions.ask_cancellation(cancellation, by=office.staff)
    return int(cancellation.pk)


def _returning(office: Office) -> int:
    leave = office.approved(office.today, post="机要员")
    given = Return(leave=leave, back_on=office.today, back_half="pm")
    actions.ask_return(given, by=office.who("机要员"))
    return int(given.pk)
