from __future__ import annotations

import os
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class DurableStorage(FileSystemStorage):
    """A folder in which a file is wholly there or not at all, and stays after the power goes.

    Written under a temporary name, brought to the disk, then renamed. Raises OSError, and leaves
    nothing behind, where that fails.
    """

    def _save(self, name: str, content: File[Any]) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        try:
            with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
                _write(content, out)
            part.rename(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        for folder in (path.parent, path.parent.parent):
            _sync_folder(folder)
        return name


def _write(content: Any, out: IO[bytes]) -> None:
    for chunk in content.chunks():
        out.write(chunk)
    out.flush()
    os.fsync(out.fileno())


def _sync_folder(folder: Path) -> None:
    """A new name is safe only when its folder has reached the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
