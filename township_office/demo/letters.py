"""The letters themselves, scanned: drawn by a process of their own while the story goes on."""

import json
import logging
import subprocess
import sys
import tomllib
from base64 import b64decode
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from documents.incoming.models import Kind
from township_office.demo.arrivals import Arrival
from township_office.demo.cast import Cast
from township_office.paper import fonts
from township_office.people.models import Organ

TEXTS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "letters.toml").read_text())
SORTS = {
    Kind.LETTER: "letter",
    Kind.REQUEST: "request",
    Kind.REPORT: "request",
    Kind.CIRCULAR: "circular",
}
TIME_LIMIT = 180.0  # seconds; ten do on a machine with nothing else to do

log = logging.getLogger(__name__)


class Letters:
    """Letters on the press, to be had by their senders' numbers."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        pool = ThreadPoolExecutor(max_workers=1)
        self._drawn: Future[dict[str, bytes]] = pool.submit(_printed, pages, fonts.stylesheet())
        self._numbers = pages.keys()
        pool.shutdown(wait=False)

    def of(self, number: str) -> bytes | None:
        """The letter, waited for; None of what was not drawn, or where this machine cannot print."""
        return self._drawn.result().get(number) if number in self._numbers else None


def send_to_press(arrivals: Sequence[Arrival], cast: Cast, own: Mapping[str, str]) -> Letters:
    """Begin to draw the letters of those that are kept as scans; ``own`` are pages of this house."""
    scanned = (each for each in arrivals if each.scanned)
    pages = {each.number: _page(each, cast.organs[each.paper.source]) for each in scanned}
    return Letters({**pages, **own})


def own_letter(cast: Cast, number: str, signed: date, told: Mapping[str, Any]) -> str:
    """A document of this house that was sent on paper, as its scan shows it."""
    sender = f"{cast.township}人民政府"
    context = {
        "sender": sender,
        "head": f"{sender}文件",
        "number": number,
        "title": told["title"],
        "to": told["to"],
        "body": told["text"].strip().splitlines(),
        "dated": signed,
    }
    return render_to_string("demo/letter.html", context)


def _page(arrival: Arrival, sender: Organ) -> str:
    kind = arrival.kind
    text = TEXTS["circular" if arrival.paper.read else SORTS.get(Kind(kind), "notice")]
    about = arrival.title.removeprefix("关于").removesuffix(f"的{kind}")
    matter = about.removeprefix("做好")
    by = f"{arrival.deadline.month}月{arrival.deadline.day}日"
    context = {
        "sender": sender.name,
        "head": _head(sender, kind),
        "number": arrival.number,
        "title": arrival.title,
        "to": text["to"],
        "body": [paragraph.format(matter=matter, by=by) for paragraph in text["body"]],
        "dated": arrival.dated,
    }
    return render_to_string("demo/letter.html", context)


def _head(sender: Organ, kind: str) -> str:
    """The red head: an organ's documents have one, its letters only its name, a village's none."""
    if sender.level == Organ.Level.BELOW:
        return ""
    return sender.name if kind == Kind.LETTER else f"{sender.name}文件"


def _printed(pages: Mapping[str, str], faces: str) -> dict[str, bytes]:
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "township_office.demo.press"],
        input=json.dumps({"faces": faces, "pages": pages}).encode(),
        capture_output=True,
        timeout=TIME_LIMIT,
        cwd=settings.BASE_DIR,
        check=False,
    )
    if done.returncode:
        log.warning("no letters are drawn: %s", done.stderr.decode(errors="replace")[-400:])
        return {}
    return {number: b64decode(pdf) for number, pdf in json.loads(done.stdout).items()}
