"""What somebody's workbook says: the cells of its first sheet, read without opening anything else."""

from collections.abc import Sequence
from typing import IO, Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

Rows = list[Sequence[Any]]

# whatever openpyxl stumbles over in a broken file
_NOT_A_SHEET = (
    BadZipFile,
    InvalidFileException,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
)


def cells_of(content: IO[bytes], *, rows: int, columns: int) -> Rows:
    """At most so many rows and columns of an .xlsx that was looked at as every upload is.

    Raises ValueError for what is no workbook, or a broken one.
    """
    try:
        book = load_workbook(content, read_only=True, data_only=True)
        found = book.worksheets[0].iter_rows(max_row=rows, max_col=columns, values_only=True)
        return list(found)
    except _NOT_A_SHEET as broken:
        raise ValueError("no workbook") from broken
