"""The web server as ``./office up`` starts it, and clients who decide on its pages."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings

from benchmarks.parts.crew import Client
from benchmarks.parts.house import PASSWORD, STAGES, House
from benchmarks.parts.pages import Browser
from benchmarks.parts.papers import Papers

Address = tuple[str, int]
LOG = Path(settings.VAR) / "web.log"


@contextmanager
def served() -> Iterator[Address]:
    """Sync workers, as many as the office starts on this machine."""
    workers = min(2 * len(os.sched_getaffinity(0)) + 1, 12)
    with socket.create_server(("127.0.0.1", 0)) as door, LOG.open("w") as log:
        words = ("--bind", f"fd://{door.fileno()}", "--workers", str(workers), "--preload")
        web = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "township_office.wsgi", *words]
            + ["--timeout", "120", "--log-level", "warning", "--no-control-socket"],
            pass_fds=(door.fileno(),),
            stdout=log,
            stderr=log,
        )
        try:
            yield door.getsockname()[:2]
        finally:
            web.terminate()
            web.wait()


def signed_in(address: Address, username: str) -> Browser:
    browser = Browser(address)
    browser.sign_in(username.replace("_", "-"), PASSWORD)
    return browser


def deciders(
    house: House, stage: str, papers: Papers, places: Sequence[range], address: Address
) -> list[Client]:
    """One client for each range of papers, all signed in as whoever decides at the stage."""
    browsers = [signed_in(address, STAGES[stage]) for _ in places]
    return [
        _decider(house, stage, papers, own, browser)
        for own, browser in zip(places, browsers, strict=True)
    ]


def _decider(house: House, stage: str, papers: Papers, places: range, browser: Browser) -> Client:
    def client() -> Iterator[bool]:
        said = house.filled(browser.get(papers.page(places[0])).body, stage)
        del said["once-key"]
        form = urlencode(said, doseq=True)
        yield True
        for place in places:
            body = f"{form}&once-key={uuid4()}"
            yield browser.send(papers.page(place), body.encode()).status == 302
            browser.has_read()
        raise SystemExit("the papers are used up: fewer seconds or rounds, please")

    return client
