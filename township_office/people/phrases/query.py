from township_office.people.models import Officer, Phrase
from township_office.townships.known import known_from


def phrases_of(officer: Officer) -> list[str]:
    """His own 常用语, the one used last first; one query."""
    own = Phrase.objects.filter(officer=officer).newest_used_first()
    return list(own.values_list("words", flat=True))


@known_from(Phrase)
def kept_by(officer_id: int) -> tuple[tuple[int, str], ...]:
    """The keys and words of those he keeps; known from before."""
    return tuple(Phrase.objects.filter(officer=officer_id).values_list("pk", "words"))
