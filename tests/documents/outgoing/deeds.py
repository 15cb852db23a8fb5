"""How every action on an outgoing document is done, for the trail to be asked about (test_acts)."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import uuid4

from pypdf import PdfWriter

from documents.outgoing import actions as outgoing
from documents.outgoing.actions import deciding, drafting, layouts, numbering, sealing
from documents.outgoing.models import Amendment, Number, Outgoing, Recipient, Series
from tests.documents.outgoing.desk import manuscript, staffed, submitted
from tests.documents.walk import organ
from tests.files.samples import PDF
from tests.house import House
from tests.writing.samples import document
from township_office import clock
from township_office.approvals.actions import withdraw
from township_office.audit.capacity import Capacity
from township_office.jobs.models import Job, State
from township_office.people.capacity import capacity_of
from township_office.people.models import Organ

Told = Callable[["Office"], dict[str, Any]]


def blank_page() -> bytes:
    """A PDF that can be drawn."""
    written, sheet = PdfWriter(), BytesIO()
    written.add_blank_page(595, 842)
    written.write(sheet)
    return sheet.getvalue()


MADE = layouts.LaidOut(blank_page(), document("正文。"), 1)


class Office:
    """An office with its codes and keepers, and a document at each turn of its way."""

    def __init__(self, house: House) -> None:
        self.house = staffed(house)
        self.series = Series.objects.get(township=house.township, code="宁政发")

    def who(self, post: str) -> Capacity:
        return capacity_of(self.house[post], self.house.posts[post])

    @property
    def clerk(self) -> Capacity:
        return self.who("文书")

    @property
    def director(self) -> Capacity:
        return self.who("办公室主任")

    @property
    def parts(self) -> outgoing.Parts:
        village = organ(self.house, "柳树湾村民委员会", Organ.Level.BELOW)
        return outgoing.Parts(main=[village], consulted=[self.house.departments["民政办公室"]])

    def blank(self, **fields: Any) -> Outgoing:
        return manuscript(self.house, **fields)

    def sent(self, drafter: str = "应急办干事", **fields: Any) -> Outgoing:
        """On its way: it lies with the director."""
        return submitted(self.house, drafter, self.parts, **fields).paper

    def back(self) -> Outgoing:
        """Taken back by its drafter."""
        paper = submitted(self.house, "文书", self.parts)
        withdraw(paper.case, by=self.clerk)
        return paper.fresh()

    def asked(self, drafter: str = "应急办干事") -> Outgoing:
        """It lies with the department that is consulted."""
        desk = submitted(self.house, drafter, self.parts)
        desk.agree("办公室主任")
        return desk.fresh()

    def agreed(self, drafter: str = "应急办干事") -> Outgoing:
        """Everybody who was asked has agreed; it lacks the signature."""
        paper = self.asked(drafter)
        outgoing.consult(paper, agrees=True, words="同意。", **self.civil)
        return paper

    @property
    def civil(self) -> dict[str, Any]:
        """The head of the department that is consulted, as who speaks for it."""
        by = self.who("民政办主任")
        return {"whose": by.person_id, "by": by}

    def signed(self, drafter: str = "应急办干事") -> Outgoing:
        paper = self.agreed(drafter)
        outgoing.sign(paper, by=self.who("镇长"))
        return paper

    def numbered(self, drafter: str = "应急办干事") -> Outgoing:
        paper = self.signed(drafter)
        outgoing.number_outgoing(paper, series=self.series, by=self.clerk)
        return paper

    def reworded(self) -> Outgoing:
        """A comma was put right after the signature, and told of at the re-check."""
        paper = self.numbered()
        paper.body = paper.body.replace("压实责任，", "压实责任、")
        paper.save()
        outgoing.recheck(paper, changed="wording", by=self.who("应急办干事"))
        return paper

    def formal(self, drafter: str = "应急办干事") -> Outgoing:
        paper = self.numbered(drafter)
        outgoing.recheck(paper, changed="none", by=self.who("应急办干事"))
        return paper

    def printed(self, drafter: str = "应急办干事") -> Outgoing:
        paper = self.formal(drafter)
        outgoing.print_outgoing(paper, copies=2, by=self.clerk)
        return paper

    def sealed(self, drafter: str = "应急办干事") -> Outgoing:
        paper = self.printed(drafter)
        outgoing.seal_outgoing(paper, copies=2, by=self.who("印章保管员"))
        return paper

    def recalled(self) -> Amendment:
        """Called back, and not come yet."""
        said = REPEALED | {"what": "recalled", "to_recall": 1}
        return outgoing.correct(self.out(), said, by=self.director)

    def at_the_seal(self) -> Outgoing:
        """Printed in two copies; it lies with the keeper."""
        desk = submitted(self.house)
        for post in ("办公室主任", "副镇长（农业）", "镇长", "应急办干事", "文书", "文书"):
            desk.agree(post)
        return desk.fresh()

    def given(self, paper: Outgoing) -> dict[int, tuple[int, str]]:
        return {row.pk: (1, Recipient.Way.HAND.value) for row in paper.recipients.all()}

    def out(self, drafter: str = "应急办干事") -> Outgoing:
        """Distributed: one copy with the village, one in the file."""
        paper = self.sealed(drafter)
        outgoing.distribute(paper, self.given(paper), filed=1, by=self.clerk)
        return paper

    def at_civil_affairs(self, way: str = Recipient.Way.SYSTEM.value) -> Outgoing:
        """Distributed to a department of the house; one copy there, one in the file."""
        civil = self.house.departments["民政办公室"]
        paper = submitted(self.house, parts=outgoing.Parts(main=[civil])).paper
        outgoing.sign(paper, by=self.who("镇长"))
        outgoing.number_outgoing(paper, series=self.series, by=self.clerk)
        outgoing.recheck(paper, changed="none", by=self.who("应急办干事"))
        outgoing.print_outgoing(paper, copies=2, by=self.clerk)
        outgoing.seal_outgoing(paper, copies=2, by=self.who("印章保管员"))
        sent = {paper.recipients.get().pk: (1, way)}
        outgoing.distribute(paper, sent, filed=1, by=self.clerk)
        return paper

    def given_up(self) -> Outgoing:
        """No worker managed to lay it out."""
        paper = self.sent()
        Job.objects.filter(name=layouts.LAYOUT_JOB).update(state=State.FAILED)
        return paper

    def reserved(self) -> Number:
        return outgoing.reserve_number(self.sent(), by=self.director)

    def free_number(self) -> dict[str, Any]:
        """A number before the first of the system's own, as a paper register left it."""
        outgoing.open_year(self.series, year=clock.today().year, first=10, by=self.director)
        paper = self.blank(signed_on=clock.today())
        return {"paper": paper, "series": self.series, "year": clock.today().year, "number": 3}


