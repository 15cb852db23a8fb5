"""What a paragraph looks like and is, after its styles: centred, how big, red, which heading, numbered."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from township_office.writing.word.package import w

DEEPEST = 20  # styles based on one another; a circle ends here
UNSET = 9  # what Word writes for an outline level that is none


@dataclass(frozen=True)
class Look:
    """``size`` is the largest in points, 0 where nothing says; ``outline`` 1 is 标题 1, 0 is text."""

    centred: bool = False
    right: bool = False
    size: float = 0
    red: bool = False
    outline: int = 0
    titled: bool = False


@dataclass(frozen=True)
class Styles:
    """The paragraph styles of a document by their ids."""

    by_id: dict[str, Any]
    default: str

    @classmethod
    def of(cls, styles: Any) -> "Styles":
        found = {each.get(w("styleId")): each for each in styles.iter(w("style"))}
        usual = [key for key, each in found.items() if _is_default(each)]
        return cls(found, usual[0] if usual else "")

    def chain(self, paragraph: Any) -> Iterator[Any]:
        """The paragraph itself, its style, what that is based on, and so forth."""
        yield paragraph
        name = value(paragraph, "pPr", "pStyle") or self.default
        for _ in range(DEEPEST):
            style = self.by_id.get(name)
            if style is None:
                return
            yield style
            name = value(style, "basedOn")

    def first(self, paragraph: Any, *path: str) -> str:
        """The nearest word on a property; empty where nobody says."""
        said = (value(each, *path) for each in self.chain(paragraph))
        return next(filter(None, said), "")

    def look(self, paragraph: Any) -> Look:
        alignment = self.first(paragraph, "pPr", "jc")
        return Look(
            centred=alignment == "center",
            right=alignment in ("right", "end"),
            size=self._size(paragraph),
            red=self._is_red(paragraph),
            outline=self._outline(paragraph),
            titled=self._name(paragraph) in ("title", "标题", "公文标题"),
        )

    def _size(self, paragraph: Any) -> float:
        runs = [value(run, "rPr", "sz") for run in written(paragraph)]
        sizes = [int(size) / 2 for size in runs if size.isdecimal()]
        usual = self.first(paragraph, "rPr", "sz")
        if len(sizes) < len(runs) and usual.isdecimal():
            sizes.append(int(usual) / 2)
        return max(sizes, default=0)

    def _is_red(self, paragraph: Any) -> bool:
        colours = [value(run, "rPr", "color") for run in written(paragraph)]
        usual = self.first(paragraph, "rPr", "color")
        return bool(colours) and all(_reddish(colour or usual) for colour in colours)

    def _outline(self, paragraph: Any) -> int:
        level = self.first(paragraph, "pPr", "outlineLvl")
        if level.isdecimal():
            return int(level) + 1 if int(level) < UNSET else 0
        kind, _, number = self._name(paragraph).partition(" ")
        return int(number) if kind in ("heading", "标题") and number.isdecimal() else 0

    def _name(self, paragraph: Any) -> str:
        style = self.by_id.get(value(paragraph, "pPr", "pStyle"))
        return value(style, "name").lower() if style is not None else ""


def value(element: Any, *path: str) -> str:
    """The ``w:val`` at the end of a path of children; empty where there is none."""
    for name in path:
        element = element.find(w(name))
        if element is None:
            return ""
    said: str = element.get(w("val"), "")
    return said


def written(paragraph: Any) -> list[Any]:
    """The runs with words in them; what only spaces out says nothing of the look."""
    return [
        run
        for run in paragraph.iter(w("r"))
        if any((text.text or "").strip() for text in run.iter(w("t")))
    ]


def _is_default(style: Any) -> bool:
    return style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on")


def _reddish(colour: str) -> bool:
    if len(colour) != 6:
        return False
    try:
        red, green, blue = bytes.fromhex(colour)
    except ValueError:
        return False
    return red > 150 and green < 80 and blue < 80
