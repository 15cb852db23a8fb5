"""A paper ledger as an .xlsx: its head found by names, each row read, each fault by its row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any, TypeVar, cast

from django.db import models

from seals.keeping.models import Seal
from seals.using.models import Stamping
from township_office import clock
from township_office.files.sheets import cells_of
from township_office.people.models import Officer
from township_office.web.refusals import Refused

Named = TypeVar("Named", Seal, Officer)
Row = dict[str, Any]

# What a column is called on paper, without brackets and what stands in them.
HEADS = {
    "number": ("序号", "编号", "顺序号"),
    "on": ("日期", "用印日期", "用印时间", "时间"),
    "department": ("用印单位", "用印部门", "用印单位部门", "单位", "部门", "申请部门"),
    "title": ("用印事由/文件名称", "用印事由", "文件名称", "事由", "用印内容", "内容"),
    "matter": ("事项", "用印事项", "类别"),
    "document_number": ("文号", "发文字号", "文件编号"),
    "seal": ("印章名称", "印章", "用印名称", "印章种类"),
    "copies": ("份数", "用印份数", "数量"),
    "approvers": ("批准人", "审批人", "批准领导", "审批领导"),
    "handler": ("经办人", "申请人", "用印人"),
    "keeper": ("监印人", "监印", "盖章人", "保管人"),
    "taken_by": ("领取人", "领件人"),
    "note": ("备注", "说明"),
}
NEEDED = (
    "number",
    "on",
    "department",
    "title",
    "seal",
    "copies",
    "approvers",
    "handler",
    "keeper",
)
LONGEST = {
    name: cast("models.Field[Any, Any]", Stamping._meta.get_field(name)).max_length or 0
    for name in (
        "department",
        "title",
        "matter",
        "document_number",
        "approvers",
        "handler",
        "taken_by",
        "note",
    )
}
HEAD_WITHIN = 20  # rows in which the head must stand
MOST_ROWS = 5000
SUMS = ("合计", "小计", "总计", "本页", "过次页", "承前页")
VOID = ("作废", "未盖", "未用印", "取消")
DAY = re.compile(r"(?:(\d{4})\s*[-./年]\s*)?(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$")


@dataclass
class Read:
    """What a sheet says: its rows as they will be written, and the faults by row."""

    rows: list[Row] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass
class Known:
    """What the rows of a sheet are held against: the township's seals and people, the ledger."""

    year: int
    seals: dict[str, list[Seal]]
    people: dict[str, list[Officer]]
    taken: set[int]

    @classmethod
    def of(cls, township_id: int, year: int) -> Known:
        lines = Stamping.objects.filter(township_id=township_id, year=year)
        return cls(
            year,
            _by_name(Seal.objects.filter(township_id=township_id)),
            _by_name(Officer.objects.filter(township_id=township_id)),
            set(lines.values_list("number", flat=True)),
        )


def read_sheet(content: IO[bytes], known: Known) -> Read:
    """Each row of the first sheet whose head is one of a ledger.

    Raises Refused where there is no such sheet, no such head, or more than anybody could look at.
    """
    lines = _lines(content)
    start, columns = _head(lines)
    read = Read()
    for at, cells in enumerate(lines[start + 1 :], start + 2):
        said = {name: cells[place] for name, place in columns.items() if place < len(cells)}
        if _is_empty(said) or _is_sum(cells):
            continue
        row, faults = _row(said, known)
        read.rows.append(row)
        read.faults += [f"第 {at} 行：{fault}" for fault in faults]
    if not read.rows:
        raise Refused("表头下面没有登记内容。请核对后再传。")
    return read


def _lines(content: IO[bytes]) -> list[Sequence[Any]]:
    """The cells of the first sheet; no more columns than a ledger could have."""
    try:
        lines = cells_of(content, rows=MOST_ROWS + 1, columns=40)
    except ValueError as broken:
        raise Refused("这个文件打不开。请用 Excel 或 WPS 另存为 .xlsx 再传。") from broken
    if len(lines) > MOST_ROWS:
        raise Refused(f"一次最多读 {MOST_ROWS} 行。请分成几个文件传。")
    return lines


def _head(lines: list[Sequence[Any]]) -> tuple[int, dict[str, int]]:
    """The row with the columns' names, and where each column stands."""
    best: dict[str, int] = {}
    for at, cells in enumerate(lines[:HEAD_WITHIN]):
        found = _columns(cells)
        if all(name in found for name in NEEDED):
            return at, found
        best = max(best, found, key=len)
    missing = "、".join(HEADS[name][0] for name in NEEDED if name not in best)
    raise Refused(f"前 {HEAD_WITHIN} 行里没有找到完整的表头，缺：{missing}。请补上这些列名再传。")


