"""The writes of a real decision, recorded and done again by psycopg2 alone."""

import os
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

import psycopg2
from django.conf import settings
from django.db import connection
from django.test import Client as InProcess

from benchmarks.parts.crew import Client
from benchmarks.parts.house import STAGES, House
from benchmarks.parts.papers import Papers

ROOT = Path(settings.BASE_DIR)
OURS = tuple(f"{ROOT / folder}{os.sep}" for folder in ("township_office", "documents"))
WRITES = ("INSERT", "UPDATE", "DELETE")
Values = tuple[Any, ...]


@dataclass(frozen=True)
class Statement:
    sql: str
    values: Values
    origin: str
    milliseconds: float

    @property
    def writes(self) -> bool:
        return self.sql.startswith(WRITES)


@dataclass(frozen=True)
class Deed:
    """What one decision asked the database, on which copy, and which once-key it carried."""

    place: int
    key: UUID
    statements: list[Statement]

    @property
    def writes(self) -> list[Statement]:
        return [each for each in self.statements if each.writes]

    def again(self, papers: Papers, place: int) -> list[tuple[str, Values]]:
        """The same writes for another copy, under a key of their own."""
        key = uuid4()
        fresh = {self.key: key, str(self.key): str(key)}
        return [
            (each.sql, papers.moved(_swapped(each.values, fresh), self.place, place))
            for each in self.writes
        ]


def recorded(house: House, stage: str, papers: Papers, place: int) -> Deed:
    """Decide on one paper in this process; another is decided first, so that caches are warm."""
    browser = InProcess(SERVER_NAME="127.0.0.1")
    browser.force_login(house.people[STAGES[stage]])
    house.decide(browser, papers.page(place - 1), stage)
    said = house.filled(browser.get(papers.page(place)).content.decode(), stage)
    heard: list[Statement] = []
    with connection.execute_wrapper(_listener(heard)):
        answer = browser.post(papers.page(place), said)
    if answer.status_code != 302:
        raise SystemExit(answer.content.decode())
    return Deed(place, UUID(said["once-key"][0]), heard)


def _listener(heard: list[Statement]) -> Any:
    def listen(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        begun = perf_counter()
        answer = execute(sql, values, many, context)
        took = (perf_counter() - begun) * 1000
        heard.append(Statement(sql, tuple(values or ()), _origin(), took))
        return answer

    return listen


def _origin() -> str:
    """The innermost lines of ours that led to a statement."""
    frames = [each for each in traceback.extract_stack() if each.filename.startswith(OURS)]
    return " < ".join(
        f"{Path(each.filename).relative_to(ROOT)}:{each.lineno} {each.name}"
        for each in reversed(frames[-3:])
    )


def _swapped(value: Any, fresh: dict[Any, Any]) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(_swapped(each, fresh) for each in value)
    return fresh.get(value, value) if isinstance(value, str | UUID) else value


def replayers(deed: Deed, papers: Papers, places: list[range]) -> list[Client]:
    """Clients of psycopg2, each with a range of papers; their values are laid out beforehand."""
    return [_replayer(deed, papers, own) for own in places]


def _replayer(deed: Deed, papers: Papers, places: range) -> Client:
    def client() -> Iterator[bool]:
        turns = [deed.again(papers, place) for place in places]
        with psycopg2.connect(**_connection()) as raw, raw.cursor() as cursor:
            yield True
            for turn in turns:
                for sql, values in turn:
                    cursor.execute(sql, values)
                raw.commit()
                yield True
        raise SystemExit("the papers are used up: fewer seconds or rounds, please")

    return client


def _connection() -> dict[str, Any]:
    words = connection.get_connection_params()
    return {
        name: words[name]
        for name in ("dbname", "user", "password", "host", "port")
        if name in words
    }
