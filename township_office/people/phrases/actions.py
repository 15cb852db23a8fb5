from django.db import transaction
from django.db.models import F

from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.people.models import Phrase
from township_office.people.phrases.query import kept_by
from township_office.people.phrases.rules import check_can_keep, check_own_phrase


@transaction.atomic
def keep_phrase(words: str, *, by: Capacity) -> Phrase:
    """Keep words of one's own to use again. A thing of one's own desk: nothing of it is on the trail.

    Raises Refused where they are kept already, too long, or thirty are kept.
    """
    words = " ".join(words.split())
    check_can_keep(words, by=by)
    return Phrase.objects.create(officer_id=by.person_id, words=words)


@transaction.atomic
def drop_phrase(phrase: Phrase, *, by: Capacity) -> None:
    check_own_phrase(phrase, by=by)
    phrase.delete()


def note_used(words: str, *, by: Capacity) -> None:
    """An opinion was given: those of his phrases that stand in it move to the front of his row."""
    spoken = [pk for pk, own in kept_by(by.person_id) if own in words]
    if spoken:
        Phrase.objects.filter(pk__in=spoken).update(used=F("used") + 1, last_used=clock.now())
