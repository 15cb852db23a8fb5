"""The kinds of notices: each app declares its own, so that a page and a letter can name them."""

_declared: dict[str, str] = {}


def declare(kind: str, title: str) -> str:
    """Enter a kind such as ``approvals.returned`` with what the office calls it (退回); gives it back."""
    if _declared.setdefault(kind, title) != title:
        raise ValueError(f"notice {kind} is declared twice, differently")
    return kind


def check_declared(kind: str) -> None:
    """Raises LookupError for a kind that nobody declared."""
    if kind not in _declared:
        raise LookupError(f"no notice of the kind {kind} is declared")


def title_of(kind: str) -> str:
    """What the kind is called; one no longer declared (a row of another release) is a 提醒."""
    return _declared.get(kind, "提醒")
