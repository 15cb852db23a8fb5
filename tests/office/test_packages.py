"""Debian's packages, with a dpkg-query and an apt-get that write down what they are asked."""

from pathlib import Path

import pytest

APT_GET = """#!/bin/sh
echo "$@" >> {asked}
case "$*" in *" install "*) test -e {lists} ;; *" update") touch {lists} ;; esac
"""
DPKG_QUERY = """#!/bin/sh
echo "fonts-noto-cjk installed"
echo "chromium config-files"
exit 1
"""


@pytest.fixture
def asked(office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What apt-get was asked, line by line, on a machine that has fonts and nothing else."""
    asked = tmp_path / "asked"
    asked.touch()
    apt_get = APT_GET.format(asked=asked, lists=tmp_path / "lists")
    for name, script in {"apt-get": apt_get, "dpkg-query": DPKG_QUERY}.items():
        (tmp_path / name).write_text(script)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(office, "LISTS_LOCK", tmp_path / "lock")
    return asked


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)


def test_what_is_installed_is_not_asked_for(office, asked, root) -> None:
    assert office.ensure_packages("fonts-noto-cjk")
    assert asked.read_text() == ""


def test_missing_lists_are_fetched_and_locks_waited_for(office, asked, root) -> None:
    assert office.ensure_packages("fonts-noto-cjk", "chromium")
    install = "-y -o DPkg::Lock::Timeout=300 install --no-install-recommends chromium\n"
    update = "-y -o DPkg::Lock::Timeout=300 update\n"
    assert asked.read_text() == install + update + install


def test_lists_at_hand_are_not_fetched(office, asked, root, tmp_path: Path) -> None:
    (tmp_path / "lists").touch()
    assert office.ensure_packages("chromium")
    assert "update" not in asked.read_text()


def test_what_apt_cannot_find_is_shown_with_the_line(office, asked, root, tmp_path: Path, capsys):
    (tmp_path / "apt-get").write_text("#!/bin/sh\necho 'E: Unable to locate' >&2\nexit 100\n")
    assert not office.ensure_packages("chromium")
    shown = capsys.readouterr().out
    assert "E: Unable to locate" in shown
    assert "sudo apt-get install --no-install-recommends chromium" in shown


def test_others_than_root_get_the_exact_line(office, asked, monkeypatch, capsys) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert not office.ensure_packages("fonts-noto-cjk", "chromium", "libpango-1.0-0")
    line = "sudo apt-get install --no-install-recommends chromium libpango-1.0-0"
    assert capsys.readouterr().out == f"缺少系统软件包，请由管理员执行：\n    {line}\n"
    assert asked.read_text() == ""
