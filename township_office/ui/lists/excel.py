"""The register as a workbook: real dates and numbers, and text that never becomes a formula."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from township_office.ui.lists.columns import Column
from township_office.ui.lists.registers import Register
from township_office.ui.lists.totals import Total

WIDTHS = {"code": 12, "date": 16, "subject": 48, "figure": 10}
USUAL_WIDTH = 16
HEAD = 3  # the row of the columns' titles, below the title and what was asked for
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
TITLE, BOLD = Font(bold=True, size=16), Font(bold=True)
A4 = Worksheet.PAPERSIZE_A4
NAME_LENGTH = 31  # of a sheet, says Excel


def workbook(
    register: Register, rows: Sequence[Any], *, numbers: Total, said: str, cut: str = ""
) -> bytes:
    """The rows as an .xlsx file; ``said`` is what was asked for, ``cut`` what one misses below."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", register.printed_title)[:NAME_LENGTH])
    _lay_out(sheet, register.spread)
    sheet.append([_title(sheet, register)])
    sheet.append([_text(sheet, said)])
    sheet.append([_text(sheet, column.title, BOLD) for column in register.spread])
    for row in rows:
        sheet.append([_cell(sheet, column.typed(row)) for column in register.spread])
    sheet.auto_filter.ref = f"A{HEAD}:{_letter(register)}{HEAD + len(rows)}"
    if register.summed:
        sheet.append(_sums(sheet, register, numbers))
    if cut:
        sheet.append([_text(sheet, cut, BOLD)])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _lay_out(sheet: Any, columns: Iterable[Column]) -> None:
    """What must stand before the first row is written; printed, it looks like the register."""
    sheet.freeze_panes = f"A{HEAD + 1}"
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    sheet.print_options.gridLines = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    for number, column in enumerate(columns, 1):
        width = max(WIDTHS.get(column.css, USUAL_WIDTH), 2 * len(column.title) + 4)
        sheet.column_dimensions[get_column_letter(number)].width = width


def _letter(register: Register) -> str:
    """The last column, as Excel calls it."""
    return get_column_letter(len(register.spread))


def _title(sheet: Any, register: Register) -> Any:
    """The register's name across all its columns."""
    cell = _text(sheet, register.printed_title, TITLE)
    cell.alignment = Alignment(horizontal="center")
    sheet.merged_cells.add(f"A1:{_letter(register)}1")
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    match value:
        case str():
            return _text(sheet, value)
        case datetime():
            cell = WriteOnlyCell(sheet, value)
            cell.number_format = "yyyy-mm-dd hh:mm"
            return cell
    return value


def _text(sheet: Any, words: str, font: Font | None = None) -> Any:
    """Text, said so twice: the type keeps Excel from reading a formula, the quote from making one
    of it when somebody edits the cell."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", words))
    cell.data_type = "s"
    if words.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    if font:
        cell.font = font
    return cell


def _sums(sheet: Any, register: Register, numbers: Total) -> list[Any]:
    line: list[Any] = [numbers.sums.get(column.key) for column in register.spread]
    if line[0] is None:
        line[0] = _text(sheet, f"合计 {numbers} {register.unit}", BOLD)
    return line
