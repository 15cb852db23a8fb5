"""The kind of a file by its content; the name only has to agree."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import IO, Any

import puremagic
from django.core.files.base import File

from township_office.files.checks import kinds, office
from township_office.files.checks.names import split_extension
from township_office.files.models import Kind
from township_office.web.refusals import Refused

MB = 1024 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# puremagic also goes by a file's tail and by two-letter beginnings; these must open the file.
OPENINGS: dict[bytes, Kind] = {
    b"%PDF-": Kind.PDF,
    b"\xff\xd8\xff": Kind.JPEG,
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"II*\x00": Kind.TIFF,
    b"MM\x00*": Kind.TIFF,
}
CONTAINERS: dict[bytes, Callable[[IO[bytes]], Kind | None]] = {
    ZIP: office.kind_of_zip,
    OLE: office.kind_of_ole,
}
BYTE_ORDER_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
NEVER_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


def check_size(size: int, *, largest_mb: int) -> None:
    if not size:
        raise Refused("这是一个空文件，里面没有内容。请重新扫描或另存后再传。")
    if size > largest_mb * MB:
        raise Refused(
            f"文件有 {size / MB:.1f} MB，超过了 {largest_mb} MB 的上限。"
            "请压缩图片、降低扫描分辨率，或分成几个文件再传。"
        )


def kind_of(content: File[Any], name: str) -> Kind:
    """What the content is, certain enough to keep it. Raises Refused for all else.

    Leaves the content at its beginning.
    """
    extension = split_extension(name)[1].lstrip(".").lower()
    if extension not in kinds.KNOWN:
        raise Refused(f"不收{_called(extension)}的文件。可以传{kinds.TAKEN}。")
    kind = _kind_by_content(content)
    content.seek(0)
    if kind is None:
        raise Refused(f"看不出内容是哪一类文件。可以传{kinds.TAKEN}。")
    if extension not in kinds.EXTENSIONS[kind]:
        raise Refused(
            f"文件名写的是 .{extension}，内容却是{kind.label}。请用原来的软件打开，另存后再传。"
        )
    return kind


def _called(extension: str) -> str:
    return f" .{extension} 类" if extension else "没有扩展名"


def _kind_by_content(content: File[Any]) -> Kind | None:
    content.seek(0)
    head = content.read(16)
    for opening, look_inside in CONTAINERS.items():
        if head.startswith(opening):
            return look_inside(content)
    for opening, kind in OPENINGS.items():
        if head.startswith(opening):
            return kind if _magic_agrees(content, kind) else None
    return Kind.TEXT if _is_text(content) else None


def _magic_agrees(content: File[Any], kind: Kind) -> bool:
    """Whether the surest guesses name this kind: a camera's raw file also opens like a TIFF."""
    content.seek(0)
    guesses = puremagic.magic_stream(content)
    surest = max(guess.confidence for guess in guesses)
    return any(guess.mime_type == kind for guess in guesses if guess.confidence == surest)


def _is_text(content: File[Any]) -> bool:
    """Whether all of it is readable words, in one of the encodings Windows writes."""
    content.seek(0)
    data = content.read()
    for encoding in (BYTE_ORDER_MARKS.get(data[:2], "utf-8"), "gb18030"):
        try:
            return NEVER_IN_TEXT.search(data.decode(encoding)) is None
        except UnicodeDecodeError:
            continue
    return False
