"""Files as people send them, and as nobody should, made on the fly."""

import struct
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PROGRAM = b"MZ\x90\x00\x03" + bytes(120) + b"This program cannot be run in DOS mode."
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
NOBODY = 0xFFFFFFFF
CONTENT_TYPES = "[Content_Types].xml"


def picture(kind: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (4, 4)).save(out, kind)
    return out.getvalue()


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: str | bytes) -> bytes:
    return zipped({CONTENT_TYPES: "<Types/>", "word/document.xml": "<w:document/>", **more})


def ole(*names: str, inside: str = "") -> bytes:
    """A compound file with these streams at the top, and one more inside a storage of the first."""
    entries = [_entry("Root Entry", child=1)]
    for number, name in enumerate(names, start=1):
        last = number == len(names)
        child = len(names) + 1 if number == 1 and inside else NOBODY
        entries.append(_entry(name, right=NOBODY if last else number + 1, child=child))
    if inside:
        entries.append(_entry(inside))
    while len(entries) % 4:
        entries.append(bytes(128))
    directory = b"".join(entries)
    chain = [*range(2, len(directory) // 512 + 1), 0xFFFFFFFE]
    table = struct.pack("<128I", *([0xFFFFFFFD, *chain] + [NOBODY] * 128)[:128])
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    )
    header += (
        bytes(10)
        + struct.pack("<II", 1, 1)
        + bytes(8)
        + struct.pack("<5I", 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    )
    return (header + struct.pack("<108I", *[NOBODY] * 108))[:512] + table + directory


def _entry(name: str, *, right: int = NOBODY, child: int = NOBODY) -> bytes:
    label = (name + "\0").encode("utf-16-le")
    links = struct.pack("<HBBIII", len(label), 2, 1, NOBODY, right, child)
    return (label.ljust(64, b"\0") + links).ljust(128, b"\0")


def upload(name: str, data: bytes = PDF) -> SimpleUploadedFile:
    file = SimpleUploadedFile("x", data)
    file._name = name  # past Django's own cleaning, as a caller of another kind would hand it over
    return file
