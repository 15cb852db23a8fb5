#!/usr/bin/env python3
"""How fast the office is: approvals beside raw SQL, the desk when much lies there, SQLite crowded.

Everything happens in a database and a folder of its own, both gone afterwards.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("approvals", "desk", "sqlite")
SERVER = "postgres://root@127.0.0.1:5432/postgres"
REDIS = "redis://127.0.0.1:6379/15"


def main() -> None:
    asked = words()
    with TemporaryDirectory(prefix="office-benchmark-") as folder:
        env = os.environ | {"OFFICE_VAR": folder}
        manage(env, "collectstatic", "--no-input", "--verbosity=0")
        if asked.queries:
            measure("queries", env, asked)
        else:
            for part in asked.part or PARTS:
                measure(part, env, asked)


def words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", action="append", choices=PARTS, help="all three unless said")
    parser.add_argument("--queries", action="store_true", help="only list what one decision asks")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=3, help="length of a round (default 3)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each side (default 3)")
    return parser.parse_args()


def measure(part: str, env: Mapping[str, str], asked: argparse.Namespace) -> None:
    told = [str(each) for each in (asked.clients, asked.seconds, asked.rounds)]
    with on_sqlite(env) if part == "sqlite" else on_postgresql(env) as place:
        manage(place, "migrate", "--no-input", "--verbosity=0")
        manage(place, "createcachetable")
        run(place, "-m", f"benchmarks.parts.{part}", *told)


@contextmanager
def on_sqlite(env: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """As ``./office up`` runs where nothing is set: one file, no Redis."""
    yield {name: value for name, value in env.items() if name not in ("DATABASE_URL", "REDIS_URL")}


@contextmanager
def on_postgresql(env: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """A new database on the server of DATABASE_URL, dropped at the end."""
    server, name = env.get("DATABASE_URL") or SERVER, f"office_benchmark_{os.getpid()}"
    execute(server, f'CREATE DATABASE "{name}"')
    try:
        url = urlsplit(server)._replace(path=f"/{name}").geturl()
        yield {"REDIS_URL": REDIS, **env, "DATABASE_URL": url}
    finally:
        execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def execute(server: str, sentence: str) -> None:
    with closing(psycopg2.connect(server)) as connection:
        connection.autocommit = True
        connection.cursor().execute(sentence)


def manage(env: Mapping[str, str], *command: str) -> None:
    run(env, "manage.py", *command)


def run(env: Mapping[str, str], *command: str) -> None:
    subprocess.run([sys.executable, *command], cwd=ROOT, env=env, check=True)


if __name__ == "__main__":
    main()
