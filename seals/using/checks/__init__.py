"""What is looked at before a request is sent: blank paper, and the lines of its list."""

from seals.using.checks.blank import BLANK, is_blank
from seals.using.checks.listed import HEAD, Line, is_csv, read_sheet, read_words

__all__ = ["BLANK", "HEAD", "Line", "is_blank", "is_csv", "read_sheet", "read_words"]
