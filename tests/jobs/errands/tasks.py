"""Jobs that leave a line on the trail, so that doing one twice shows; some get stuck the first time."""

import os
import time
from datetime import timedelta
from pathlib import Path

from tests.jobs.errands.acts import Act
from township_office.audit.capacity import system
from township_office.audit.trail import record
from township_office.jobs.registry import job
from township_office.townships.models import Township

SHORT = timedelta(seconds=1)


def get_stuck_once(*, marker: str, **args: object) -> str:
    """The first who comes leaves a mark and is stuck until let go; who finds the mark goes on."""
    mark, let_go = Path(marker), Path(f"{marker}.let-go")
    if not mark.exists():
        mark.touch()
        while not let_go.exists():
            time.sleep(0.05)
    return "准备好的"


def wait_for_company(*, meeting: str, **args: object) -> str:
    """Begin only when two workers are here."""
    Path(meeting, str(os.getpid())).touch()
    deadline = time.monotonic() + 50
    while len(list(Path(meeting).iterdir())) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    return str(os.getpid())


@job("errands.run", title="跑腿")
def run(*, township_id: int, words: str) -> None:
    record(Act.DONE, Township.objects.get(pk=township_id), by=system(township_id), words=words)


@job("errands.fetch", prepare=lambda *, words, **args: words * 2)
def fetch(fetched: str, *, township_id: int, words: str) -> None:
    run(township_id=township_id, words=fetched)


@job("errands.fail", title="办不成的事", attempts=3)
def fail(*, township_id: int) -> None:
    run(township_id=township_id, words="半途")
    raise ValueError("门锁着")


@job("errands.stuck_while_preparing", prepare=get_stuck_once, lease=SHORT)
def prepared(words: str, *, township_id: int, marker: str) -> None:
    run(township_id=township_id, words=words)


@job("errands.stuck_for_long", prepare=get_stuck_once)
def wait(words: str, *, township_id: int, marker: str) -> None:
    run(township_id=township_id, words=words)


@job("errands.stuck_while_writing", lease=SHORT)
def write(*, township_id: int, marker: str) -> None:
    run(township_id=township_id, words="写了一半的")
    get_stuck_once(marker=marker)


@job("errands.together", prepare=wait_for_company)
def together(pid: str, *, township_id: int, meeting: str, number: int) -> None:
    run(township_id=township_id, words=f"{number} {pid}")
