"""Containers: zip (OFD, docx, xlsx, pptx) and OLE (doc, xls, ppt and what WPS made of them)."""

import struct
from typing import IO
from zipfile import BadZipFile, ZipFile

from township_office.files.checks import ole
from township_office.files.models import Kind
from township_office.web.refusals import Refused
from township_office.writing.containers import (
    BROKEN,
    CONTENT_TYPES,
    LOCKED,
    MACROS,
    check_container,
)

ZIP_KINDS = {
    "OFD.xml": Kind.OFD,
    "word/document.xml": Kind.DOCX,
    "xl/workbook.xml": Kind.XLSX,
    "ppt/presentation.xml": Kind.PPTX,
}
OLE_KINDS = {
    "WordDocument": Kind.DOC,
    "Workbook": Kind.XLS,
    "Book": Kind.XLS,
    "PowerPoint Document": Kind.PPT,
}
OLE_LOCKED, OLE_MACROS = "EncryptedPackage", "_VBA_PROJECT"


def kind_of_zip(stream: IO[bytes]) -> Kind | None:
    """OFD or Office, judged by the parts; None for any other zip. Raises Refused for what is unsafe."""
    try:
        with ZipFile(stream) as archive:
            check_container(archive)
            names = set(archive.namelist())
    except (BadZipFile, NotImplementedError, ValueError) as error:
        raise Refused(BROKEN) from error
    found = {kind for part, kind in ZIP_KINDS.items() if part in names}
    if found != {Kind.OFD} and CONTENT_TYPES not in names:
        return None
    return found.pop() if len(found) == 1 else None


def kind_of_ole(stream: IO[bytes]) -> Kind | None:
    """doc, xls or ppt by the streams at the top. Raises Refused for a locked one and for macros."""
    stream.seek(0)
    try:
        top, everywhere = ole.names_in(stream.read())
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Refused(BROKEN) from error
    if OLE_LOCKED in top:
        raise Refused(LOCKED)
    if OLE_MACROS in everywhere:
        raise Refused(MACROS)
    return next((kind for name, kind in OLE_KINDS.items() if name in top), None)
