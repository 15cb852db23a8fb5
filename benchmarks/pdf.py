#!/usr/bin/env python3
"""How long paper takes: a letter of one page and a ledger of 300 rows, warm and in a new child."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
GOALS = {"letter": 0.3, "ledger": 1.5}  # seconds, warm


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="prints of each (default 7)")
    rounds = parser.parse_args().rounds
    with TemporaryDirectory(prefix="office-benchmark-") as folder:
        os.environ |= {"OFFICE_VAR": folder}
        sys.path.insert(0, str(ROOT))
        measure(rounds)


def measure(rounds: int) -> None:
    from benchmarks.parts.paper import ledger, letter, new_child, warm  # noqa: PLC0415 - after the folder is set

    print(
        f"{'':>10}{'pages':>8}{'warm':>9}{'goal':>8}{'new child':>12}   seconds, median of {rounds}"
    )
    for name, (pages, html) in {"letter": letter(), "ledger": ledger()}.items():
        ready = timed(lambda html=html: warm(html), rounds)
        cold = timed(lambda html=html: new_child(html), rounds)
        kept = "kept" if ready <= GOALS[name] else "MISSED"
        print(f"{name:>10}{pages:8}{ready:9.2f}{GOALS[name]:8.1f}{cold:12.2f}   {kept}", flush=True)


def timed(print_it: Callable[[], object], rounds: int) -> float:
    """Seconds of a print, after one that is not counted."""
    print_it()
    return median(_once(print_it) for _ in range(rounds))


def _once(print_it: Callable[[], object]) -> float:
    begun = perf_counter()
    print_it()
    return perf_counter() - begun


if __name__ == "__main__":
    main()
