"""What the ruler is to expect of an official document."""

from township_office.paper.official.sheet import sheet_of
from township_office.paper.official.signing import is_shifted
from township_office.paper.official.values import Official
from township_office.paper.ruler import Expected


def expected_of(official: Official, *, seals: int = 0) -> Expected:
    """The elements that the document has; ``seals`` are those a test has drawn."""
    sheet = sheet_of(official)
    return Expected(
        organs=len(official.organs),
        signers=len(official.signers),
        urgency=bool(official.urgency),
        main=bool(official.main),
        main_moved=bool(official.main) and not sheet.main,
        annexes=len(official.annexes),
        bound=sum(not annex.across for annex in sheet.bound),
        signature=official.signature,
        sealed=official.sealed,
        shifted=bool(official.day) and is_shifted(official.organs[-1], official.day),
        seals=seals,
        note=bool(official.note),
        colophon=bool(sheet.colophon),
        formal=official.formal,
    )
