"""Blocks read from markup tag by tag: however deep or broken it is, nothing is nested here."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from township_office.writing.blocks import BODY, LEVELS, Block, Cell, Paragraph, Table

# h1 is the title's, a field of its own; but Word's 标题 1 is what stands on 一、
HEADINGS = {**LEVELS, "h1": 1, "h6": 4}
BREAKING = HEADINGS.keys() | {"ul", "ol", "li", "pre", "hr", "div", "section", "article", "main"}
BREAKING |= {
    "header",
    "footer",
    "nav",
    "aside",
    "address",
    "blockquote",
    "center",
    "dl",
    "dt",
    "dd",
}
BREAKING |= {"figure", "figcaption", "form", "fieldset", "legend"}
WIDEST, TALLEST = 50, 500  # cells that one cell may span
WIDE = r"[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"
WRAPPED = re.compile(rf"(?<={WIDE})\n|\n(?={WIDE})")  # the end of a line of source, not of a word
NUMBERED = re.compile(r"\s*(?:\d+[.．、]|[（(]|[一二三四五六七八九十]+、|[①-⑳])")
COUNTED = r"[\d一二三四五六七八九十]{1,3}"
AFTER_A_NUMBER = re.compile(rf"(?m)^(\d+[.．、]|[（(]{COUNTED}[）)]|{COUNTED}、) +(?={WIDE})")
PARTED = re.compile(r"\n(?=[ \xa0]*(?:\n|\u3000|\xa0{2}))")  # an empty line, or an indented one


class Reader(HTMLParser):
    """Reads well-formed markup; ``blocks`` holds what it said once it is closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._level = BODY
        self._open: list[str] = []  # the breaking tags around the words being read
        self._counts: list[
            int | None
        ] = []  # of the lists around them; None where nothing is counted
        self._number = ""  # to be put before the next word of a list
        self._tables = 0
        self._rows: list[tuple[Cell, ...]] = []
        self._row: list[Cell] = []
        self._cell: Cell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        match tag:
            case "br":
                self._break_line()
            case "table":
                self._open_table()
            case "tr":
                self._break()
            case "td" | "th":
                self._open_cell(tag, said)
            case _ if tag in BREAKING:
                self._break()
                self._enter(tag, said)

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "table":
                self._close_table()
            case "tr" if self._tables == 1:
                self._close_row()
            case "td" | "th":
                self._close_cell()
            case _ if tag in BREAKING:
                self._break()
                self._leave(tag)

    def handle_data(self, data: str) -> None:
        if not data.strip():
            data = "\xa0" if "\xa0" in data else " "
        elif self._number:
            data = data if NUMBERED.match(data) else self._number + data.lstrip()
            self._number = ""
        loose = not self._open and not self._tables
        if loose or "pre" in self._open[-1:]:
            self._words.append(data)
        else:
            self._words.append(_unwrapped(data))
        if loose and "\n" in data:
            self._break_into_lines()

    def close(self) -> None:
        super().close()
        self._break()

    def _enter(self, tag: str, said: dict[str, str | None]) -> None:
        self._open.append(tag)
        self._level = HEADINGS.get(tag, self._level)
        if tag in ("ul", "ol"):
            start = _count(said.get("start"), 9999)
            self._counts.append(start if tag == "ol" else None)
        elif tag == "li" and self._counts and (count := self._counts[-1]) is not None:
            self._number = f"{count}." if len(self._counts) == 1 else f"（{count}）"
            self._counts[-1] = count + 1

    def _leave(self, tag: str) -> None:
        if self._open:
            self._open.pop()
        if tag in HEADINGS:
            self._level = BODY
        elif tag == "li":
            self._number = ""
        elif tag in ("ul", "ol") and self._counts:
            self._counts.pop()

    def _break(self) -> None:
        """What was read is a paragraph; within a cell it is a line of it."""
        if self._cell is not None:
            self._words.append("\n")
            return
        words, self._words = "".join(self._words), []
        self.blocks += (Paragraph(text, self._level) for text in _paragraphs(words))

    def _break_line(self) -> None:
        tight = self._cell is not None or (self._open and self._open[-1] in HEADINGS)
        if tight:
            self._words.append("\n")
        else:
            self._break()

    def _break_into_lines(self) -> None:
        *lines, rest = "".join(self._words).split("\n")
        for line in lines:
            self._words = [line]
            self._break()
        self._words = [rest]

    def _open_table(self) -> None:
        self._break()
        self._tables += 1
        if self._tables == 1:
            self._rows, self._row = [], []

    def _close_table(self) -> None:
        self._tables -= 1
        if self._tables == 0 and self._rows:
            self.blocks.append(Table(tuple(self._rows)))
        elif self._tables:
            self._break()

    def _open_cell(self, tag: str, said: dict[str, str | None]) -> None:
        if self._tables > 1:  # a table within a cell: its cells are words of that cell
            self._words.append(" ")
            return
        self._break()
        self._cell = Cell(
            "",
            columns=_count(said.get("colspan"), WIDEST),
            rows=_count(said.get("rowspan"), TALLEST),
            heads=tag == "th",
        )

    def _close_cell(self) -> None:
        if self._tables > 1 or self._cell is None:
            return
        text = "\n".join(_lines("".join(self._words)))
        self._row.append(Cell(text, self._cell.columns, self._cell.rows, self._cell.heads))
        self._words, self._cell = [], None

    def _close_row(self) -> None:
        if self._row:
            self._rows.append(tuple(self._row))
        self._row = []


def _unwrapped(data: str) -> str:
    data = re.sub(r"[ \t\n]+", lambda space: "\n" if "\n" in space[0] else " ", data)
    return WRAPPED.sub("", data).replace("\n", " ")


def _paragraphs(words: str) -> Iterator[str]:
    for part in PARTED.split(words):
        if text := "\n".join(_lines(part)):
            yield AFTER_A_NUMBER.sub(r"\1", text)


def _lines(words: str) -> Iterator[str]:
    for line in words.split("\n"):
        if text := re.sub(r"[ \t\xa0]+", " ", line).strip():
            yield text


def _count(said: str | None, most: int) -> int:
    return min(int(said), most) if said and re.fullmatch(r"[1-9][0-9]{0,5}", said) else 1
