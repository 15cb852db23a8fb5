import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "office"
PATIENCE = 120.0  # seconds, for a machine that does much else; an idle one needs four


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, fresh for each test."""
    loader = SourceFileLoader("office", str(SCRIPT))
    spec = importlib.util.spec_from_loader("office", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "office", module)
    loader.exec_module(module)
    return module


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]


def environment(var: Path, **more: str) -> dict[str, str]:
    """What a person's shell holds, without what this test run was given for itself."""
    foreign = {"DATABASE_URL", "REDIS_URL", "OFFICE_URL", "OFFICE_DEMO", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return kept | {"OFFICE_VAR": str(var)} | more


def run(*words: str, var: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A command typed and waited for."""
    return subprocess.run(
        [sys.executable, SCRIPT, *words],
        env=environment(var, **more),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def living(var: Path) -> list[int]:
    """The processes of the office that keeps its things there."""
    mark = f"OFFICE_VAR={var}\0".encode()
    return [int(process.name) for process in Path("/proc").glob("[0-9]*") if has(process, mark)]


def has(process: Path, mark: bytes) -> bool:
    try:
        return mark in (process / "environ").read_bytes() + b"\0"
    except OSError:
        return False


def wait_until(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


class Up:
    """A running `office up`, and what it has said so far."""

    def __init__(self, var: Path, port: int) -> None:
        self.var, self.said = var, var.parent / "said"
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, SCRIPT, "up", "--port", str(port)],
                env=environment(var),
                stdout=said,
                stderr=said,
                stdin=subprocess.DEVNULL,
            )

    def says(self, words: str) -> bool:
        assert self.process.poll() is None, self.said.read_text()
        return words in self.said.read_text()

    def ends(self, sign: signal.Signals) -> int:
        self.process.send_signal(sign)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def bring_up(office: ModuleType, tmp_path: Path, port: int) -> Iterator[Callable[[], Up]]:
    """Bring a real office up, on a database of its own, and wait until it is ready."""
    if not office.recorded():
        pytest.skip("this environment was not made by ./office, which would make it anew")
    var = tmp_path / "var"
    var.mkdir()
    # Only health is asked for here, so the static files may be missing.
    (var / "static.stamp").write_text(office.static_stamp())
    ups: list[Up] = []

    def bring() -> Up:
        ups.append(Up(var, port))
        wait_until(lambda: ups[-1].says("办公系统已就绪"))
        return ups[-1]

    yield bring
    for up in ups:
        up.process.terminate()
    for up in ups:
        up.process.wait(timeout=PATIENCE)
