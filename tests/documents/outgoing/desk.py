"""An outgoing document walked through its stages the way people do it: with the forms."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.utils.datastructures import MultiValueDict

from documents.outgoing.actions import Parts, make_series, submit_outgoing
from documents.outgoing.models import Outgoing
from seals.keeping.models import Custody, Life, Seal
from seals.using.actions import make_usual_matters
from seals.using.models import MatterClass
from tests.documents.walk import organ, published
from tests.house import LONG_AGO, House
from township_office import clock
from township_office.approvals import actions
from township_office.approvals.models import Case, Task
from township_office.approvals.registry import case_of
from township_office.approvals.story import Story
from township_office.audit.capacity import system
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment, Department, Officer, Organ, Post
from township_office.townships.names import organ_name

TEXT = (
    "<p>各村民委员会，镇直各单位：</p>"
    "<p>为切实做好今冬明春安全生产工作，现将有关事项通知如下。</p>"
    "<h2>一、提高认识</h2><p>各单位要压实责任，抓好落实。</p>"
    "<h2>二、落实措施</h2><p>请于12月10日前报送工作情况。</p><p>特此通知。</p>"
)
KEEPERS_AT_WORK = ("印章保管员", "党委印章保管员", "党政办印章保管员")
KEEPERS = ("seal_keeper_party", "seal_keeper_government", "seal_keeper_office")


def staffed(house: House, *, sealed: bool = True) -> House:
    """The house with what outgoing documents ask for besides: codes, the organisation office, seals.

    ``sealed`` leaves the seals in their keepers' hands; else there are but their posts.
    """
    by = system(house.township.pk)
    for code, of in (("宁党发", "party"), ("宁政发", "government"), ("宁党政办发", "office")):
        make_series(code=code, organ=of, by=by)
    new_post(house, "党建办主任", "organisation_head", "周敏", heads="党建工作办公室")
    new_post(house, "组织干事", "organisation_clerk", "王思远", department="党建工作办公室")
    new_post(house, "司法所所长", "legal_reviewer", "乔志明")
    new_post(house, "印章保管员", KEEPERS[1], "吴梅")
    new_post(house, "党委印章保管员", KEEPERS[0], "王静")
    new_post(house, "党政办印章保管员", KEEPERS[2], "常丽娟")
    if sealed:
        with_seals(house)
    return published(house)


def with_seals(house: House) -> None:
    """The organs' seals in use, each with its keeper since long ago, and the usual matters."""
    if not MatterClass.objects.filter(township=house.township).exists():
        make_usual_matters(house.township, system(house.township.pk))
    for whose, keeper in zip(("government", "party", "office"), KEEPERS_AT_WORK, strict=True):
        if not Seal.objects.filter(township=house.township, organ=whose).exists():
            _kept(house, whose, keeper)


def _kept(house: House, whose: str, keeper: str) -> None:
    post = house.posts[keeper]
    seal = Seal.objects.create(
        township=house.township,
        name=organ_name(house.township, whose),
        organ=whose,
        side="party" if whose == "party" else "government",
        status=Life.IN_USE,
        keeper_post=post,
    )
    since = clock.midnight(LONG_AGO)
    Custody.objects.create(seal=seal, officer=house[keeper], post=post, since=since)


def new_post(
    house: House, title: str, role: str, name: str, heads: str = "", department: str = ""
) -> None:
    office = heads or department
    if heads:
        house.departments[heads] = Department.objects.create(
            township=house.township,
            name=heads,
            short_name=heads[:3],
            line="party",
            rank=9,
            group=Group.objects.create(name=f"{house.township.name} {heads}"),
        )
    post = house.posts[title] = Post.objects.create(
        township=house.township,
        name=title,
        role=role,
        rank=50,
        heads=bool(heads),
        department=house.departments.get(office),
        group=Group.objects.create(name=f"{house.township.name} {title}"),
    )
    officer = house.officers[title] = Officer(
        township=house.township, username=f"{house.township.name}{title}", name=name
    )
    officer.set_unusable_password()
    officer.save()
    Appointment.objects.create(officer=officer, post=post, valid_from=LONG_AGO)


def manuscript(house: House, **fields: Any) -> Outgoing:
    """A text as the form would leave it, not yet sent."""
    usual = {
        "township": house.township,
        "issuer": "government",
        "kind": "通知",
        "title": "关于做好今冬明春安全生产工作的通知",
        "body": TEXT,
    }
    return Outgoing(**usual | fields)


@dataclass
class Desk:
    """One document under way, and short words for what each person does with it."""

    house: House
    paper: Outgoing

    def fresh(self) -> Outgoing:
        self.paper = Outgoing.objects.get(pk=self.paper.pk)
        return self.paper

    @property
    def case(self) -> Case:
        case = case_of(self.fresh())
        assert case is not None
        return case

    @property
    def stage(self) -> str:
        return self.case.get_outcome_display() or self.case.stage_name

    def task(self, post: str) -> Task:
        task = Story(self.case).task_of(self.house[post])
        assert task is not None, f"{post} 没有待办，现在在 {self.stage}"
        return task

    def agree(self, post: str, opinion: str = "同意。", **fields: Any) -> Case:
        task = self.task(post)
        kind = Story(self.case).kind(task)
        officer = self.house[post]
        blank = kind.form(subject=task.case.subject, officer=officer)
        said = _filled(blank) | {"opinion": opinion} | fields
        data = MultiValueDict({name: _typed(value) for name, value in said.items()})
        form = kind.form(data, MultiValueDict(), subject=task.case.subject, officer=officer)
        assert form.is_valid(), form.errors
        return actions.agree(task, by=capacity_of(officer, task.post), form=form)

    def return_to(self, post: str, to: int, reason: str, *, straight: bool = False) -> Case:
        task = self.task(post)
        by = capacity_of(self.house[post], task.post)
        return actions.return_to(task, to=to, straight=straight, reason=reason, by=by)


def _filled(form: Any) -> dict[str, Any]:
    """Every box ticked, every field as the page offers it."""
    answers: dict[str, Any] = {}
    for name, field in form.fields.items():
        standing = form.get_initial_for_field(field, name)
        if standing is None and field.__class__.__name__ == "BooleanField":
            standing = "on"
        if standing is None and getattr(field, "choices", None):
            standing = list(field.choices)[0][0]
        answers[name] = standing if standing is not None else ""
    return answers


def _typed(value: Any) -> list[str]:
    return [str(each) for each in (value if isinstance(value, list) else [value])]


def submitted(
    house: House, post: str = "应急办干事", parts: Parts | None = None, **fields: Any
) -> Desk:
    """A document that somebody drafted and sent to be vetted a moment ago."""
    paper = manuscript(house, **fields)
    sent = parts or Parts(main=[organ(house, "柳树湾村民委员会", Organ.Level.BELOW)])
    submit_outgoing(paper, sent, by=capacity_of(house[post], house.posts[post]))
    return Desk(house, paper)
