from township_office.audit.capacity import Capacity
from township_office.people.models import Officer, Phrase
from township_office.web.refusals import Refused

MOST = 30


def check_can_keep(words: str, *, by: Capacity) -> None:
    """A phrase is short, kept once, and not one of too many to be found again."""
    if not words:
        raise Refused("请写好常用语再记下。")
    if len(words) > Phrase.LONGEST:
        raise Refused(f"常用语最多 {Phrase.LONGEST} 个字，请删减。")
    # one at a time for each officer, else two clicks could keep a thirty-first
    Officer.objects.select_for_update().get(pk=by.person_id)
    own = Phrase.objects.filter(officer_id=by.person_id)
    if own.filter(words=words).exists():
        raise Refused("这句常用语已经记下了。")
    if own.count() >= MOST:
        raise Refused(f"常用语最多记 {MOST} 句，请先删去不用的。")


def check_own_phrase(phrase: Phrase, *, by: Capacity) -> None:
    if phrase.officer_id != by.officer_id:
        raise Refused("只能删去自己的常用语。")
