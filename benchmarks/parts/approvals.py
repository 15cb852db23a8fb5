"""Whole approvals over HTTP beside raw psycopg2 doing the same writes, in short rounds by turns."""

import sys

from django.db import connection

from benchmarks.parts.crew import Tally, crew
from benchmarks.parts.house import House, build
from benchmarks.parts.papers import Papers, give_room
from benchmarks.parts.raw import recorded, replayers
from benchmarks.parts.web import deciders, served

FOR_WEB, FOR_RAW = 150, 1200  # papers a second and a side, more than either side can do
AT_MOST = 60_000
STAGES = ("初审", "批示")
HEAD = f"{'':6}{'approvals/s':>13}{'raw/s':>9}{'ratio':>8}{'queries':>9}{'writes':>8}{'failed':>8}"


def main(clients: int, seconds: float, rounds: int) -> None:
    house = build()
    give_room()
    print(f"\n{clients} clients, {rounds} × {seconds:g} s each side by turns", HEAD, sep="\n")
    for stage in STAGES:
        measure(house, stage, clients, seconds, rounds)


def measure(house: House, stage: str, clients: int, seconds: float, rounds: int) -> None:
    papers = laid(house, stage)
    per_web, per_raw = (
        int(rate * seconds * (rounds + 1) / clients) + 50 for rate in (FOR_WEB, FOR_RAW)
    )
    papers.multiply(2 + clients * (per_web + per_raw))
    deed = recorded(house, stage, papers, place=1)
    for_web = shares(2, per_web, clients)
    for_raw = shares(2 + clients * per_web, per_raw, clients)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with (
        served() as address,
        crew(deciders(house, stage, papers, for_web, address)) as web,
        crew(replayers(deed, papers, for_raw)) as raw,
    ):
        warm, *turns = [(web(part), raw(part)) for part in (1, *[seconds] * rounds)]
    check(papers, [warm, *turns])
    ours = sum((each for each, _ in turns), Tally())
    theirs = sum((each for _, each in turns), Tally())
    line(stage, ours, theirs, len(deed.statements), len(deed.writes))


def check(papers: Papers, turns: list[tuple[Tally, Tally]]) -> None:
    """What both sides say they decided stands in the database; two were decided beforehand."""
    told = 2 + sum(ours.done + theirs.done for ours, theirs in turns)
    if papers.decided() != told:
        raise SystemExit(f"{told} decisions told, {papers.decided()} found")


def laid(house: House, stage: str) -> Papers:
    paper = house.register()
    house.bring(paper, stage)
    return Papers(paper)


def shares(first: int, each: int, clients: int) -> list[range]:
    return [range(first + one * each, first + (one + 1) * each) for one in range(clients)]


def line(stage: str, ours: Tally, theirs: Tally, queries: int, writes: int) -> None:
    ratio = ours.rate / theirs.rate
    print(
        f"{stage}  {ours.rate:13.1f}{theirs.rate:9.0f}{ratio:8.3f}{queries:9}{writes:8}{ours.failed:8}",
        flush=True,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
