"""Errors keep a text from being sent, whichever way it comes: from the page, again, or from elsewhere."""

from documents.outgoing.checks import Force, Manuscript, examine
from township_office.web.refusals import Refused

TOLD = 3  # the rest is told on the page, beside the text


def check_is_without_error(manuscript: Manuscript) -> None:
    """Raises Refused with the first errors that the rules of writing find (B1.7, A3.2.2)."""
    errors = [each for each in examine(manuscript) if each.force is Force.MUST]
    if errors:
        told = "".join(f"{each.place.label}：{each.sentence}" for each in errors[:TOLD])
        raise Refused(f"有 {len(errors)} 处错误，改好才能送出。{told}")
