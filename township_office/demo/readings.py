"""Readers take up what circulates twice a day, and circle most of it at one go."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from township_office import clock
from township_office.approvals.circulation.actions import mark_many_read, mark_read
from township_office.approvals.circulation.models import Reader
from township_office.demo.cast import Cast
from township_office.demo.span import Span
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer

WORDS = ("请抓好落实。", "请按要求办理，及时报送情况。", "已阅，请有关村做好配合。")
SITTINGS = (2.5, 6.8)  # working hours after the day has begun
TAKES_UP, SAYS_A_WORD = 0.85, 0.1


def reading_life(cast: Cast, span: Span, dice: Random) -> Iterator[datetime]:
    """Yields when they sit down to read; what came since yesterday is still unread."""
    for day in span.workdays():
        for hours in SITTINGS:
            yield span.after(span.morning(day), hours) + timedelta(minutes=dice.randint(0, 20))
            _sit_down(cast, dice)


def _sit_down(cast: Cast, dice: Random) -> None:
    for officer, rows in _lying(cast).items():
        if dice.random() < TAKES_UP:
            _circle(officer, rows, dice)


def _lying(cast: Cast) -> dict[Officer, list[Reader]]:
    """What has lain for an hour, by who holds the post."""
    earlier = clock.now() - timedelta(hours=1)
    rows = Reader.objects.unread().filter(
        circulation__township=cast.township, opened_at__lt=earlier, post__isnull=False
    )
    lying: dict[Officer, list[Reader]] = {}
    for row in rows.select_related("post", "circulation").order_by("id"):
        if row.post is not None and row.post.name in cast.holders:
            lying.setdefault(cast.holders[row.post.name][0], []).append(row)
    return lying


def _circle(officer: Officer, rows: list[Reader], dice: Random) -> None:
    first, *others = rows
    if dice.random() < SAYS_A_WORD:
        mark_read(first, word=dice.choice(WORDS), by=capacity_of(officer, first.post))
        others = [each for each in others if each.circulation_id != first.circulation_id]
    else:
        others = rows
    if others:
        mark_many_read(others, by=capacity_of(officer))
