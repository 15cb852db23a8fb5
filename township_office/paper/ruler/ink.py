"""Marks of ink: lines of text, ruled lines and tables, found by rows and columns that hold ink."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image

from township_office.paper.ruler.raster import PX

GAP = 1.0  # mm of white that part two lines of text
RULE = 1.2  # mm; what is thinner and long is a ruled line
LONG = 100.0  # mm
TABLE = 12.0  # mm; no line of text is so high


@dataclass(frozen=True)
class Mark:
    """A box of ink in millimetres from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    kind: str = "text"  # text, rule, table

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def level(self) -> float:
        return (self.top + self.bottom) / 2


def marks(
    ink: Image.Image, top: float = 0, bottom: float = 0, left: float = 0, right: float = 0
) -> list[Mark]:
    """Whatever lies between two heights (and two edges), line by line from the top."""
    box = _box(ink, left, top, right, bottom)
    part = ink.crop(box)
    found = []
    for first, last in _runs(part.getprojection()[1], GAP):
        inside = part.crop((0, first, part.width, last)).getbbox()
        if inside:
            found.append(
                _mark(box[0] + inside[0], box[1] + first, box[0] + inside[2], box[1] + last)
            )
    return found


def columns(ink: Image.Image, mark: Mark, gap: float) -> list[Mark]:
    """The pieces of a line that so much white parts, from the left; each with its own height."""
    box = _box(ink, mark.left, mark.top, mark.right, mark.bottom)
    part = ink.crop(box)
    found = []
    for first, last in _runs(part.getprojection()[0], gap):
        inside = part.crop((first, 0, last, part.height)).getbbox()
        if inside:
            found.append(
                _mark(box[0] + first, box[1] + inside[1], box[0] + last, box[1] + inside[3])
            )
    return found


def hull(found: Sequence[Mark]) -> Mark | None:
    """The box around several marks."""
    if not found:
        return None
    return Mark(
        min(each.left for each in found),
        min(each.top for each in found),
        max(each.right for each in found),
        max(each.bottom for each in found),
    )


def thickness(shade: Image.Image, rule: Mark) -> float:
    """How thick a ruled line is, finer than a pixel: by how dark its rows are."""
    box = _box(shade, rule.left + 10, rule.top - 0.3, rule.right - 10, rule.bottom + 0.3)
    rows = shade.crop(box).resize((1, box[3] - box[1]), Image.Resampling.BOX).tobytes()
    return float(sum(rows)) / 255 / PX


def _mark(left: int, top: int, right: int, bottom: int) -> Mark:
    mark = Mark(left / PX, top / PX, right / PX, bottom / PX)
    if mark.height < RULE and mark.width > LONG:
        return replace(mark, kind="rule")
    return replace(mark, kind="table") if mark.height > TABLE else mark


def _box(
    ink: Image.Image, left: float, top: float, right: float, bottom: float
) -> tuple[int, int, int, int]:
    return (
        max(0, round(left * PX)),
        max(0, round(top * PX)),
        min(ink.width, round(right * PX)) or ink.width,
        min(ink.height, round(bottom * PX)) or ink.height,
    )


def _runs(inked: Sequence[int], gap: float) -> list[tuple[int, int]]:
    """First and last of each stretch with ink; stretches closer than the gap are one."""
    runs: list[tuple[int, int]] = []
    start = None
    for at, here in enumerate([*inked, 0]):
        if here and start is None:
            start = at
        elif not here and start is not None:
            if runs and start - runs[-1][1] < gap * PX:
                runs[-1] = (runs[-1][0], at)
            else:
                runs.append((start, at))
            start = None
    return runs