DEEDS: dict[Callable[..., Any], Told] = {
    outgoing.submit_outgoing: lambda o: {
        "paper": o.blank(),
        "parts": o.parts,
        "by": o.who("应急办干事"),
    },
    outgoing.amend_outgoing: lambda o: {"paper": o.back(), "parts": o.parts, "by": o.clerk},
    outgoing.send_outgoing: lambda o: {"paper": o.back(), "by": o.clerk},
    outgoing.void_outgoing: lambda o: {"paper": o.back(), "reason": "不再需要。", "by": o.clerk},
    outgoing.vet: lambda o: {
        "paper": o.sent(issuer="station", name_of="office"),
        "by": o.director,
    },
    outgoing.consult: lambda o: {
        "paper": o.asked(),
        "agrees": False,
        "words": "经费来源没有说明。",
        **o.civil,
    },
    outgoing.sign: lambda o: {"paper": o.agreed(), "by": o.who("镇长")},
    outgoing.recheck: lambda o: {
        "paper": o.numbered(),
        "changed": "none",
        "by": o.who("应急办干事"),
    },
    outgoing.confirm_wording: lambda o: {"paper": o.reworded(), "by": o.director},
    outgoing.reserve_number: lambda o: {"paper": o.sent(), "by": o.director},
    outgoing.number_outgoing: lambda o: {"paper": o.signed(), "series": o.series, "by": o.clerk},
    outgoing.void_number: lambda o: {"number": o.reserved(), "reason": "编错。", "by": o.clerk},
    outgoing.open_year: lambda o: {
        "series": o.series,
        "year": clock.today().year + 1,
        "first": 7,
        "by": o.director,
    },
    outgoing.close_year: lambda o: {
        "series": o.series,
        "year": clock.today().year,
        "by": o.director,
    },
    outgoing.make_series: lambda o: {"code": "宁政办发", "organ": "office", "by": o.clerk},
    outgoing.amend_series: lambda o: {"series": o.series, "in_use": False, "by": o.clerk},
    outgoing.enter_afterwards: lambda o: {**o.free_number(), "by": o.clerk},
    outgoing.ask_for_layout: lambda o: {"paper": o.given_up(), "by": o.clerk},
    outgoing.keep_layout: lambda o: {
        "layout": o.sent().layouts.get(),
        "made": MADE,
        "by": o.clerk,
    },
    outgoing.ask_for_form: lambda o: {"paper": o.sent(), "by": o.clerk},
    outgoing.keep_form: lambda o: {"paper": o.sent(), "pdf": PDF, "by": o.clerk},
    outgoing.print_outgoing: lambda o: {"paper": o.formal(), "copies": 2, "by": o.clerk},
    outgoing.seal_outgoing: lambda o: {
        "paper": o.printed(),
        "copies": 2,
        "by": o.who("印章保管员"),
    },
    outgoing.recall_more: lambda o: {"amendment": o.recalled(), "copies": 1, "by": o.clerk},
    outgoing.note_told: lambda o: {
        "amendment": (told := o.recalled()),
        "recipients": list(told.outgoing.recipients.all()),
        "how": "电话 柳支书",
        "by": o.clerk,
    },
    outgoing.enter_outgoing: lambda o: {"paper": o.printed(), "by": o.clerk},
    outgoing.print_more: lambda o: {
        "paper": o.out(),
        "copies": 3,
        "reason": "各村另要一份。",
        "went_to": "各村",
        "by": o.clerk,
    },
    outgoing.distribute: lambda o: {
        "paper": (paper := o.sealed()),
        "given": o.given(paper),
        "filed": 1,
        "by": o.clerk,
    },
    outgoing.note_receipt: lambda o: {
        "recipient": o.out().recipients.get(),
        "on": clock.today(),
        "name": "柳支书",
        "by": o.clerk,
    },
    outgoing.file_outgoing: lambda o: {"paper": o.out(), "retention": "D30", "by": o.clerk},
    outgoing.correct: lambda o: {"paper": o.out(), "said": REPEALED, "by": o.director},
}
REPEALED = {
    "what": "repealed",
    "reason": "新文件已经印发。",
    "basis": "宁政发〔2026〕9号",
    "since": clock.today(),
    "to_recall": 0,
    "recalled": 0,
}

