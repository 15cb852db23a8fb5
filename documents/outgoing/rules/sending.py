"""May copies of an outgoing document go out, come back, be called back: each count comes out even."""

from collections.abc import Iterable

from documents.outgoing.models import Amendment, Outgoing, Recipient
from documents.outgoing.rules.papers import check_in_office
from documents.outgoing.rules.sealing import standing_requests
from township_office.audit.capacity import Capacity
from township_office.people.models import Appointment, Department, Post
from township_office.web.refusals import Refused


def check_copies(printed: int, sent: Iterable[int], filed: int) -> None:
    """Every copy is accounted for: printed = sent + filed."""
    given = sum(sent) + filed
    if given != printed:
        off = f"少了 {printed - given} 份" if given < printed else f"多了 {given - printed} 份"
        way = "请增减份数；印得不够的，请退回印制。"
        raise Refused(f"印了 {printed} 份，分发和存档共 {given} 份，{off}。{way}")


def check_bear_the_seal(paper: Outgoing, sent: Iterable[int]) -> None:
    """A4.7: no copy goes out that bears no seal, where the document takes one."""
    going, sealed = sum(sent), paper.sealed_copies or 0
    if going > sealed and standing_requests(paper):
        raise Refused(f"只盖了 {sealed} 份，不能分发 {going} 份。请先盖完，或者少分发。")


def desks_of(departments: Iterable[int]) -> dict[int, list[Post]]:
    """By whom each department is reached here: its head, where none is held whoever holds a post."""
    held = Appointment.objects.on().filter(officer__is_active=True).values("post")
    posts = Post.objects.filter(department__in=list(departments), pk__in=held)
    found: dict[int, list[Post]] = {}
    for post in posts.order_by("-heads", "rank", "pk"):
        there = found.setdefault(post.department_id or 0, [])
        if not (there and there[0].heads):
            there.append(post)
    return found


def check_reach(given: Iterable[tuple[str, Department | None, str]]) -> None:
    """本系统 reaches who has a desk here; ``given`` says name, department and way of each."""
    named = [(name, of.pk if of else 0) for name, of, way in given if way == Recipient.Way.SYSTEM]
    desks = desks_of(pk for _, pk in named) if named else {}
    if nobody := "、".join(name for name, pk in named if pk not in desks):
        raise Refused(f"{nobody}没有人用本系统，送不到。请改用文件交换、专人送达等方式。")


def check_was_sent(paper: Outgoing) -> None:
    if paper.sent_on is None:
        raise Refused("这份文件还没有分发。")


def check_not_sent(paper: Outgoing) -> None:
    if paper.sent_on is not None:
        raise Refused("这份文件已经分发。还要印的，请办加印。")


def check_recall(paper: Outgoing, what: str, to_recall: int, recalled: int) -> None:
    """收回 n/m: no more comes back than is called back, and no more is called back than went out."""
    if what != Amendment.What.RECALLED:
        return _check_calls_nothing_back(to_recall, recalled)
    if not to_recall:
        raise Refused("要收回几份，请写在「应收回」里。")
    if recalled > to_recall:
        raise Refused("收回的不能多于应收回的份数。")
    if not paper.from_paper and to_recall > copies_out(paper):
        before = _called_back(paper)
        already = f"，前面已要收回 {before} 份" if before else ""
        raise Refused(f"发出的共 {_sent_out(paper)} 份{already}，应收回的不能比它多。")
    return None


def _check_calls_nothing_back(to_recall: int, recalled: int) -> None:
    if to_recall or recalled:
        raise Refused("只有收回的才写收回几份。要收回的，请选「收回」。")


def check_comes_back(amendment: Amendment, copies: int, *, by: Capacity) -> None:
    """又收回: at least one, and no more than are still out."""
    check_in_office(by)
    if not 1 <= copies <= amendment.missing:
        raise Refused(f"还没有收回的是 {amendment.missing} 份，又收回的要在 1 份到这个数之间。")


def printed_copies(paper: Outgoing) -> int:
    """All copies printed so far, further ones included."""
    return sum(run.copies for run in paper.runs.all())


def copies_out(paper: Outgoing) -> int:
    """Copies that went out, further ones included, and that nobody has called back."""
    return max(0, _sent_out(paper) - _called_back(paper))


def _sent_out(paper: Outgoing) -> int:
    return printed_copies(paper) - paper.filed_copies


def _called_back(paper: Outgoing) -> int:
    """A correction calls no copy back, whatever was once written beside it."""
    recalls = [row for row in paper.amendments.all() if row.what == Amendment.What.RECALLED]
    return sum(row.to_recall for row in recalls)
