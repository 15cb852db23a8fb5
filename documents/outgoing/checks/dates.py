"""Dates in the text: Arabic, in full, real, and on the day of the week that is said (FMT-067)."""

from collections.abc import Iterator
from datetime import date
from re import Match, compile

from documents.outgoing.checks.findings import Force, Spot, check, spots, unquoted
from documents.outgoing.checks.manuscript import Manuscript, Place

DAYS = "一二三四五六日"
SUNDAY = {"天": "日"}
FULL = compile(r"(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})日")
PARTIAL = compile(r"(?<![\d年])(\d{1,2})月(\d{1,2})日")
# 周六、周日除外 and 周一至周五 tell of other days than the one before them.
OTHER_DAYS = r"(?!\s*(?:[、，,和及或与至到—－～~ -]*(?:每?周|星期)?[一二三四五六日天]|除外|不|休))"
# 周 alone may be a surname
WEEKDAY = r"(?:[（(]周|\s?[（(]?星期)([一二三四五六日天])" + OTHER_DAYS
LUNAR = compile(r"(?:农|阴|旧|夏|古)历")
FULL_WITH_DAY = compile(FULL.pattern + WEEKDAY)
PARTIAL_WITH_DAY = compile(PARTIAL.pattern + WEEKDAY)
CHINESE = compile(
    r"[一二三四五六七八九〇○零]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
)
SHORT_YEAR = compile(r"(?<![\d.])\d{2}年(?:1[0-2]|0?[1-9])月(?:\d{1,2}日)")
DOTTED = compile(
    r"(?<![A-Za-z\d./-])(?:19|20)\d{2}([./-])(?:0?[1-9]|1[0-2])\1(?:[12]\d|3[01]|0?[1-9])(?![A-Za-z\d./-])"
)
ZERO = compile(r"(?<!\d)(?:\d{4}年)?(?:0\d月(?:\d{1,2}日)?|\d{1,2}月0\d日)")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@check("FMT-067", Force.MUST, "没有这一天，请核对日期。")
def days_exist(manuscript: Manuscript) -> Iterator[Spot]:
    """A date that is written out is a day of the calendar; 2月29日 without a year may be one."""
    for place, text in manuscript.everything():
        for found in (*FULL.finditer(text), *PARTIAL.finditer(text)):
            year = int(found[1]) if len(found.groups()) == 3 else 2000
            day = _day(year, *map(int, found.groups()[-2:]))
            if day is None and not _is_lunar(text, found):
                yield Spot(place, found[0])


def _is_lunar(text: str, found: Match[str]) -> bool:
    """Whether the old calendar is named shortly before or after: there is a 农历2月30日."""
    near = text[max(found.start() - 12, 0) : found.start()], text[found.end() :][:4]
    return any(map(LUNAR.search, near))


@check("FMT-067", Force.MUST, "日期与星期不符，请核对。")
def weekdays_match(manuscript: Manuscript) -> Iterator[Spot]:
    """2026年11月26日（星期四）: the day of the week is that of the date."""
    for place, text in manuscript.everything():
        for found in FULL_WITH_DAY.finditer(text):
            day = _day(int(found[1]), int(found[2]), int(found[3]))
            if day and not _falls_on(day, found[4]):
                yield _contradiction(place, found[0], day)


@check("FMT-067", Force.GEN, "日期与星期不符，请核对。")
def weekdays_match_this_year(manuscript: Manuscript) -> Iterator[Spot]:
    """Without a year: it is that weekday in the year of the document, the one before or after."""
    if manuscript.dated:
        for place, text in manuscript.everything():
            for found in PARTIAL_WITH_DAY.finditer(text):
                year, month, day = manuscript.dated.year, int(found[1]), int(found[2])
                days = [_day(year + shift, month, day) for shift in (0, 1, -1)]
                if days[0] and not any(each and _falls_on(each, found[3]) for each in days):
                    yield _contradiction(place, found[0], days[0])


def _falls_on(day: date, said: str) -> bool:
    return DAYS[day.weekday()] == SUNDAY.get(said, said)


def _contradiction(place: Place, quote: str, day: date) -> Spot:
    told = f"{day.year}年{day.month}月{day.day}日是星期{DAYS[day.weekday()]}，请核对。"
    return Spot(place, quote, told)


@check("FMT-067", Force.GEN, "日期用阿拉伯数字，如“2026年3月5日”。")
def dates_are_arabic(manuscript: Manuscript) -> Iterator[Spot]:
    """二〇二六年三月五日 was the form until 2012; names of documents keep theirs."""
    return spots(CHINESE, unquoted(manuscript.everything()))


@check("FMT-067", Force.GEN, "年份写全四位。")
def years_have_four_digits(manuscript: Manuscript) -> Iterator[Spot]:
    """26年3月5日 says a year in short."""
    return spots(SHORT_YEAR, unquoted(manuscript.everything()))


@check("FMT-067", Force.GEN, "正文中的日期写作“2026年3月5日”，不用点、斜线或者短横线。")
def dates_are_written_out(manuscript: Manuscript) -> Iterator[Spot]:
    """2026.3.5 and 2026-03-05 belong in tables, not in sentences."""
    return spots(DOTTED, unquoted(manuscript.prose()))


@check("FMT-067", Force.GEN, "月、日不编虚位（3月5日，不写作03月05日）。")
def months_have_no_leading_zero(manuscript: Manuscript) -> Iterator[Spot]:
    """3月5日 and not 03月05日."""
    return spots(ZERO, unquoted(manuscript.prose()))
