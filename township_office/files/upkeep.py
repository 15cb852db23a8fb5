"""Look after the storage: what belongs to no file goes, what is not what it was is told."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage

from township_office import clock
from township_office.files.actions import digest_of
from township_office.files.models import File

GRACE = timedelta(hours=24)  # longer than any transaction; what is younger may still get its row


def sweep_orphans() -> int:
    """Remove contents whose transaction never came to its end; how many they were."""
    before = clock.now() - GRACE
    orphans = [name for name in _without_a_row() if _written_at(name) < before]
    for name in orphans:
        default_storage.delete(name)
    return len(orphans)


def _without_a_row() -> Iterator[str]:
    for folder in _folders():
        _, names = default_storage.listdir(folder)
        stored = {f"{folder}/{name}" for name in names}
        kept = File.objects.filter(stored__startswith=f"{folder}/").values_list("stored", flat=True)
        yield from stored.difference(kept)


def _folders() -> list[str]:
    try:
        return list(default_storage.listdir("")[0])
    except FileNotFoundError:  # nothing was ever kept
        return []


def _written_at(name: str) -> datetime:
    moment: datetime = default_storage.get_modified_time(name)
    return moment


def damaged() -> Iterator[tuple[File, str]]:
    """The files whose content is lost or is not what was handed in, each with the fault in words."""
    for file in File.objects.filter(erased_on__isnull=True).order_by("id").iterator():
        if fault := _fault_of(file):
            yield file, fault


def _fault_of(file: File) -> str:
    try:
        with default_storage.open(file.stored) as content:
            return "" if digest_of(content) == file.sha256 else "内容与存入时不同"
    except FileNotFoundError:
        return "不在存放处"
