from __future__ import annotations

import errno
from functools import partial
from hashlib import sha256
from typing import IO, Any, cast
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.base import File as Content
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.formats import date_format

from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.acts import Act
from township_office.files.checks import checked
from township_office.files.models import File, Reading
from township_office.files.rules import guard_of
from township_office.people.models import Officer
from township_office.townships.settings import declare, settings_of
from township_office.web.refusals import Refused

LARGEST = declare("files.largest_mb", "单个文件的上限（MB）", default=50)
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
NO_ROOM_LEFT = "服务器的磁盘满了，文件没有存入。请告诉系统管理员清理磁盘，再传一次。"


@transaction.atomic
def keep(
    upload: Content[Any],
    *,
    attached_to: models.Model,
    by: Capacity,
    role: str = "",
    order: int = 0,
) -> File:
    """Keep a file that somebody handed in, for good, hanging on a record.

    Raises Refused for what must not be kept (``checks``) and when the disk is full; TypeError for a
    record that does not say to whom it is visible. When the caller's transaction fails later, the
    content stays behind without a row and the nightly sweep takes it away.
    """
    file = _keep(upload, attached_to, by, role, order)
    record(Act.KEPT, attached_to, by=by, words=file.name, after=_facts(file))
    return file


@transaction.atomic
def keep_bytes(
    name: str,
    data: bytes,
    *,
    attached_to: models.Model,
    by: Capacity,
    role: str = "",
    order: int = 0,
) -> File:
    """Keep what the system itself made, e.g. the 文件阅办单 as PDF. Raises as ``keep`` does."""
    file = _keep(ContentFile(data, name=name), attached_to, by, role, order)
    record(Act.GENERATED, attached_to, by=by, words=file.name, after=_facts(file))
    return file


@transaction.atomic
def erase(file: File, *, by: Capacity) -> None:
    """Let the content go for good, where the law lets it be kept only so long; the row stays.

    The nightly sweep takes it out of the storage should the machine stop before that is done.
    """
    stored = file.stored
    file.stored, file.erased_on = f"erased-{file.pk}", clock.today()
    file.name = "已删除的文件"
    file.save(update_fields=["stored", "name", "erased_on"])
    transaction.on_commit(partial(default_storage.delete, stored), robust=True)
    record(Act.ERASED, cast(models.Model, file.record), by=by, after={"SHA-256": file.sha256})


def open_for(file: File, *, officer: Officer, how: Reading.How, address: str | None) -> IO[bytes]:
    """The content, for one who may read it; that he read it is noted for good.

    Raises Refused when it was erased, or the storage has lost it.
    """
    if file.erased_on is not None:
        raise Refused(f"保存期满，内容已于{date_format(file.erased_on)}删除。")
    try:
        content = default_storage.open(file.stored)
    except FileNotFoundError as error:
        raise Refused(f"“{file.name}”不在存放处，请告诉系统管理员从备份中恢复。") from error
    Reading.objects.create(
        file=file, officer=officer, officer_name=officer.name, address=address, how=how
    )
    return content


def _keep(
    content: Content[Any], attached_to: models.Model, by: Capacity, role: str, order: int
) -> File:
    guard_of(type(attached_to))
    seen = checked(content, largest_mb=settings_of(by.township_id)[LARGEST.key])
    file = File(
        township_id=by.township_id,
        name=seen.name,
        kind=seen.kind,
        extension=seen.extension,
        size=content.size,
        sha256=digest_of(content),
        record=attached_to,
        role=role,
        order=order,
        uploaded_by_id=by.officer_id,
    )
    file.stored = _store(content)
    file.save(force_insert=True)
    return file


def digest_of(content: Content[Any]) -> str:
    """SHA-256 of the whole content, which is left at its beginning."""
    digest = sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()


def _store(content: Content[Any]) -> str:
    """Put the content under a random name, spread over 256 folders."""
    name = uuid4().hex
    try:
        return default_storage.save(f"{name[:2]}/{name}", content)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise Refused(NO_ROOM_LEFT) from error
        raise


def _facts(file: File) -> dict[str, Any]:
    return {"大小": file.size, "SHA-256": file.sha256}
