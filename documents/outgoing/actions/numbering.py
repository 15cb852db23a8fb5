"""登记编号: numbers are reserved, taken, voided; series and their years are opened and closed."""

from __future__ import annotations

from typing import Any

from documents.outgoing import rules
from documents.outgoing.actions.layouts import lay_out
from documents.outgoing.acts import Act
from documents.outgoing.models import Issuer, Number, Outgoing, Series, SeriesYear
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.numbers.counters import SeriesStarted, open_at, take, upcoming
from township_office.people.told import told
from township_office.townships.models import Township
from township_office.townships.names import organ_name
from township_office.web.once import together
from township_office.web.refusals import Refused

USUAL_CODES = {Issuer.PARTY: "党发", Issuer.GOVERNMENT: "政发", Issuer.OFFICE: "党政办发"}


def series_for(paper: Outgoing) -> list[Series]:
    """The codes a document may be numbered under: those of the organ that leads (DOC-34)."""
    organ = rules.organs_named(paper)[0]
    return list(Series.objects.filter(township_id=paper.township_id, organ=organ, in_use=True))


def year_of(paper: Outgoing) -> int:
    """The year of the 成文日期; before the signature, of today."""
    return (paper.signed_on or clock.today()).year


def upcoming_label(series: Series, year: int) -> str:
    """The number that would come next; another may take it first."""
    return f"{series.code}〔{year}〕{upcoming(series.township_id, series.counter, year)}号"


def has_begun(series: Series, year: int) -> bool:
    """Whether a number of that year was given out, or its first was set."""
    return upcoming(series.township_id, series.counter, year) > 1


@together
def reserve_number(paper: Outgoing, *, by: Capacity) -> Number:
    """Keep a number for a station's document before it is signed (A3.2.6).

    Raises Refused where no code is set up.
    """
    number = _next(paper, _first_series(paper), year_of(paper))
    record(Act.NUMBER_RESERVED, paper, by=by, after={"预留字号": str(number)})
    return number


@together
def number_outgoing(paper: Outgoing, *, series: Series, by: Capacity) -> Number:
    """登记编号: take the next number of the year of signature, or confirm the one reserved.

    A number reserved under another series or in an earlier year becomes void with its reason, for
    the series follows the date of signature.
    """
    year = year_of(paper)
    standing = paper.numbers.standing().select_related("series").first()
    if standing is not None and (standing.series_id, standing.year) != (series.pk, year):
        void_number(standing, reason=f"改编入 {series.code}〔{year}〕", by=by)
        standing = None
    number = standing or _next(paper, series, year)
    number.taken_on = clock.today()
    number.save(update_fields=["taken_on"])
    record(Act.NUMBERED, paper, by=by, after={"字号": str(number)})
    paper.forget_parts()
    if paper.is_formal:
        lay_out(paper, by=by)
    return number


@together
def void_number(number: Number, *, reason: str, by: Capacity) -> Number:
    """A number that leads nowhere stays in the register, void, with its reason; never used again."""
    number.voided_on, number.void_reason = clock.today(), reason
    number.save(update_fields=["voided_on", "void_reason"])
    number.outgoing.forget_parts()
    record(Act.NUMBER_VOIDED, number.outgoing, by=by, words=reason, before={"字号": str(number)})
    return number


@together
def open_year(series: Series, *, year: int, first: int, by: Capacity) -> Series:
    """Let a year of a series begin where the paper register stopped.

    Raises Refused once numbers are out, for a year far off, for a number nobody gets to, and where a
    paper entered later bears that number or a higher.
    """
    rules.check_directs(by)
    series = held(series)
    rules.check_can_open(series, year)
    rules.check_begins_with(series, year, first)
    try:
        open_at(series.township_id, series.counter, year, first, by=by)
    except SeriesStarted as started:
        raise Refused(f"{series}〔{year}〕已经编过号，不能再改起始号。") from started
    after = {"年度": year, "起始号": first}
    record(Act.YEAR_OPENED, series, by=by, after=after)
    return series


@together
def close_year(series: Series, *, year: int, by: Capacity) -> SeriesYear:
    """封号: the director ends a year of a series; what is signed in it later finds it closed."""
    series = held(series)
    rules.check_can_close_year(series, year, by=by)
    closed = SeriesYear.objects.create(series=series, year=year, closed_by_id=by.person_id)
    record(Act.YEAR_CLOSED, series, by=by, after={"年度": year})
    return closed


@together
def make_series(*, code: str, organ: str, order: int = 10, by: Capacity, **more: Any) -> Series:
    """A new organ code of the township; raises Refused where it stands already."""
    rules.check_code_is_free(code, by.township_id)
    series = Series.objects.create(
        township_id=by.township_id, code=code, organ=organ, order=order, **more
    )
    record(Act.SERIES_MADE, series, by=by, after={"代字": code, "机关": series.get_organ_display()})
    return series


def make_usual_series(township: Township, by: Capacity) -> list[Series]:
    """The codes a township most likely has, by its first character (LOCAL): 宁党发、宁政发、宁党政办发.

    An organ that has a code already keeps it, and gets no second.
    """
    first = township.name[0]
    series = Series.objects.filter(township=township)
    known = {word for each in series.values_list("organ", "code") for word in each}
    return [
        make_series(code=f"{first}{rest}", organ=organ, by=by)
        for organ, rest in USUAL_CODES.items()
        if known.isdisjoint({organ.value, f"{first}{rest}"})
    ]


@together
def amend_series(series: Series, *, by: Capacity, **changes: Any) -> Series:
    """Change a code's place or whether it is in use; one that has numbers keeps its code and organ."""
    standing = Series.objects.get(pk=series.pk)
    if {"code", "organ"} & changes.keys() and standing.numbers.exists():
        raise Refused(f"{standing} 已经编过号，代字和机关不能再改。请停用后另设一个。")
    if changes.get("code", standing.code) != standing.code:
        rules.check_code_is_free(changes["code"], standing.township_id)
    before = told(standing, changes)
    for name, value in changes.items():
        setattr(standing, name, value)
    standing.save()
    record(
        Act.SERIES_AMENDED,
        standing,
        by=by,
        before=before,
        after=told(standing, changes),
    )
    return standing


def held(series: Series) -> Series:
    """To the end of this transaction: who numbers and who closes the year come one after the other."""
    return Series.objects.select_for_update().get(pk=series.pk)


def _first_series(paper: Outgoing) -> Series:
    found = series_for(paper)
    if not found:
        organ = organ_name(paper.township, rules.organs_named(paper)[0])
        raise Refused(f"还没有设定{organ}的机关代字。请管理员在「发文机关代字」里加上。")
    return found[0]


def _next(paper: Outgoing, series: Series, year: int) -> Number:
    series = held(series)
    rules.check_year_open(series, year)
    number = take(paper.township_id, series.counter, year)
    made = Number.objects.create(series=series, year=year, number=number, outgoing=paper)
    paper.forget_parts()
    return made
