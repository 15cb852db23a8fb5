"""May X do Y with the ledger now: each rule a sentence that says what to do."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Max, OuterRef

from seals.keeping.rules import custody_of
from seals.ledger.models import PaperLedger
from seals.using.models import Request, Stamping, StampingQuerySet
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.files.models import File
from township_office.people.today import today_of
from township_office.web.refusals import Refused, Stale

SCAN = "scan"  # the role of a scan of the stamped page


def lacking_scan(lines: StampingQuerySet) -> StampingQuerySet:
    """Of these, the standing lines whose matter asks for a scan (A4.8) and that have none."""
    model = ContentType.objects.get_for_model(Stamping)
    scans = File.objects.filter(content_type=model, object_id=OuterRef("pk"), role=SCAN)
    return lines.standing().filter(~Exists(scans), scan_required=True)


def has_scan(line: Stamping) -> bool:
    return File.objects.attached_to(line).filter(role=SCAN).exists()


def keeps_line(line: Stamping, by: Capacity) -> bool:
    """The keeper of its seal in person (B2.1: nobody for him), and the director of the office."""
    if by.for_name:
        return False
    custody = custody_of(line.seal)
    keeps = custody is not None and custody.officer_id == by.person_id
    return keeps or today_of(by.person_id).has_role("office_director")


def check_keeps_line(line: Stamping, by: Capacity) -> None:
    if not keeps_line(line, by):
        raise Refused(f"登记由{line.seal_name}的保管人或办公室主任更正、补扫描件。")


def check_stands(line: Stamping) -> None:
    """A line is corrected once; what is wrong with the correction is corrected there."""
    later = Stamping.objects.filter(corrects=line).first()
    if later is not None:
        raise Stale(f"{line}已由 {later.number} 号更正，请在 {later.number} 号上办。")


def check_moment(at: datetime, year: int) -> None:
    """A line stays in the ledger of its year, and nothing was stamped tomorrow."""
    if at > clock.now():
        raise Refused("用印时间不能晚于现在。")
    if clock.local(at).year != year:
        raise Refused(f"这一行在 {year} 年的登记簿里，用印时间要在 {year} 年。")


def counted(line: Stamping) -> int:
    """Copies that a line holds of what its request was approved for.

    The most that it or any line it corrects has said: a smaller figure gives nothing back, since
    what was approved has come under the seal once. Behind a line that was undone nothing counts.
    """
    most, each = 0, line
    while each.copies:
        most = max(most, each.copies)
        if each.corrects is None:
            break
        each = each.corrects
    return most


def check_was_approved(request: Request, stamped: int) -> None:
    """A4.7, also by way of a correction: never more stamped than approved."""
    if stamped > request.copies:
        raise Refused(
            f"批准 {request.copies} 份，更正以后成了 {stamped} 份。多盖的要另行申请，不能更正进来。"
        )


def check_sheets_were_approved(line: Stamping, copies: int) -> None:
    """B2.5: neither are there more blank sheets by way of a correction than were approved."""
    first = line
    while first.corrects is not None:
        first = first.corrects
    asked = getattr(first, "blank_request", None)
    if asked is not None and copies > asked.sheets:
        raise Refused(f"空白用印批准 {asked.sheets} 张，不能更正成 {copies} 张（A4.7）。")


def check_in_office(by: Capacity) -> None:
    if not today_of(by.person_id).in_office:
        raise Refused("这件事由党政办公室办。")


def check_directs(by: Capacity) -> None:
    if not today_of(by.person_id).has_role("office_director"):
        raise Refused("起始号由办公室主任设定。")


def check_waits(paper: PaperLedger) -> None:
    if not paper.waits:
        done = "补录" if paper.entered_at else "放弃"
        raise Stale(f"这份登记簿已经{done}，不用再办。")


def last_number(township_id: int, year: int) -> int:
    """The highest number that stands in the ledger of a year; 0 where it is empty."""
    lines = Stamping.objects.filter(township_id=township_id, year=year)
    return lines.aggregate(last=Max("number"))["last"] or 0


def check_opens_behind(township_id: int, year: int, first: int) -> None:
    """A number that was entered from paper is not given out once more."""
    if first <= (last := last_number(township_id, year)):
        raise Refused(f"{year} 年已经登记到 {last} 号，起始号要在它以后。")


def check_fits_before(numbers: Collection[int], township_id: int, year: int) -> None:
    """What is brought over from paper comes before the first line that was written here."""
    lines = Stamping.objects.filter(township_id=township_id, year=year)
    here = lines.exclude(origin=Stamping.Origin.IMPORT).order_by("number").first()
    if here is not None and max(numbers) >= here.number:
        raise Refused(
            f"{year} 年从 {here.number} 号起已经在系统里登记，补录的号要在它以前。"
            f"表里最后是 {max(numbers)} 号，请核对年度和序号。"
        )
    if lines.filter(number__in=numbers).exists():
        raise Stale("读入以后登记簿里有了同样的号，没有补录。请放弃这一份，核对以后重新读入。")
