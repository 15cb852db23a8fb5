"""The series of numbers an office keeps; each app declares its own, so that people read its name."""

_titles: dict[str, str] = {}


def declare(series: str, title: str) -> str:
    """Give a series the name it has in the office: ``SERIES = declare("documents.incoming", "收文编号")``."""
    if _titles.setdefault(series, title) != title:
        raise ValueError(f"series {series} is declared twice, differently")
    return series


def declared() -> dict[str, str]:
    """Every series by its key, with its name in the office."""
    return dict(_titles)


def title_of(series: str) -> str:
    """What the office calls the series; one no longer declared keeps its key."""
    return _titles.get(series, series)
