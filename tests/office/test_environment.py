"""The environment in .venv, built with a real venv and a real pip from a wheel made here."""

import base64
import hashlib
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Lock = Callable[[str], None]


def wheel(folder: Path, version: str) -> Path:
    """The smallest package that pip installs: one module that knows its version."""
    name, info = f"lamp-{version}-py3-none-any.whl", f"lamp-{version}.dist-info"
    files = {
        "lamp.py": f"version = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: lamp\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},sha256={sum_of(text)},{len(text)}\n" for path, text in files.items())
    with zipfile.ZipFile(folder / name, "w") as package:
        for path, text in (files | {f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}).items():
            package.writestr(path, text)
    return folder / name


def sum_of(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@pytest.fixture
def checkout(office: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script in a checkout of its own."""
    venv = tmp_path / ".venv"
    for name, value in {
        "ROOT": tmp_path,
        "VENV": venv,
        "PYTHON": venv / "bin" / "python",
        "STAMP": venv / "office.json",
        "MADE_FOR": f"this Python {venv}",
    }.items():
        monkeypatch.setattr(office, name, value)
    return office


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lock:
    """Write the lock file that asks for this version; nothing but its wheel can be had."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))

    def write(version: str) -> None:
        digest = hashlib.sha256(wheel(tmp_path, version).read_bytes()).hexdigest()
        lines = f"lamp=={version} --hash=sha256:{digest}\n"
        (tmp_path / "requirements.txt").write_text(lines)

    return write


def version_in(office: ModuleType) -> str:
    asked = [office.PYTHON, "-c", "import lamp; print(lamp.version)"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def never(*command: object, **more: object) -> bool:
    raise AssertionError(f"nothing needs to be run: {command}")


def test_an_environment_is_made_and_kept_up_to_date(
    checkout: ModuleType, lock: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_made = checkout.VENV / "bin" / "left behind"
    half_made.parent.mkdir(parents=True)
    half_made.touch()
    lock("1.0")
    checkout.ensure_environment("requirements.txt")
    assert not half_made.exists()
    assert version_in(checkout) == "1.0"

    with monkeypatch.context() as second_start:
        second_start.setattr(checkout, "succeeds", never)
        checkout.ensure_environment("requirements.txt")

    kept = checkout.VENV / "kept"
    kept.touch()
    lock("2.0")
    checkout.ensure_environment("requirements.txt")
    assert kept.exists()
    assert version_in(checkout) == "2.0"

    (checkout.ROOT / "requirements.txt").write_text("lamp==3.0 --hash=sha256:" + "0" * 64)
    with pytest.raises(checkout.Halt, match="依赖没有装上"):
        checkout.ensure_environment("requirements.txt")
    assert version_in(checkout) == "2.0"
    assert checkout.recorded()["made for"] == checkout.MADE_FOR


def stamped(office: ModuleType, **stamp: str) -> None:
    """An environment that says it holds what is asked for."""
    (office.ROOT / "requirements.txt").touch()
    office.PYTHON.parent.mkdir(parents=True)
    office.PYTHON.touch()
    office.record({"made for": office.MADE_FOR, **stamp})


def test_a_killed_pip_leaves_no_stamp(checkout, monkeypatch) -> None:
    def killed(*command: object, **more: object) -> bool:
        raise KeyboardInterrupt

    stamped(checkout)
    monkeypatch.setattr(checkout, "succeeds", killed)
    with pytest.raises(KeyboardInterrupt):
        checkout.ensure_environment("requirements.txt")
    assert not checkout.STAMP.exists()


@pytest.mark.parametrize("lost", ["python", "stamp", "checkout"])
def test_an_environment_that_cannot_be_trusted_is_made_anew(checkout, monkeypatch, lost) -> None:
    stamped(checkout, **{"requirements.txt": hashlib.sha256(b"").hexdigest()})
    if lost == "python":
        checkout.PYTHON.unlink()
    elif lost == "stamp":
        checkout.STAMP.write_text("{")
    else:
        monkeypatch.setattr(checkout, "MADE_FOR", "this Python elsewhere")
    made: list[str] = []
    monkeypatch.setattr(checkout, "make_environment", lambda: made.append("anew"))
    monkeypatch.setattr(checkout, "install", lambda requirements: None)
    checkout.ensure_environment("requirements.txt")
    assert made == ["anew"]


def test_without_ensurepip_nor_apt_a_sentence_says_what_is_needed(checkout, monkeypatch) -> None:
    monkeypatch.setattr(checkout.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(checkout, "ensure_packages", lambda *packages: False)
    with pytest.raises(checkout.Halt, match="装好 python3-venv"):
        checkout.make_environment()
