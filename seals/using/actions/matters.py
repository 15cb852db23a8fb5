"""用印事项: the classes of matters that seals are asked for, the township's own list."""

from __future__ import annotations

from typing import Any

from seals.using.acts import Act
from seals.using.models import MatterClass, Nature
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.people.told import told
from township_office.townships.models import Township
from township_office.web.once import together
from township_office.web.refusals import Refused

OF_DOCUMENTS, OF_CERTIFICATES = "公文", "证明"
SCAN, BOTH = {"scan_required": True}, {"scan_required": True, "legal_opinion": True}
OUTSIDE = {"for_outsider": True}
USUAL_MATTERS: list[tuple[str, str, dict[str, bool]]] = [
    ("合同协议", Nature.CONTRACT, BOTH),
    ("人事", Nature.PERSONNEL, {}),
    ("财务", Nature.FINANCE, {}),
    ("其他重要事项", Nature.WEIGHTY, SCAN),
    (OF_DOCUMENTS, Nature.OTHER, {}),
    (OF_CERTIFICATES, Nature.OTHER, OUTSIDE),
    ("常规表格", Nature.ROUTINE, {}),
    ("对外单位、个人", Nature.OTHER, OUTSIDE),
    ("空白", Nature.BLANK, {}),
]


@together
def make_matter(*, name: str, nature: str, by: Capacity, **more: Any) -> MatterClass:
    """A new class of matters; raises Refused where the township has one of that name."""
    _check_name_is_free(name, by.township_id)
    matter = MatterClass.objects.create(
        township_id=by.township_id, name=name, nature=nature, **more
    )
    after = {"事项": name, "性质": matter.get_nature_display()}
    record(Act.MATTER_MADE, matter, by=by, after=after)
    return matter


@together
def amend_matter(matter: MatterClass, *, by: Capacity, **changes: Any) -> MatterClass:
    """Change what a class is called and asks for; requests under way keep the way they took.

    Raises Refused where the new name is taken, or where its nature would change under requests
    that are there already.
    """
    standing = MatterClass.objects.get(pk=matter.pk)
    if changes.get("name", standing.name) != standing.name:
        _check_name_is_free(changes["name"], standing.township_id)
    if changes.get("nature", standing.nature) != standing.nature and standing.requests.exists():
        raise Refused(f"「{standing}」已有用印申请，性质不能再改。请停用后另设一个。")
    before = told(standing, changes)
    for name, value in changes.items():
        setattr(standing, name, value)
    standing.save()
    record(Act.MATTER_AMENDED, standing, by=by, before=before, after=told(standing, changes))
    return standing


def make_usual_matters(township: Township, by: Capacity) -> list[MatterClass]:
    """The list a township begins with; its administrator amends it (LOCAL).

    A class that it has, or had under this name, is left as it is.
    """
    known = MatterClass.history.filter(township_id=township.pk).values_list("name", flat=True)
    named = set(known)
    return [
        make_matter(name=name, nature=nature, order=order, by=by, **more)
        for order, (name, nature, more) in enumerate(USUAL_MATTERS, start=1)
        if name not in named
    ]


def matter_of_documents(township_id: int) -> MatterClass:
    """The class under which signed documents are stamped. Raises Refused where none serves."""
    usual = MatterClass.objects.filter(township_id=township_id, nature=Nature.OTHER, in_use=True)
    named = usual.filter(name=OF_DOCUMENTS).first()
    found = named or usual.filter(for_outsider=False).first()
    if found is None:
        raise Refused(f"请管理员先在「用印事项」里加上「{OF_DOCUMENTS}」。")
    return found


def _check_name_is_free(name: str, township_id: int) -> None:
    if MatterClass.objects.filter(township_id=township_id, name=name).exists():
        raise Refused(f"用印事项「{name}」已经有了。")
