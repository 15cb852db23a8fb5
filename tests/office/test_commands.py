import os
import pty
from pathlib import Path

import django
import pytest

from tests.office.conftest import SCRIPT, run


@pytest.fixture
def ready(office, monkeypatch: pytest.MonkeyPatch):
    """The script on a machine where everything is installed."""
    monkeypatch.setattr(office, "ensure_environment", lambda *wanted: None)
    monkeypatch.setattr(office, "ensure_packages", lambda *packages: True)
    return office


def script(text: str) -> tuple[str, ...]:
    return ("python", "-c", text)


def test_no_word_and_help_show_the_usage(office, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.main([]) == office.main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert shown == 2 * f"{office.USAGE}\n"


def test_any_other_word_goes_to_manage_py(office, tmp_path: Path) -> None:
    if not office.recorded():
        pytest.skip("this environment was not made by ./office, which would make it anew")
    assert run("version", var=tmp_path).stdout == f"{django.get_version()}\n"


def test_check_names_what_failed_after_all_was_run(ready, monkeypatch, capfd) -> None:
    checks = {"甲": script("raise SystemExit(1)"), "乙": script("print('seen')")}
    monkeypatch.setattr(ready, "CODE", checks)
    assert ready.main(["check"]) == 1
    said = capfd.readouterr()
    assert "seen" in said.out
    assert said.err == "没有通过：甲\n"


def test_check_is_silent_about_success(ready, monkeypatch, capfd) -> None:
    monkeypatch.setattr(ready, "CODE", {"甲": script("")})
    assert ready.main(["check"]) == 0
    assert capfd.readouterr().err == ""


def test_the_words_after_test_go_to_pytest_which_has_the_last_word(
    ready, monkeypatch, capfd
) -> None:
    for checks in ("CODE", "PROJECT"):
        monkeypatch.setattr(ready, checks, {"甲": script("print('checked')")})
    monkeypatch.setattr(ready, "djade", lambda: script(""))
    assert ready.main(["test", "--version"]) == 0
    first, *_, last = capfd.readouterr().out.splitlines()
    assert first.startswith("检查：")
    assert last.startswith("pytest ")


def test_tests_keep_away_from_the_offices_things(office, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OFFICE_VAR", str(tmp_path))
    assert office.testing_env("http://127.0.0.1:8000")["OFFICE_VAR"] == str(tmp_path / "test")


@pytest.mark.parametrize(
    ("browser", "installs", "ci", "skipped"),
    [
        ("chromium-headless-shell", False, "", False),
        ("chromium", False, "", False),
        (None, True, "", False),
        (None, False, "", True),
        (None, False, "true", False),
    ],
)
def test_journeys_are_skipped_only_without_a_browser_and_outside_ci(
    office, monkeypatch, browser, installs, ci, skipped
) -> None:
    monkeypatch.delenv("OFFICE_JOURNEYS", raising=False)
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr("shutil.which", lambda name: name if name == browser else None)
    monkeypatch.setattr(office, "ensure_packages", lambda *packages: installs)
    assert office.journeys().get("OFFICE_JOURNEYS", "").startswith("skip:") is skipped


def test_ctrl_c_in_a_terminal_ends_a_command_with_a_sentence(tmp_path: Path) -> None:
    shell = (
        "import runpy, sys; office = runpy.run_path(sys.argv[1]);"
        "waiting = ('sh', '-c', 'echo waiting; exec sleep 60');"
        "office['COMMANDS']['wait'] = lambda words: office['succeeds'](*waiting);"
        "sys.exit(office['main'](['wait']))"
    )
    child, terminal = pty.fork()
    if not child:
        os.execvp("python3", ["python3", "-c", shell, str(SCRIPT)])
    seen = b""
    while b"waiting" not in seen:
        seen += os.read(terminal, 1000)
    os.write(terminal, b"\x03")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 130
    assert "已停止。" in os.read(terminal, 1000).decode()
