"""The names inside an OLE compound file [MS-CFB]: a small file system of sectors, chains and a tree."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

ENTRY = 128  # bytes
LAST_SECTOR = 0xFFFFFFFA  # numbers from here on mark the end of a chain or a free place
NOBODY = 0xFFFFFFFF


@dataclass(frozen=True)
class Entry:
    """A stream or storage, with its neighbours in the tree of its storage and its first child."""

    name: str
    left: int
    right: int
    child: int


def names_in(data: bytes) -> tuple[set[str], set[str]]:
    """The names at the top, and those in all storages.

    Raises struct.error, IndexError or UnicodeDecodeError where the file is broken.
    """
    entries = [_entry(raw) for raw in _directory(data)]
    return {entry.name for entry in _siblings(entries, entries[0].child)}, {
        entry.name for entry in entries
    }


def _entry(raw: bytes) -> Entry:
    length, left, right, child = struct.unpack("<64xH2xIII48x", raw)
    return Entry(raw[: max(length - 2, 0)].decode("utf-16-le"), left, right, child)


def _siblings(entries: list[Entry], first: int) -> Iterator[Entry]:
    waiting, seen = [first], {NOBODY}
    while waiting:
        number = waiting.pop()
        if number not in seen:
            seen.add(number)
            yield (entry := entries[number])
            waiting += [entry.left, entry.right]


def _directory(data: bytes) -> Iterator[bytes]:
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    table = _table(data, size)
    (number,) = struct.unpack_from("<I", data, 48)
    seen: set[int] = set()
    while number < LAST_SECTOR and number not in seen:
        seen.add(number)
        sector = _sector(data, number, size)
        yield from (sector[at : at + ENTRY] for at in range(0, len(sector), ENTRY))
        number = table[number]


def _table(data: bytes, size: int) -> list[int]:
    """Which sector follows which; the sectors of the table itself are listed in the header."""
    listed = list(struct.unpack_from("<109I", data, 76))
    more, blocks = struct.unpack_from("<II", data, 68)
    for _ in range(min(blocks, len(data) // size)):
        *numbers, more = _numbers(_sector(data, more, size))
        listed += numbers
    return [
        following
        for number in listed
        if number < LAST_SECTOR
        for following in _numbers(_sector(data, number, size))
    ]


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector)


def _sector(data: bytes, number: int, size: int) -> bytes:
    start = (number + 1) * size
    if start + size > len(data):
        raise IndexError(f"sector {number} lies behind the end")
    return data[start : start + size]
