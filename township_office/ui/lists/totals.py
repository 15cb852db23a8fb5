"""How many rows there are, and what their figures add up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet, Sum

CAP = 1000  # beyond it nobody reads the number, and counting on costs more than the page itself


@dataclass(frozen=True)
class Total:
    """The number of rows, and the sum of each column that has one.

    The number stops at the cap, unless the sums had to visit every row anyway.
    """

    rows: int
    capped: bool = False
    sums: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.rows}+" if self.capped else f"{self.rows:,}"


def total(rows: QuerySet[Any], summed: Sequence[str] = ()) -> Total:
    """One query, whatever is asked."""
    rows = rows.order_by()
    if not summed:
        number = rows[: CAP + 1].count()
        return Total(min(number, CAP), capped=number > CAP)
    found = rows.aggregate(how_many=Count("pk"), **{f"sum_of_{key}": Sum(key) for key in summed})
    return Total(found["how_many"], sums={key: found[f"sum_of_{key}"] or 0 for key in summed})
