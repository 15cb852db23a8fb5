import errno
import os
from hashlib import sha256

import pytest
from django.db import transaction

from tests.files import samples
from tests.files.samples import upload
from township_office import click
from township_office.audit.trail import trail_of
from township_office.files.actions import keep, keep_bytes
from township_office.files.models import File, Kind
from township_office.people.models import Organ
from township_office.townships.models import Setting
from township_office.web.refusals import Refused


def contents(store) -> list[bytes]:
    return [path.read_bytes() for path in store.rglob("*") if path.is_file()]


def test_a_kept_file_says_all_about_itself(paper, by, house):
    with click.served("a-click"):
        file = keep(upload("榆应急87号.pdf"), attached_to=paper, by=by, role="scan", order=2)
    file.refresh_from_db()
    assert (file.name, file.kind, file.extension) == ("榆应急87号.pdf", Kind.PDF, "pdf")
    assert (file.size, file.sha256) == (len(samples.PDF), sha256(samples.PDF).hexdigest())
    assert (file.record, file.role, file.order) == (paper, "scan", 2)
    assert (file.township, file.uploaded_by, file.click) == (
        house.township,
        house["文书"],
        "a-click",
    )


def test_the_content_lies_under_a_random_name_that_only_the_office_reads(paper, by, store):
    file = keep(upload("榆应急87号.pdf"), attached_to=paper, by=by)
    assert contents(store) == [samples.PDF]
    path = store / file.stored
    assert "榆应急" not in file.stored and "pdf" not in file.stored
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_keeping_a_file_stands_on_the_records_trail(paper, by):
    keep(upload("榆应急87号.pdf"), attached_to=paper, by=by)
    keep_bytes("文件阅办单.pdf", samples.PDF, attached_to=paper, by=by, role="form")
    assert [(entry.code, entry.words) for entry in trail_of(paper)] == [
        ("files.kept", "榆应急87号.pdf"),
        ("files.generated", "文件阅办单.pdf"),
    ]


def test_files_hang_on_their_record_in_order(paper, by):
    for order, name in ((1, "附件.pdf"), (0, "正文.pdf")):
        keep(upload(name), attached_to=paper, by=by, order=order)
    names = [file.name for file in File.objects.attached_to(paper)]
    assert names == ["正文.pdf", "附件.pdf"]


def test_the_townships_own_limit_counts(paper, by, house):
    Setting.objects.create(
        township=house.township, key="files.largest_mb", value=0, valid_from="2020-01-01"
    )
    with pytest.raises(Refused, match="超过了 0 MB 的上限"):
        keep(upload("榆应急87号.pdf"), attached_to=paper, by=by)


def test_a_refused_file_leaves_nothing(paper, by, store):
    with pytest.raises(Refused):
        keep(upload("榆应急87号.pdf", samples.PROGRAM), attached_to=paper, by=by)
    assert not File.objects.exists()
    assert contents(store) == []
    assert not trail_of(paper).exists()


def test_nothing_hangs_on_a_record_that_does_not_say_who_sees_it(house, by):
    organ = Organ.objects.create(township=house.township, name="县政府办")
    with pytest.raises(TypeError, match="Organ does not say"):
        keep(upload("榆应急87号.pdf"), attached_to=organ, by=by)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_a_sentence_and_leaves_nothing(paper, by, store, monkeypatch, number):
    monkeypatch.setattr(os, "fsync", lambda descriptor: fail(number))
    with pytest.raises(Refused, match="磁盘满了"):
        keep(upload("榆应急87号.pdf"), attached_to=paper, by=by)
    assert not File.objects.exists()
    assert contents(store) == []


def test_another_fault_of_the_disk_is_not_called_full(paper, by, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda descriptor: fail(errno.EIO))
    with pytest.raises(OSError, match="Input/output error"):
        keep(upload("榆应急87号.pdf"), attached_to=paper, by=by)


def test_a_transaction_that_fails_later_leaves_an_orphan_at_most(paper, by, store):
    with pytest.raises(RuntimeError), transaction.atomic():
        keep(upload("榆应急87号.pdf"), attached_to=paper, by=by)
        raise RuntimeError
    assert not File.objects.exists()
    assert contents(store) == [samples.PDF]


def fail(number: int):
    raise OSError(number, os.strerror(number))
