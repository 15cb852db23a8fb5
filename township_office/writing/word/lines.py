"""A cleaned document as lines and tables, in order; mammoth reads, for it knows runs and merged cells."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import mammoth
from lxml import etree
from lxml import html as markup

from township_office.writing.blocks import Table, blocks_of
from township_office.writing.levels import INDENT
from township_office.writing.word.looks import Look, Styles
from township_office.writing.word.package import BODY, SUSPICIOUS, Unreadable, check_count, w

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
BARE = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="r1" Type="{OFFICE}" Target="{BODY}"/></Relationships>'
    ),
}
MOST_READ = 60_000  # elements left to mammoth, which takes a tenth of a millisecond for each
# What mammoth meets in a document that only claims to be one; it has no error of its own.
STUMBLES = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Line:
    """One paragraph, or what stood between two soft returns."""

    text: str
    look: Look = field(default_factory=Look)


Part = Line | Table


def words(part: Part) -> str:
    """A line's text, or all that a table says."""
    if isinstance(part, Line):
        return part.text
    return " ".join(cell.text for row in part.rows for cell in row)


def lines_of(body: Any, styles: Styles) -> list[Part]:
    """Raises Unreadable where the document makes no sense."""
    looks = _marked(body, styles)
    check_count(body.iter(), MOST_READ)
    style_map = "\n".join(f"p.{name} => p.{name}:fresh" for name in looks.values())
    try:
        read = mammoth.convert_to_html(
            _bare(body), style_map=style_map, include_embedded_style_map=False
        ).value
    except STUMBLES as error:
        raise Unreadable(SUSPICIOUS) from error
    by_name = {name: look for look, name in looks.items()}
    return [part for part in _parts(read, by_name) if isinstance(part, Table) or part.text]


def _marked(body: Any, styles: Styles) -> dict[Look, str]:
    """Each look gets a name, which takes the place of the paragraph's style."""
    names: dict[Look, str] = {}
    for paragraph in list(body.iter(w("p"))):
        look = styles.look(paragraph)
        name = names.setdefault(look, f"Look{len(names)}")
        properties = paragraph.find(w("pPr"))
        ends = None if properties is None else properties.find(w("rPr"))
        bare = etree.Element(w("pPr"))
        etree.SubElement(bare, w("pStyle")).set(w("val"), name)
        if ends is not None:
            bare.append(ends)
        if properties is not None:
            paragraph.remove(properties)
        paragraph.insert(0, bare)
    for run in body.iter(w("r")):
        for properties in run.findall(w("rPr")):
            run.remove(properties)
    for text in body.iter(w("t")):
        text.text = (text.text or "").replace("\n", " ").replace("\t", " ")
    return names


def _bare(body: Any) -> BytesIO:
    """A package of the body alone, so that mammoth meets nothing that was not looked at."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in BARE.items():
            archive.writestr(name, content)
        archive.writestr(BODY, etree.tostring(body))
    out.seek(0)
    return out


def _parts(read: str, looks: dict[str, Look]) -> Iterator[Part]:
    for element in markup.fragments_fromstring(read) if read.strip() else ():
        if isinstance(element, str):
            continue
        if element.tag == "table":
            yield from _tables(element)
            continue
        look = looks.get(element.get("class", ""), Look())
        for block in blocks_of(markup.tostring(element, encoding="unicode", with_tail=False)):
            if not isinstance(block, Table):
                yield from (Line(_trimmed(text), look) for text in block.text.split("\n"))


def _tables(element: Any) -> Iterator[Table]:
    found = blocks_of(markup.tostring(element, encoding="unicode", with_tail=False))
    yield from (block for block in found if isinstance(block, Table))


def _trimmed(text: str) -> str:
    return text.replace("\t", " ").strip(INDENT)
