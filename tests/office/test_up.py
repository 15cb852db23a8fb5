import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.office.conftest import Up, living, run, wait_until

BringUp = Callable[[], Up]


def health(port: int) -> str:
    with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=20) as answer:
        return answer.read().decode()


def test_an_office_answers_and_stays_the_only_one_until_told_to_stop(
    bring_up: BringUp, port: int
) -> None:
    up = bring_up()
    assert health(port) == "ok"
    wait_until((up.var / "broker").is_dir)

    second = run("up", "--port", str(port), var=up.var)
    assert second.returncode == 1
    assert second.stderr == f"办公系统已经在运行（进程 {up.process.pid}），不必再开一次。\n"
    assert health(port) == "ok"

    assert up.ends(signal.SIGTERM) == 0
    assert "已停止。" in up.said.read_text()
    assert living(up.var) == []


def test_a_killed_office_leaves_nobody_serving_and_comes_up_again(
    bring_up: BringUp, port: int
) -> None:
    killed = bring_up()
    killed.ends(signal.SIGKILL)
    again = bring_up()
    assert "正在等它留下的进程退出" in again.said.read_text()
    assert health(port) == "ok"
    assert again.ends(signal.SIGINT) == 0
    assert living(again.var) == []


def test_a_taken_port_is_named_with_another_one(tmp_path: Path, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        refused = run("up", "--port", str(port), var=tmp_path)
    assert refused.returncode == 1
    assert f"端口 {port} 已被别的程序占用" in refused.stderr
    assert f"--port {port + 1}" in refused.stderr


def test_an_address_of_another_machine_is_named(tmp_path: Path) -> None:
    refused = run("up", var=tmp_path, OFFICE_URL="http://192.0.2.1:8000")
    assert refused.returncode == 1
    assert refused.stderr == "本机没有 192.0.2.1 这个地址，请检查 OFFICE_URL。\n"


def test_a_part_that_lived_is_replaced(office, capsys: pytest.CaptureFixture[str]) -> None:
    office.SHORT_LIFE = 0.0
    part = office.Part("网页服务", lambda: office.start("sleep", "60"))
    first = part.process
    first.kill()
    first.wait()
    part.replace_if_dead()
    assert part.process.pid != first.pid
    assert part.process.poll() is None
    assert capsys.readouterr().out == "网页服务意外退出，已重新启动。\n"
    part.process.kill()
    part.process.wait()


def test_a_part_that_dies_at_once_ends_the_office(office) -> None:
    part = office.Part("定时任务", lambda: office.start("false"))
    part.process.wait()
    with pytest.raises(office.Halt, match="定时任务起不来，办公系统已停止"):
        part.replace_if_dead()


def test_what_is_started_dies_with_the_office(office, tmp_path: Path) -> None:
    written = tmp_path / "pid"
    if not (office_pid := os.fork()):
        written.write_text(str(office.start("sleep", "60").pid))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(office_pid, 0)
    wait_until(lambda: is_gone(int(written.read_text())), 5)


def is_gone(process: int) -> bool:
    """Ended, though perhaps not yet waited for by whoever inherited it."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes() == b""
    except OSError:
        return True


def test_a_part_that_will_not_end_is_ended_with_all_it_started(office, tmp_path: Path) -> None:
    office.LONG_GOODBYE = 0.1
    deaf = "trap '' TERM; sleep 60 & echo $! > child; mv child child.pid; wait; sleep 60"
    part = office.Part(
        "后台作业", lambda: office.start("sh", "-c", f"cd {tmp_path}; {deaf}", group=0)
    )
    wait_until((tmp_path / "child.pid").exists)
    child = int((tmp_path / "child.pid").read_text())
    office.stop([part])
    assert part.process.poll() == -signal.SIGKILL
    wait_until(lambda: not Path(f"/proc/{child}/cmdline").exists() or zombie(child))


def zombie(pid: int) -> bool:
    return Path(f"/proc/{pid}/cmdline").read_bytes() == b""
