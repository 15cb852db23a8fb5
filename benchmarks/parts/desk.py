"""The first page of the day with 1,000 and with 100,000 open papers in the township."""

from statistics import median
from time import perf_counter

from django.db import connection

from benchmarks.parts.approvals import laid
from benchmarks.parts.house import build
from benchmarks.parts.pages import Browser
from benchmarks.parts.papers import Papers
from benchmarks.parts.web import served, signed_in

OWN = 50  # on the desk of the mayor, who is compared with the township around him
SIZES = (1_000, 100_000)
LOOKS = 30
HEAD = (
    f"\n{'open papers':>12}{'his own 50':>13}{'all his own':>13}   milliseconds, median of {LOOKS}"
)


def main() -> None:
    house = build()
    few = laid(house, "批示")
    few.multiply(OWN - 1)
    with served() as address:
        mayor, clerk = signed_in(address, "mayor"), signed_in(address, "clerk")
        many = laid(house, "初审")
        print(HEAD)
        found = [measure(many, size, mayor, clerk) for size in SIZES]
    ratios = [after / before for before, after in zip(*found, strict=True)]
    print(f"{'ratio':>12}{ratios[0]:13.2f}{ratios[1]:13.2f}", flush=True)


def measure(papers: Papers, size: int, mayor: Browser, clerk: Browser) -> tuple[float, float]:
    papers.multiply(size - OWN - 1)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    found = (timed(mayor), timed(clerk))
    print(f"{size:12,}{found[0]:13.1f}{found[1]:13.1f}", flush=True)
    return found


def timed(browser: Browser) -> float:
    """Milliseconds from the request to the last byte."""
    return median(_look(browser) for _ in range(LOOKS)) * 1000


def _look(browser: Browser) -> float:
    begun = perf_counter()
    if browser.get("/").status != 200:
        raise SystemExit("the desk did not open")
    return perf_counter() - begun


if __name__ == "__main__":
    main()
