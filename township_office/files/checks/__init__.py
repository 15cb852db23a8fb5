"""What a file must be before it is kept: not too big, what its name says, harmless, no state secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.base import File

from township_office.files.checks.content import check_size, kind_of
from township_office.files.checks.names import (
    check_is_unclassified,
    clean_name,
    split_extension,
)
from township_office.files.models import Kind
from township_office.web.refusals import Refused

__all__ = ["Checked", "checked"]


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: its name made clean, its kind by content."""

    name: str
    kind: Kind

    @property
    def extension(self) -> str:
        return split_extension(self.name)[1].lstrip(".").lower()


def checked(content: File[Any], *, largest_mb: int) -> Checked:
    """Go through all checks; forms may ask before they ask for anything else.

    Raises Refused with a sentence that names the file and says what to do. Leaves the content at
    its beginning.
    """
    name = clean_name(content.name or "")
    try:
        check_is_unclassified(name)
        check_size(content.size, largest_mb=largest_mb)
        return Checked(name, kind_of(content, name))
    except Refused as refusal:
        raise Refused(f"“{name}”没有存入。{refusal.sentence}") from refusal
