"""分发: who gets how many copies which way; a collective name is parted into whom it stands for."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.db.models import Q

from documents.outgoing.forms.drafting import Key
from documents.outgoing.models import Outgoing, Recipient
from documents.outgoing.rules import check_copies, desks_of, printed_copies, stood_for
from township_office.approvals.forms import OpinionForm
from township_office.people.models import Department, Organ
from township_office.townships.models import Profile
from township_office.ui.forms import Ticks
from township_office.web.refusals import as_fault

Given = dict[int, tuple[int, str]]
Whom = Organ | Department
Way = Recipient.Way
MOST_FILED = 20
BY_HAND = [(way.value, way.label) for way in Way if way != Way.SYSTEM]
VILLAGES = Q(name__contains="村") | Q(name__contains="社区") | Q(name__contains="居民委员会")


def copies_needed(paper: Outgoing) -> int:
    """One copy for each who is named, or for whom a name stands."""
    rows = list(paper.recipients.all())
    named = [row for row in rows if row.within_id is None]
    return sum(len(whom) or 1 for whom in _meant(named, _own(paper, named)).values())


def filed_by_rule(paper: Outgoing) -> int:
    """Copies that stay: the manuscript's own one, in the town's rules two (B1.11)."""
    return 2 if paper.township.profile == Profile.TOWN else 1


def _own(paper: Outgoing, rows: Iterable[Recipient]) -> list[Whom]:
    """The township's departments, and the villages that are but in the directory (东滩村村民委员会);
    asked for only where a name stands for several."""
    if not any(row.is_collective for row in rows):
        return []
    own = list(Department.objects.filter(township_id=paper.township_id))
    below = Organ.objects.filter(township_id=paper.township_id, level=Organ.Level.BELOW)
    villages = below.filter(VILLAGES).exclude(name__contains="各")
    known = tuple(each.name for each in own)
    return [*own, *(each for each in villages if not each.name.startswith(known))]


def _meant(rows: Sequence[Recipient], own: Sequence[Whom]) -> dict[int, list[Whom]]:
    """Whom each name stands for, nobody twice: who is named himself stands under no other name."""
    taken: set[Whom | None] = {row.department or row.organ for row in rows}
    found: dict[int, list[Whom]] = {}
    for row in rows:
        whom = stood_for(row.name, own) if row.is_collective else []
        found[row.pk] = [each for each in whom if each not in taken]
        taken |= set(found[row.pk])
    return found


class DistributeForm(OpinionForm):
    """分发: how many copies go to whom and which way; every copy is accounted for (DOC-43)."""

    phrases = ("已分发。",)

    filed = forms.IntegerField(label="存档份数", min_value=1, max_value=MOST_FILED)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = self.subject.recipients.filter(within__isnull=True)
        self.rows = list(named.select_related("organ", "department"))
        self.own = _own(self.subject, self.rows)
        departments = [each.pk for each in self.own if isinstance(each, Department)]
        reached = departments + [row.department_id for row in self.rows]
        self.desks = desks_of(pk for pk in reached if pk)
        self.widths: dict[str, str] = {}
        meant = _meant(self.rows, self.own)
        for row in self.rows:
            self._ask_whom(row, meant[row.pk])
            self._ask(row)
        self._ask_filed(sum(len(whom) or 1 for whom in meant.values()))

    def _ask_whom(self, row: Recipient, whom: list[Whom]) -> None:
        if not row.is_collective:
            return
        label = f"{row.name}　分送给"
        field = forms.TypedMultipleChoiceField(
            label=label,
            coerce=self._found,
            required=False,
            widget=Ticks,
            choices=self._offered(whom),
        )
        field.initial = [Key.of(each) for each in whom]
        field.help_text = "每个单位各记一行、各送一份；有账号的送到桌面。一个不选的，按一个单位送。"
        self.fields[f"stands-{row.pk}"] = field

    def _offered(self, whom: list[Whom]) -> list[tuple[Key, str]]:
        """Whom the name means stands first, chosen, in sight."""
        others = [each for each in self.own if each not in whom]
        return [
            (Key.of(each), each.name if self._has_desk(each) else f"{each.name}（没有账号）")
            for each in (*whom, *others)
        ]

    def _found(self, key: str) -> Whom:
        return next(each for each in self.own if Key.of(each) == key)

    def _has_desk(self, whom: Whom) -> bool:
        return isinstance(whom, Department) and whom.pk in self.desks

    def _ask(self, row: Recipient) -> None:
        held = row.department_id in self.desks
        label = f"{row.name}　没有账号的" if row.is_collective else row.name
        way = forms.ChoiceField(label=label, choices=Way.choices if held else BY_HAND)
        way.initial = Way.SYSTEM if held else Way.EXCHANGE
        way.error_messages["invalid_choice"] = (
            f"{row.name}没有人用本系统，送不到。请改用文件交换、专人送达等方式。"
        )
        each = "各几份" if row.is_collective else "份数"
        copies = forms.IntegerField(label=each, min_value=0, max_value=500, initial=1)
        copies.widget.attrs["aria-label"] = f"{row.name}　{each}"
        self.fields |= {f"way-{row.pk}": way, f"copies-{row.pk}": copies}
        self.widths |= {f"way-{row.pk}": "most", f"copies-{row.pk}": "little"}

    def _ask_filed(self, needed: int) -> None:
        """What is over is filed, unless it is more than anybody files: then it is to be shared out."""
        printed = printed_copies(self.subject)
        over, rule = printed - needed, filed_by_rule(self.subject)
        self.initial.setdefault("filed", over if rule <= over <= MOST_FILED else rule)
        told = f"印了 {printed} 份：分发的加存档的要正好这么多。"
        self.fields["filed"].help_text = told
        self.order_fields([*self.fields.keys() - {"filed"}, "filed"])

    def rest(self) -> list[Any]:
        """Recipient by recipient, the way and beside it the copies; what is filed last."""
        parts = ("stands", "way", "copies")
        asked = [f"{part}-{row.pk}" for row in self.rows for part in parts]
        return [self[name] for name in (*asked, "filed") if name in self.fields]

    def given(self) -> Given:
        """By the key of each recipient; who is parted has no copies himself."""
        return {
            row.pk: (0, "") if self._whom(row) else (self._copies(row), self._way(row))
            for row in self.rows
        }

    def parted(self) -> dict[int, dict[Whom, tuple[int, str]]]:
        return {
            row.pk: {each: (self._copies(row), self._way_to(each, row)) for each in self._whom(row)}
            for row in self.rows
            if self._whom(row)
        }

    def _whom(self, row: Recipient) -> list[Whom]:
        return cast(list[Whom], self.cleaned_data.get(f"stands-{row.pk}", []))

    def _copies(self, row: Recipient) -> int:
        return int(self.cleaned_data[f"copies-{row.pk}"])

    def _way(self, row: Recipient) -> str:
        return str(self.cleaned_data[f"way-{row.pk}"])

    def _way_to(self, whom: Whom, row: Recipient) -> str:
        return Way.SYSTEM.value if self._has_desk(whom) else self._way(row)

    @property
    def sent(self) -> int:
        parts = (line for each in self.parted().values() for line in each.values())
        return sum(copies for copies, _ in (*self.given().values(), *parts))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors:
            with as_fault(self, "filed"):
                check_copies(printed_copies(self.subject), [self.sent], said["filed"])
        return said

    def said(self) -> dict[str, Any]:
        return {"分发": f"{self.sent} 份", "存档": f"{self.cleaned_data['filed']} 份"}
