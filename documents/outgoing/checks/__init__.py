"""Checks while writing: what the standard and the regulation ask of a document's words.

Each rule that a program can check is one function in the module of its subject; ``CHECKS`` lists
them all in the order of the document. docs/checks.md is printed from it (``manage.py checks``).
"""

from documents.outgoing.checks import (
    annexes,
    burden,
    closings,
    dates,
    directions,
    headings,
    kinds,
    names,
    numbers,
    openness,
    punctuation,
    recipients,
    requests,
    setting,
    titles,
    wording,
)
from documents.outgoing.checks.findings import Check, Finding, Force
from documents.outgoing.checks.manuscript import (
    Addressee,
    Direction,
    Disclosure,
    Issuer,
    IssuingOrgan,
    Level,
    Manuscript,
    Place,
)

SUBJECTS = (
    names,
    kinds,
    directions,
    titles,
    recipients,
    requests,
    headings,
    numbers,
    dates,
    punctuation,
    wording,
    closings,
    setting,
    annexes,
    openness,
    burden,
)
CHECKS: tuple[Check, ...] = tuple(
    each for subject in SUBJECTS for each in vars(subject).values() if isinstance(each, Check)
)


def examine(manuscript: Manuscript) -> list[Finding]:
    """All that is amiss with a manuscript, errors first, each force in the document's order."""
    found = (finding for each in CHECKS for finding in each(manuscript))
    return sorted(found, key=lambda finding: (finding.force.rank, finding.place.order))


__all__ = [
    "CHECKS",
    "Addressee",
    "Check",
    "Direction",
    "Disclosure",
    "Finding",
    "Force",
    "Issuer",
    "IssuingOrgan",
    "Level",
    "Manuscript",
    "Place",
    "examine",
]
