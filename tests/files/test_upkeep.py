import os
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.files import samples
from tests.files.samples import upload
from township_office.files.actions import keep
from township_office.files.tasks import sweep_orphans

HOUR = 3600


@pytest.fixture
def kept(paper, by):
    return keep(upload("榆应急87号.pdf"), attached_to=paper, by=by)


def left(path, *, hours: int):
    """A content without a row, written so many hours ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(samples.PDF)
    os.utime(path, (time.time() - hours * HOUR,) * 2)
    return path


def test_the_broom_takes_old_orphans_and_nothing_else(kept, store):
    old = left(store / "ab" / "abandoned", hours=25)
    torn = left(store / "ab" / ".torn.part", hours=25)
    young = left(store / "ab" / "young", hours=23)
    os.utime(store / kept.stored, (time.time() - 1000 * HOUR,) * 2)
    sweep_orphans()
    assert not old.exists() and not torn.exists()
    assert young.exists() and (store / kept.stored).exists()


def test_the_broom_finds_nothing_where_nothing_was_ever_kept(store, db):
    sweep_orphans()
    assert not store.exists()


def verified() -> str:
    out = StringIO()
    call_command("verify_files", stdout=out)
    return out.getvalue()


def test_whole_files_verify(kept):
    assert "1 个文件全部完好" in verified()


def test_a_changed_content_is_reported(kept, store):
    (store / kept.stored).write_bytes(samples.PDF + b" ")
    out = StringIO()
    with pytest.raises(CommandError, match="1 个文件有问题"):
        call_command("verify_files", stdout=out)
    assert "“榆应急87号.pdf”" in out.getvalue()
    assert "内容与存入时不同" in out.getvalue()


def test_a_lost_content_is_reported(kept, store):
    (store / kept.stored).unlink()
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_files", stdout=out)
    assert "不在存放处" in out.getvalue()
