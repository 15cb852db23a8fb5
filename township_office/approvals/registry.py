"""What the modules tell the engine: their matters, facts, roles and stage kinds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from township_office.approvals.core import Seat
from township_office.approvals.forms import OpinionForm
from township_office.approvals.models import Case, Event, Task
from township_office.approvals.models.cases import stood_in_for
from township_office.audit.capacity import Capacity
from township_office.files.rules import guard_of
from township_office.people.grants import opens_meanwhile
from township_office.people.models import Officer
from township_office.people.today import Today

Subject = Any  # an instance of a module's model; the engine knows it only through its Matter


@dataclass(frozen=True)
class Fact:
    """Something about a subject that a rule may ask for, e.g. whether it is Party affairs."""

    key: str
    label: str
    read: Callable[[Subject], Any]
    choices: Sequence[tuple[Any, str]] = ()


@dataclass(frozen=True)
class Role:
    """A relative role: whom it means depends on the subject (承办人, 分管领导)."""

    key: str
    label: str
    find: Callable[[Subject], Sequence[Seat]]
    pending: str = ""


@dataclass(frozen=True)
class Kind:
    """What a stage asks for: its form, its effect, and where its words stand on the paper form.

    ``deciding`` kinds are never done by the applicant himself; ``plain`` ones ask for agreement and
    an opinion only, so that who has just agreed is not asked again; ``united`` ones are left only
    when all asked agree to the same content; ``fresh`` ones ask for the password again; ``archives``
    waits until every consent by telephone is settled. ``settled`` runs when the last one asked has
    agreed and the case leaves the stage. ``effect`` runs before the case
    moves on, and may change the facts named in ``decides``. ``sends_back_to`` is the kind that a
    return is offered to first; ``refusal`` the words of the button that ends this
    subject's matter here, or nothing where it cannot end here. ``spared`` are the facts, each with
    the values, under which a flow may leave even a mandatory kind out; ``mandatory_under`` the
    profiles whose regulation alone asks for it.

    ``by_leaders`` is what none but a leader decides, whomever it is passed on to.

    ``verb`` says what one does there (请您审批); ``also`` are the words that some towns have for it
    (批办), and ``name`` is what it stands under in a list, where the verb alone is another's too.
    """

    key: str
    verb: str
    form: type[OpinionForm]
    effect: Callable[[Subject, Any, Capacity], None] | None = None
    box: str = ""
    deciding: bool = True
    mandatory: bool = False
    mandatory_under: Sequence[str] = ()
    follows: Sequence[str] = ()
    decides: Sequence[str] = ()
    quick: str = ""
    sends_back_to: str = ""
    refusal: Callable[[Subject], str] = lambda subject: ""
    settled: Callable[[Subject, Capacity], None] | None = None
    plain: bool = False
    united: bool = False
    fresh: bool = False
    by_leaders: bool = False
    archives: bool = False
    spared: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    also: Sequence[str] = ()
    name: str = ""

    @property
    def called(self) -> str:
        """Under what it stands in a list of kinds."""
        return self.name or self.verb

    def is_mandatory(self, profile: str) -> bool:
        return self.mandatory or profile in self.mandatory_under


@dataclass(frozen=True)
class Matter:
    """One kind of matter that goes through the engine, and how the engine reads its subjects.

    ``no_phone`` says why nobody may be asked by telephone in this subject, or nothing (B1.1u);
    ``no_copy`` why no copy of it goes to others (A5.3); ``came_on`` the day on which the paper
    reached the house, maybe before anybody could enter it.
    """

    key: str
    name: str
    icon: str
    url_name: str
    model: type[models.Model]
    facts: Sequence[Fact]
    roles: Sequence[Role]
    kinds: Sequence[Kind]
    label_of: Callable[[Subject], str]
    digest_of: Callable[[Subject], str]
    urgency_of: Callable[[Subject], str] = lambda subject: ""
    due_of: Mapping[str, Callable[[Subject], datetime | None]] = field(default_factory=dict)
    ended: Callable[[Subject, Case, Capacity], None] | None = None
    no_phone: Callable[[Subject], str] = lambda subject: ""
    no_copy: Callable[[Subject], str] = lambda subject: ""
    came_on: Callable[[Subject], date | None] = lambda subject: None

    def kind(self, key: str) -> Kind:
        return next(kind for kind in self.kinds if kind.key == key)

    def url_of(self, case: Case) -> str:
        """The page of the subject, without reading it."""
        return reverse(self.url_name, args=[case.subject_id])

    def facts_of(self, subject: Subject, keys: Sequence[str] | None = None) -> dict[str, Any]:
        return {
            fact.key: fact.read(subject) for fact in self.facts if keys is None or fact.key in keys
        }


_matters: dict[str, Matter] = {}


def register(matter: Matter) -> Matter:
    """Called once for each matter in the module's ``approval.py``."""
    if matter.key in _matters:
        raise ValueError(f"matter {matter.key} is registered twice")
    _matters[matter.key] = matter
    return matter


def matter(key: str) -> Matter:
    return _matters[key]


def matters() -> Mapping[str, Matter]:
    return dict(_matters)


def matter_of(subject: models.Model) -> Matter:
    """The matter that this record is a subject of."""
    return next(each for each in _matters.values() if isinstance(subject, each.model))


def verb_of(row: Task | Event) -> str:
    """What is done there, as one says it to a person: 审批, whatever long name the stage has."""
    kind = matter(row.case.matter).kind(row.kind)
    return row.stage_name if row.stage_name in kind.also else kind.verb


def seen_by(officer: Officer) -> Q:
    """Cases whose subject the officer may open today; each module says itself who may."""
    seen = Q(pk__in=())
    for each in _matters.values():
        subjects = guard_of(each.model).visible_to(officer)
        seen |= Q(Exists(subjects.filter(pk=OuterRef("subject_id"))), matter=each.key)
    return seen


@opens_meanwhile
def lying_with_principals(model: type[models.Model], officer: Officer, today: Today) -> Q:
    """Records of this kind that lie with somebody he stands in for: he reads them meanwhile."""
    theirs = Q()
    for principal in today.principals:
        theirs |= stood_in_for(principal)
    if not theirs:
        return theirs
    kind = ContentType.objects.get_for_model(model)
    lying = Task.objects.open().filter(theirs, case__subject_type=kind)
    return Q(Exists(lying.filter(case__subject_id=OuterRef("pk"))))


def case_of(subject: models.Model) -> Case | None:
    """The newest case of a record; an open one, if there is any, is the newest."""
    kind = ContentType.objects.get_for_model(subject)
    cases = Case.objects.filter(subject_type=kind, subject_id=subject.pk).order_by("-id")
    case = cases.first()
    if case is not None:
        case.subject = subject  # at hand already
    return case