SILENT = {
    outgoing.save_draft: "what is only typed decides nothing until it is sent",
    outgoing.drop_draft: "what is only typed decides nothing until it is sent",
    drafting.drop_secret: "what is only typed decides nothing until it is sent",
    drafting.name_recipients: "a part of sending and of entering, which record it",
    drafting.keep_version: "a part of sending, signing and re-checking, which record it",
    deciding.has_changed: "tells, and writes nothing",
    layouts.lay_out: "a part of whatever changes the text, which records it",
    layouts.layout_of: "tells, and writes nothing",
    layouts.is_being_made: "tells, and writes nothing",
    sealing.ask_for_seals: "a part of printing; each request records itself",
    sealing.ask_for_more: "a part of printing more; each request records itself",
    sealing.seal_part: "stamps by seal_outgoing, which records it",
    sealing.give_up_seals: "a part of giving the document up; each request records itself",
    numbering.series_for: "tells, and writes nothing",
    numbering.year_of: "tells, and writes nothing",
    numbering.has_begun: "tells, and writes nothing",
    numbering.upcoming_label: "tells, and writes nothing",
    numbering.held: "waits for its turn, and writes nothing",
}


def keys_of_outgoing(office: Office) -> dict[str, Any]:
    """What stands in the addresses of a document that was sent, laid out, and changed by no one."""
    paper = office.out("应急办主任")
    laid = outgoing.keep_layout(paper.layouts.get(formal=True), MADE, by=office.clerk)
    typed = outgoing.save_draft(uuid4(), {"title": ["关于"]}, outgoing=None, by=office.director)
    return {
        "outgoing": paper.pk,
        "recipient": paper.recipients.get().pk,
        "amendment": outgoing.correct(paper, REPEALED, by=office.director).pk,
        "layout": laid.pk,
        "number": 1,
        "key": typed.key,
    }
