"""The yearly notice on holidays as a table: 日期,类别,名称, one day a line (HOL-07)."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.core.exceptions import ValidationError

from township_office.workdays.models import CalendarDay, DayKind

HEADER = ["日期", "类别", "名称"]
KINDS = {kind.label: kind for kind in (DayKind.HOLIDAY, DayKind.MAKEUP)}
ALWAYS_OFF = [(1, 1), (5, 1), (10, 1)]
WRITTEN = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
LONGEST_NAME = 40


@dataclass(frozen=True)
class NamedDay:
    """A day as the notice has it: off, or worked although it is a weekend."""

    date: date
    kind: DayKind
    name: str


def read_notice(file: BinaryIO, year: int) -> list[NamedDay]:
    """The days of one year's notice, from CSV as spreadsheets save it (UTF-8 or GB 18030).

    Raises ValidationError with a sentence for every wrong line: which it is and what to write.
    """
    lines = csv.reader(_text(file.read()).splitlines())
    if _stripped(next(lines, [])) != HEADER:
        raise ValidationError("第 1 行：应是表头“日期,类别,名称”。请补上再导入。")
    days: dict[date, NamedDay] = {}
    wrong: list[str] = []
    for cells in filter(any, map(_stripped, lines)):
        try:
            day = _named_day(cells, year)
            if days.setdefault(day.date, day) is not day:
                raise ValidationError(f"{day.date} 前面已经有了。请删去一行。")
        except ValidationError as fault:
            wrong.append(f"第 {lines.line_num} 行：{fault.message}")
    if wrong := wrong or _missing(days, year):
        raise ValidationError(wrong)
    return list(days.values())


def write_notice(days: list[CalendarDay]) -> list[list[str]]:
    """The same table back, header first, to be mended and imported again."""
    return [HEADER, *([day.date.isoformat(), day.get_kind_display(), day.name] for day in days)]


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError("这个文件不是文字表格。请在表格软件里另存为 CSV 再导入。")


def _stripped(cells: list[str]) -> list[str]:
    return [cell.strip() for cell in cells]


def _named_day(cells: list[str], year: int) -> NamedDay:
    written, kind, name = [*cells, "", "", ""][:3]
    day = _date(written)
    if not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
        raise ValidationError(f"{day} 不在{year}年的通知里。请核对日期，或改选年度。")
    if kind not in KINDS:
        raise ValidationError(f"类别“{kind}”不认识。请写“放假”或“上班”。")
    if KINDS[kind] == DayKind.MAKEUP and day.weekday() < 5:
        raise ValidationError(f"{day} 是星期一至星期五，本来就上班。请核对日期，或删去这一行。")
    if not 0 < len(name) <= LONGEST_NAME:
        raise ValidationError(f"名称应有 1 到 {LONGEST_NAME} 个字，如“春节”。请填好。")
    return NamedDay(day, KINDS[kind], name)


def _date(written: str) -> date:
    found = WRITTEN.fullmatch(written)
    try:
        return date(*map(int, found.groups() if found else ()))
    except (TypeError, ValueError):
        raise ValidationError(f"日期“{written}”不对。请写成 2027-10-01 这样。") from None


def _missing(days: dict[date, NamedDay], year: int) -> list[str]:
    """A table that lacks a day which is off every year was cut short."""
    return [
        f"缺{month}月{day}日，这一天每年都放假。请核对表格是否完整。"
        for month, day in ALWAYS_OFF
        if date(year, month, day) not in days
    ]
