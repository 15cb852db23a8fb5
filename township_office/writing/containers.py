"""What a zipped document must be before a part of it is read: small, plain, without macros."""

from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from township_office.web.refusals import Refused

MB = 1024 * 1024
LARGEST_UNPACKED = 200 * MB
MOST_MEMBERS = 2000
# XML packs 10 to 50 times, an empty sheet of styled cells 100 times; deflate itself ends at 1032.
HIGHEST_RATIO, RATIO_COUNTS_FROM = 200, 10 * MB
CONTENT_TYPES = "[Content_Types].xml"
LONGEST_CONTENT_TYPES = 1 * MB

BROKEN = "文件打不开，可能没有传完整。请用原来的软件打开，另存后再传。"
LOCKED = "文件设了打开密码，别人看不了。请去掉密码，另存后再传。"
SUSPICIOUS = "文件的内部结构不正常。请用原来的软件打开，另存后再传。"
HUGE = "文件展开后太大。请压缩里面的图片，或分成几个文件再传。"
MACROS = "文件里带有宏程序。请另存为不带宏的格式（如 .docx、.xlsx），或转成 PDF 再传。"


def check_container(archive: ZipFile) -> None:
    """Raises Refused with what to do: a bomb, a password, macros, a part that leaves its folder."""
    _check_members(archive.infolist())
    _check_macros(archive)


def _check_members(members: list[ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > LARGEST_UNPACKED or len(members) > MOST_MEMBERS:
        raise Refused(HUGE)
    if unpacked > RATIO_COUNTS_FROM and unpacked > HIGHEST_RATIO * packed:
        raise Refused(SUSPICIOUS)
    if any(member.flag_bits & 1 for member in members):
        raise Refused(LOCKED)
    names = [member.filename for member in members]
    if len(set(names)) < len(names) or any(_escapes(name) for name in names):
        raise Refused(SUSPICIOUS)


def _escapes(name: str) -> bool:
    """Whether unpacking this member would write outside its folder."""
    return name.startswith("/") or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts


def _check_macros(archive: ZipFile) -> None:
    names = [member.filename.lower() for member in archive.infolist()]
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise Refused(MACROS)
    if CONTENT_TYPES in archive.namelist() and b"macroenabled" in _content_types(archive):
        raise Refused(MACROS)


def _content_types(archive: ZipFile) -> bytes:
    with archive.open(CONTENT_TYPES) as part:
        return part.read(LONGEST_CONTENT_TYPES).lower()