def _columns(cells: Sequence[Any]) -> dict[str, int]:
    names = [_bare(cell) for cell in cells]
    found: dict[str, int] = {}
    for name, known in HEADS.items():
        place = next((at for at, said in enumerate(names) if said in known), None)
        if place is not None:
            found[name] = place
    return found


def _bare(cell: Any) -> str:
    """监印（盖章）人 → 监印人."""
    return re.sub(r"[（(【\[].*?[）)】\]]|\s", "", str(cell or "")).replace("、", "/")


def _is_empty(said: Row) -> bool:
    return not any(_words(value) for name, value in said.items() if name != "number")


def _is_sum(cells: Sequence[Any]) -> bool:
    first = next((_words(cell) for cell in cells if _words(cell)), "")
    return first.replace(" ", "").startswith(SUMS)


def _row(said: Row, known: Known) -> tuple[Row, list[str]]:
    """One line of paper as it will be written, with whatever is wrong with it."""
    faults: list[str] = []
    row: Row = {name: _text(said, name, faults) for name in LONGEST}
    row["number"] = _number(said.get("number"), known, faults)
    row["on"] = _day(said.get("on"), known.year, faults)
    row["copies"] = _copies(said.get("copies"), row["note"], faults)
    row["seal"], row["seal_name"] = _named("印章", said.get("seal"), known.seals, faults)
    row["keeper"], row["keeper_name"] = _named("监印人", said.get("keeper"), known.people, faults)
    return row, faults


def _text(said: Row, name: str, faults: list[str]) -> str:
    words, label = _words(said.get(name)), HEADS[name][0]
    if not words and name in NEEDED:
        faults.append(f"{label}没有填。")
    if len(words) > LONGEST[name]:
        faults.append(f"{label}超过 {LONGEST[name]} 个字。")
    return words


def _number(value: Any, known: Known, faults: list[str]) -> int:
    number = _whole(value)
    if number is None or number < 1:
        faults.append(f"序号「{_words(value)}」不是号数。")
        return 0
    if number in known.taken:
        faults.append(f"{number} 号重复，登记簿或表里已经有了。")
    known.taken.add(number)
    return number


def _copies(value: Any, note: str, faults: list[str]) -> int:
    """A line that was voided on paper has no copies, and its note says so."""
    copies = _whole(value if _words(value) else 0)
    if copies is None or copies < 0:
        faults.append(f"份数「{_words(value)}」不是整数。")
        return 0
    if not copies and not any(word in note for word in VOID):
        faults.append("份数没有填。作废的行请在备注里写明「作废」。")
    return copies


def _day(value: Any, year: int, faults: list[str]) -> str:
    day = _date(value, year)
    if day is None:
        faults.append(f"日期「{_words(value)}」没有认出来，请写成 {year}-03-05 这样。")
        return ""
    if day.year != year:
        faults.append(f"日期 {day} 不在 {year} 年。")
    elif day > clock.today():
        faults.append(f"日期 {day} 还没有到。")
    return day.isoformat()


def _date(value: Any, year: int) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = DAY.match(_words(value))
    if found is None:
        return None
    try:
        return date(int(found[1] or year), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _named(
    label: str, value: Any, known: dict[str, list[Named]], faults: list[str]
) -> tuple[int, str]:
    """Which of the township's own it is, by its name; two of one name cannot be told apart."""
    name = _key(value)
    found = known.get(name, [])
    if not name:
        faults.append(f"{label}没有填。")
    elif not found:
        faults.append(f"没有叫「{name}」的{label}。请先在系统里登记，或改正名称。")
    elif len(found) > 1:
        faults.append(f"叫「{name}」的{label}有 {len(found)} 个，分不清是哪一个。")
    else:
        return found[0].pk, found[0].name
    return 0, name


def _by_name(records: Iterable[Named]) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    for each in records:
        found.setdefault(_key(each.name), []).append(each)
    return found


def _key(name: Any) -> str:
    return re.sub(r"\s", "", str(name or ""))


def _whole(value: Any) -> int | None:
    """12, 12.0 and 「12 号」 are twelve."""
    found = re.fullmatch(r"(\d{1,9})(?:\.0+)?\s*[号份]?", _words(value))
    return int(found[1]) if found else None


def _words(value: Any) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def shown(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows as the page shows them, with their dates as dates."""
    for row in rows:
        yield row | {"on": date.fromisoformat(row["on"])}
