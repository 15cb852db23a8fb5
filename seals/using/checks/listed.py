"""The list that a request carries (附清单): pasted, or read from a sheet, each fault by its row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import IO, Any

from township_office.files.sheets import cells_of
from township_office.web.refusals import Refused

HEAD = ("内容", "对象", "份数")
MOST_ROWS, MOST_COPIES = 500, 2000
MOST_BYTES = 1_000_000  # of a .csv: many times what so many rows take
LONGEST_WHAT, LONGEST_WHOM = 120, 60
FAULTS_TOLD = 20
COPIES = re.compile(r"(\d{1,5})(?:\.0+)?\s*[份张页]?")


@dataclass(frozen=True)
class Line:
    """One line of a list: what, for whom, how many copies."""

    what: str
    whom: str = ""
    copies: int = 1


def read_words(words: str) -> list[Line]:
    """Lines as they are typed or pasted: columns by tabs (from Excel) or commas.

    Raises Refused with one sentence a row, each on a line of its own.
    """
    return _read([_split(line) for line in words.splitlines()])


def is_csv(name: str) -> bool:
    return name.lower().endswith(".csv")


def read_sheet(content: IO[bytes], name: str) -> list[Line]:
    """The lines of an .xlsx (its first sheet) or .csv (UTF-8 or GB18030). Raises Refused."""
    content.seek(0)
    lines = _read(_csv(content) if is_csv(name) else _xlsx(content))
    if not lines:
        raise Refused("清单文件里没有内容。一行一件：内容、对象、份数。")
    return lines


def _split(line: str) -> list[str]:
    return line.split("\t") if "\t" in line else re.split("[,，]", line)


def _csv(content: IO[bytes]) -> list[Sequence[Any]]:
    data = content.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused(f"清单最多 {MOST_ROWS} 行，这个文件太大。请分几次申请。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(StringIO(data.decode(encoding))))
        except (UnicodeDecodeError, csv.Error):
            continue
    raise Refused("清单文件打不开。请用 Excel 或 WPS 另存为 .xlsx 再传。")


def _xlsx(content: IO[bytes]) -> list[Sequence[Any]]:
    try:
        return cells_of(content, rows=MOST_ROWS + 2, columns=3)
    except ValueError as broken:
        raise Refused("清单文件打不开。请用 Excel 或 WPS 另存为 .xlsx 再传。") from broken


def _read(rows: Iterable[Sequence[Any]]) -> list[Line]:
    lines: list[Line] = []
    faults: list[str] = []
    for at, cells in enumerate(rows, start=1):
        said = ["" if cell is None else str(cell).strip() for cell in cells]
        while said and not said[-1]:
            said.pop()
        if not said or (not lines and not faults and said[0] == HEAD[0]):
            continue
        line, found = _line(said)
        lines.append(line)
        faults += [f"第 {at} 行：{fault}" for fault in found]
    if len(lines) > MOST_ROWS:
        faults.append(f"清单最多 {MOST_ROWS} 行，请分几次申请。")
    if faults:
        more = [f"……另有 {len(faults) - FAULTS_TOLD} 处。"] if len(faults) > FAULTS_TOLD else []
        raise Refused("\n".join(faults[:FAULTS_TOLD] + more))
    return lines


def _line(said: list[str]) -> tuple[Line, list[str]]:
    """内容；内容, 份数；内容, 对象；内容, 对象, 份数."""
    if len(said) == 2 and COPIES.fullmatch(said[1]):
        said = [said[0], "", said[1]]
    what, whom, copies, *more = [*said, *[""] * (3 - len(said))]
    found = COPIES.fullmatch(copies) if copies else None
    number = int(found[1]) if found else 0 if copies else 1
    faults = {
        "缺内容。": not what,
        f"内容太长，最多 {LONGEST_WHAT} 个字。": len(what) > LONGEST_WHAT,
        f"对象太长，最多 {LONGEST_WHOM} 个字。": len(whom) > LONGEST_WHOM,
        f"份数「{copies}」要是 1 到 {MOST_COPIES} 的整数。": not 0 < number <= MOST_COPIES,
        "列数多于三列，只要内容、对象、份数。": bool(more),
    }
    return Line(what, whom, number or 1), [fault for fault, is_so in faults.items() if is_so]
