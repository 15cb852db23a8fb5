"""When each step of what goes out is taken, beside what comes in."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from documents.outgoing import actions
from documents.outgoing.forms.after import AfterwardsForm
from documents.outgoing.models import Outgoing, Series
from township_office import clock
from township_office.approvals.models import Task
from township_office.demo import sendings
from township_office.demo.cast import Cast
from township_office.demo.dispatch import CLERK, DIRECTOR, Dispatch
from township_office.demo.filled import valid
from township_office.demo.letters import Letters
from township_office.demo.manuscripts import typed
from township_office.demo.span import Span, opening_day
from township_office.people.capacity import capacity_of

Life = Iterator[datetime]

# Working hours until a step is taken, at least and at most.
PACE = {
    "documents.vet": (0.5, 4.0),
    "documents.consult": (0.8, 7.0),
    "documents.settle": (1.0, 6.0),
    "documents.review": (0.6, 7.5),
    "documents.review_legality": (3.0, 14.0),
    "documents.sign": (0.5, 7.0),
    "documents.recheck": (0.3, 3.5),
    "documents.confirm_wording": (0.2, 1.5),
    "documents.number": (0.2, 2.5),
    "documents.print": (0.5, 5.0),
    "documents.seal": (0.2, 2.5),
    "documents.distribute": (0.5, 5.0),
    "documents.file_manuscript": (4.0, 20.0),
}
AGAIN = (1.0, 5.0)  # what has come back to be signed or sent once more
SIGNING = ("梁会计", "杨文书", "任建军", "郭燕", "白小平")  # who signs for it outside the house


def outgoing_lives(cast: Cast, letters: Letters, span: Span, dice: Random) -> list[Life]:
    """Everything that goes out, with what is still being written and what went out on paper."""
    _take_over(cast)
    whole = [*sendings.sent(), *sendings.lying()]
    return [
        *(_sending_life(Dispatch(each, cast, dice), span, dice) for each in whole),
        _writing_life(cast, span, dice),
        _paper_life(cast, letters, span),
    ]


def _take_over(cast: Cast) -> None:
    """On the first day the director enters where the paper register stopped."""
    by = capacity_of(cast.holder(DIRECTOR), cast.posts[DIRECTOR])
    first = opening_day()
    with clock.moved_to(first):
        for organ, number in sendings.opened().items():
            series = Series.objects.get(township=cast.township, organ=organ)
            actions.open_year(series, year=first.year, first=number, by=by)


def _sending_life(dispatch: Dispatch, span: Span, dice: Random) -> Life:
    """Yields when the next step is taken, and takes it when resumed."""
    sending = dispatch.sending
    told = iter([_about(span.ago(age), dice) for age in sending.ages[1:]])
    yield _about(span.ago(sending.begun), dice)
    dispatch.draft()
    while task := dispatch.next_task():
        moment = next(told, None) if sending.ages else _pace(task, span, dice)
        if moment is None:
            return
        yield moment
        dispatch.take(task)
    if dispatch.is_sent:
        yield span.after(clock.now(), dice.uniform(1.0, 6.0))
        dispatch.note_receipts(SIGNING)
    for after in sending.after:
        yield span.ago(after.age)
        dispatch.amend_sent(after)


def _writing_life(cast: Cast, span: Span, dice: Random) -> Life:
    """Somebody is in the middle of a sentence."""
    sending = sendings.half_written()
    yield span.ago(sending.begun)
    fields = typed(sending, cast, clock.today(), {})
    by = capacity_of(cast.holder(sending.drafter), cast.posts[sending.drafter])
    key = UUID(int=dice.getrandbits(128), version=4)
    actions.save_draft(key, fields, outgoing=None, by=by)


def _paper_life(cast: Cast, letters: Letters, span: Span) -> Life:
    """补录: what was signed and sent on paper in the weeks before."""
    told = sendings.on_paper()
    yield span.ago(told["age"])
    letter = letters.of(paper_number())
    if letter is None:  # this machine cannot print: there is no scan to enter
        return
    clerk = cast.holder(CLERK)
    series = Series.objects.get(township=cast.township, organ="government")
    signed = signed_on_paper()
    scans = [SimpleUploadedFile(f"{paper_number()}.pdf", letter)]
    said = {
        "issuer": "government",
        "kind": "通知",
        "direction": "down",
        "title": told["title"],
        "series": series.pk,
        "number": _place(),
        "signer": cast.holder("镇长").name,
        "signed_on": signed.isoformat(),
        "sent_on": signed.isoformat(),
        "disclosure": "active",
    }
    blank = Outgoing(township=cast.township, drafter=clerk, body="<p>（正文见扫描件）</p>")
    files = MultiValueDict({"scans": scans})
    form = valid(AfterwardsForm(said, files, officer=clerk, instance=blank))
    by = capacity_of(clerk, cast.posts[CLERK])
    paper = form.save(commit=False)
    actions.enter_afterwards(
        paper,
        series=series,
        year=signed.year,
        number=_place(),
        scans=form.cleaned_data["scans"],
        by=by,
    )


def paper_number() -> str:
    """Under which number it stands in the paper register."""
    return f"宁政发〔{signed_on_paper().year}〕{_place()}号"


def signed_on_paper() -> date:
    """When it was signed: before the first day, in the year whose numbers were taken over."""
    first = opening_day().date()
    return max(first - timedelta(days=sendings.on_paper()["days"]), date(first.year, 1, 1))


def _place() -> int:
    return sendings.opened()["government"] - 1 - int(sendings.on_paper()["back"])


def _about(moment: datetime, dice: Random) -> datetime:
    """Nobody works to the minute of a plan."""
    return moment + timedelta(seconds=dice.randint(0, 299))


def _pace(task: Task, span: Span, dice: Random) -> datetime:
    hours = dice.uniform(*PACE.get(task.kind, AGAIN))
    return span.after(clock.now(), hours).replace(second=dice.randint(0, 59))
