"""Which items of one sequence stand in another, in order; quick also where very many differ."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

CLOSELY = 250_000  # pairs of items that difflib looks at in one go

Items = Sequence[Hashable]
Pair = tuple[int, int]  # a place before, and where it stands after


class Run(NamedTuple):
    """``before[a:b]`` has become ``after[c:d]``; where it was kept the two are the same."""

    kept: bool
    a: int
    b: int
    c: int
    d: int


def runs(before: Items, after: Items) -> Iterator[Run]:
    """What was kept and what was changed, in order and without a gap.

    difflib compares what lies between the beginning and the end that both have. Where that is too
    much, the items that stand once on either side part it first, so that a thousand changed
    paragraphs cost hardly more than ten.
    """
    a = c = start = 0
    for next_a, next_c in [*_matched(before, after), (len(before), len(after))]:
        if (next_a, next_c) != (a, c):
            if a > start:
                yield Run(True, start, a, c - (a - start), c)
            yield Run(False, a, next_a, c, next_c)
            start = next_a
        a, c = next_a + 1, next_c + 1
    if len(before) > start:
        yield Run(True, start, len(before), len(after) - (len(before) - start), len(after))


def _matched(before: Items, after: Items) -> Iterator[Pair]:
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    tail = next((at for at in range(shorter - head) if before[~at] != after[~at]), shorter - head)
    yield from ((at, at) for at in range(head))
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    yield from ((head + a, head + c) for a, c in _parted(*middle))
    yield from ((len(before) - at, len(after) - at) for at in range(tail, 0, -1))


def _parted(before: Items, after: Items) -> Iterator[Pair]:
    few = len(before) * len(after) <= CLOSELY
    a = c = 0
    for next_a, next_c in [*([] if few else _anchors(before, after)), (len(before), len(after))]:
        for at, to in _closely(before[a:next_a], after[c:next_c]):
            yield a + at, c + to
        if next_a < len(before):
            yield next_a, next_c
        a, c = next_a + 1, next_c + 1


def _closely(before: Items, after: Items) -> Iterator[Pair]:
    if not 0 < len(before) * len(after) <= CLOSELY:
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for a, c, size in matcher.get_matching_blocks():
        yield from ((a + step, c + step) for step in range(size))


def _anchors(before: Items, after: Items) -> list[Pair]:
    """The places of what stands once on either side, as many as keep their order."""
    places = _once(after)
    return _rising([(a, places[item]) for item, a in _once(before).items() if item in places])


def _once(items: Items) -> dict[Hashable, int]:
    counted = Counter(items)
    return {item: place for place, item in enumerate(items) if counted[item] == 1}


def _rising(pairs: list[Pair]) -> list[Pair]:
    """The longest part of the pairs, sorted by the first, in which the second rises too."""
    ends: list[int] = []  # the lowest end of a row of each length
    last: list[int] = []  # and which pair that is
    came_from: list[int] = []
    for at, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [at]
        came_from.append(last[length - 1] if length else -1)
    row = []
    at = last[-1] if last else -1
    while at >= 0:
        row.append(pairs[at])
        at = came_from[at]
    return row[::-1]
