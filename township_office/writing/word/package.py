"""The parts of a .docx that matter for its text, opened as from a stranger."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as Torn

from lxml import etree

from township_office.web.refusals import Refused
from township_office.writing.containers import BROKEN, CONTENT_TYPES, check_container

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
LARGEST = 30 * 1024 * 1024  # bytes of the file; a body without its pictures needs far less
LARGEST_TEXT = 8 * 1024 * 1024  # bytes of one part in XML, some 400 pages
MOST_ELEMENTS, MOST_PARAGRAPHS = 300_000, 20_000  # of one part; WPS needs 800 and 20 for a page
BODY, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
OLD = b"\xd0\xcf\x11\xe0"

NOT_WORD = "这不是 Word 文档（.docx）。请用 WPS 或 Word 打开，另存为 .docx 再导入。"
TOO_OLD = "这是旧版 .doc 或设了密码的文档。请用 WPS 或 Word 打开，另存为不带密码的 .docx 再导入。"
TOO_LARGE = "文档太大，导入的应当是一份公文。请删去图片，或分成几份再导入。"
SUSPICIOUS = "文档的内部结构不正常。请用 WPS 或 Word 打开，另存后再导入。"


class Unreadable(Refused):
    """A file that is not imported, with what to do instead."""

    status = 422
    title = "没有导入"


@dataclass(frozen=True)
class Package:
    """The XML of a document; ``margins`` are its headers and footers."""

    body: Any
    styles: Any
    numbering: Any
    margins: tuple[Any, ...]


def w(name: str) -> str:
    """``p`` → the name of a paragraph in WordprocessingML."""
    return f"{{{W}}}{name}"


def opened(data: bytes) -> Package:
    """Raises Unreadable for what is no .docx, for a bomb, macros, entities, a password."""
    _check_beginning(data)
    try:
        with ZipFile(BytesIO(data)) as archive:
            check_container(archive)
            return _package(archive)
    except Refused as refusal:
        raise Unreadable(refusal.sentence) from refusal
    except (BadZipFile, NotImplementedError, ValueError, EOFError, Torn) as error:
        raise Unreadable(BROKEN) from error


def _check_beginning(data: bytes) -> None:
    if len(data) > LARGEST:
        raise Unreadable(TOO_LARGE)
    if data.startswith(OLD):
        raise Unreadable(TOO_OLD)
    if not data.startswith(b"PK"):
        raise Unreadable(NOT_WORD)


def _package(archive: ZipFile) -> Package:
    names = set(archive.namelist())
    if not {BODY, CONTENT_TYPES} <= names:
        raise Unreadable(NOT_WORD)
    margins = sorted(name for name in names if name.startswith(("word/header", "word/footer")))
    body = _parsed(archive, BODY)
    if body.tag != w("document") or body.find(w("body")) is None:
        raise Unreadable(NOT_WORD)
    return Package(
        body=body,
        styles=_parsed(archive, STYLES) if STYLES in names else etree.Element(w("styles")),
        numbering=(
            _parsed(archive, NUMBERING) if NUMBERING in names else etree.Element(w("numbering"))
        ),
        margins=tuple(_parsed(archive, name) for name in margins),
    )


def _parsed(archive: ZipFile, name: str) -> Any:
    """One part, without its entities: Office writes none, so whoever declares one means harm."""
    if archive.getinfo(name).file_size > LARGEST_TEXT:
        raise Unreadable(TOO_LARGE)
    strangers = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(archive.read(name).replace(STRICT, W.encode()), strangers)
    except etree.XMLSyntaxError as error:
        raise Unreadable(SUSPICIOUS) from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(SUSPICIOUS)
    check_count(root.iter(), MOST_ELEMENTS)
    check_count(root.iter(w("p")), MOST_PARAGRAPHS)
    return root


def check_count(elements: Iterable[Any], most: int) -> None:
    """Raises Unreadable for more elements than that: a small file may unpack to a day's work."""
    if any(count > most for count, _ in enumerate(elements, start=1)):
        raise Unreadable(TOO_LARGE)
