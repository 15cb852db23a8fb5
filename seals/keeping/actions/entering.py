"""The register of seals: a seal in use is entered, its imprint kept, its upkeep noted."""

from __future__ import annotations

from typing import Any

from django.core.files.base import File as Content
from django.db.models import Q

from seals.keeping import rules
from seals.keeping.acts import Act
from seals.keeping.models import Imprint, Life, Seal, SealOf, Upkeep
from seals.keeping.prints import marked_imprint, marked_name
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.actions import keep, keep_bytes
from township_office.people.models import Line, Post
from township_office.people.told import told
from township_office.townships.models import Township
from township_office.townships.names import organ_name
from township_office.web.once import together

SIDES = {
    SealOf.PARTY: Line.PARTY,
    SealOf.GOVERNMENT: Line.GOVERNMENT,
    SealOf.OFFICE: Line.BOTH,
}
TOLD = ("name", "organ", "sort", "side", "owner", "keeper_post", "diameter", "issuer", "note")


@together
def enter_seal(seal: Seal, *, by: Capacity) -> Seal:
    """登记在用印章: a seal that was in use before the register; its first keeper receives it next.

    Raises Refused for others than the director, for a size or a name that cannot be.
    """
    rules.check_directs(by)
    seal.township_id, seal.status = by.township_id, Life.IN_USE
    rules.check_entry(seal)
    seal.save()
    record(Act.ENTERED, seal, by=by, after=told(seal, TOLD))
    return seal


def make_usual_seals(township: Township, by: Capacity) -> list[Seal]:
    """The seals that every township has: the Party's, the government's, the office's (A4.1).

    One that was ever entered, lost or returned by now, is not made once more.
    """
    return [_usual(township, organ, by) for organ in SIDES if not _is_there(township, organ)]


def _is_there(township: Township, organ: SealOf) -> bool:
    known = Q(organ=organ) | Q(name=organ_name(township, organ))
    return Seal.objects.filter(known, township=township).exists()


def _usual(township: Township, organ: SealOf, by: Capacity) -> Seal:
    """Kept in the keepers' posts where there are any yet; nobody has received it."""
    keepers = Post.objects.of_role(township, f"seal_keeper_{organ.value}")
    seal = Seal.objects.create(
        township=township,
        name=organ_name(township, organ),
        organ=organ,
        side=SIDES[organ],
        keeper_post=keepers.order_by("rank", "id").first(),
        status=Life.IN_USE,
    )
    record(Act.ENTERED, seal, by=by, after=told(seal, TOLD))
    return seal


@together
def amend_seal(seal: Seal, *, by: Capacity) -> Seal:
    """Put right what the register says of a seal; where it stands in its life stays as it is."""
    rules.check_directs(by)
    rules.check_entry(seal)
    before = told(Seal.objects.get(pk=seal.pk), TOLD)
    seal.save(update_fields=[*TOLD, "leader"])
    record(Act.AMENDED, seal, by=by, before=before, after=told(seal, TOLD))
    return seal


@together
def keep_imprint(seal: Seal, picture: Content[Any], *, note: str = "", by: Capacity) -> Imprint:
    """留存印模: the picture as it is for the keeper and the director, and one with its mark to show.

    Raises Refused for others than the keeper and the office, and for what is no picture (SEAL-16).
    """
    rules.check_answers_for(seal, by=by)
    shown = marked_imprint(picture.read())
    picture.seek(0)
    imprint = Imprint.objects.create(seal=seal, note=note, kept_by_id=by.person_id)
    clean = keep(picture, attached_to=imprint, by=by, role="imprint")
    keep_bytes(marked_name(clean.name), shown, attached_to=imprint, by=by, role="marked")
    record(Act.IMPRINT_KEPT, seal, by=by, words=note, after={"SHA-256": clean.sha256})
    return imprint


@together
def note_upkeep(upkeep: Upkeep, *, by: Capacity) -> Upkeep:
    """记保养: what the keeper did, on which day (A4.9)."""
    rules.check_keeps(upkeep.seal, by=by)
    rules.check_past(upkeep.on)
    upkeep.by_id = by.person_id
    upkeep.save()
    said = {upkeep.get_kind_display(): f"{upkeep.on:%Y-%m-%d}"}
    record(Act.KEPT_UP, upkeep.seal, by=by, words=upkeep.note, after=said)
    return upkeep


def last_day_of_care(seal: Seal) -> Any:
    """The day from which one counts to the next upkeep: the last one's, or when the keeper took over."""
    last = seal.upkeeps.order_by("-on").values_list("on", flat=True).first()
    custody = rules.custody_of(seal)
    began = clock.local(custody.since).date() if custody else None
    return max(filter(None, (last, began)), default=None)
