"""May a year of a series begin here, be closed, take in a paper that was numbered before."""

from django.db.models import Exists, OuterRef

from documents.outgoing.models import Number, Outgoing, Series, SeriesYear
from documents.outgoing.rules.papers import check_directs, organs_named
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.numbers.counters import upcoming
from township_office.web.refusals import Refused

HIGHEST = 99999  # no organ of a township gets there in a year; what is above is a slip


def check_year_open(series: Series, year: int) -> None:
    """The year of the date of signature counts; the old year's series is open until it is closed."""
    if SeriesYear.objects.filter(series=series, year=year).exists():
        raise Refused(
            f"{series}〔{year}〕已经封号，不能再编。请用签发日期所在的年度，或问办公室主任。"
        )


def check_can_open(series: Series, year: int) -> None:
    """A year begins once, before anything is numbered in it, and not years ahead."""
    check_year_open(series, year)
    if year > (latest := clock.today().year + 1):
        raise Refused(f"起始号最远设到 {latest} 年。请核对年度。")
    if Number.objects.filter(series=series, year=year, outgoing__from_paper=False).exists():
        raise Refused(f"{series}〔{year}〕已经编过号，不能再改起始号。")


def check_begins_with(series: Series, year: int, first: int) -> None:
    """A number that was entered from paper (补录) is not given out once more."""
    if not 1 <= first <= HIGHEST:
        raise Refused(f"下一号在 1 到 {HIGHEST} 之间，请核对。")
    entered = Number.objects.filter(series=series, year=year).order_by("-number").first()
    if entered is not None and entered.number >= first:
        raise Refused(f"{entered} 已经登记过。起始号要在它以后。")


def check_can_enter(series: Series, year: int, number: int) -> None:
    """补录: a number that lies before the next, and that no other document bears."""
    last = upcoming(series.township_id, series.counter, year) - 1
    if number > last:
        raise Refused(
            f"{series}〔{year}〕现在编到 {last} 号。补录的号不能在它以后，请先设定起始号。"
        )
    if Number.objects.filter(series=series, year=year, number=number).exists():
        raise Refused(f"{series}〔{year}〕{number}号已经登记过。请核对字号。")


def check_can_close_year(series: Series, year: int, *, by: Capacity) -> None:
    check_directs(by)
    check_year_open(series, year)
    if year > clock.today().year:
        raise Refused(f"{year} 年还没有到，不能封号。请核对年度。")
    waiting = Number.objects.standing().filter(series=series, year=year, taken_on__isnull=True)
    if waiting.exists():
        raise Refused(f"{series}〔{year}〕还有预留未用的字号，办完或作废以后再封号。")
    if unnumbered := _unnumbered(series, year):
        raise Refused(
            f"{'、'.join(unnumbered)}在 {year} 年签发，还没有编号。编号或作废以后，再封 {series}〔{year}〕。"
        )


def _unnumbered(series: Series, year: int) -> list[str]:
    """What was signed in that year and will ask this organ for a number of it."""
    numbered = Number.objects.standing().filter(outgoing=OuterRef("pk"), taken_on__isnull=False)
    signed = Outgoing.objects.open().filter(township=series.township_id, signed_on__year=year)
    waiting = signed.exclude(Exists(numbered)).order_by("signed_on", "pk")
    return [f"《{each}》" for each in waiting if organs_named(each)[0] == series.organ]
