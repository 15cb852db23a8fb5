"""A request for a seal walked through its stages the way people do it: with the forms."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from seals.keeping.models import Custody, Life, Seal
from seals.using import actions
from seals.using.actions import Papers
from seals.using.models import MatterClass, Request
from tests.documents.walk import published
from tests.house import LONG_AGO, House
from township_office.approvals import actions as engine
from township_office.approvals.models import Case, Task
from township_office.approvals.registry import case_of
from township_office.approvals.story import Story
from township_office.audit.capacity import system
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment, Officer, Post

APPLICANT = "应急办干事"
SEALS = [
    ("中共宁条梁镇委员会", "party", "党委印章保管员", "王静"),
    ("宁条梁镇人民政府", "government", "印章保管员", "吴梅"),
    ("宁条梁镇党政办公室", "office", "党政办印章保管员", "常丽娟"),
    ("宁条梁镇应急管理办公室", "other", "应急办印章保管员", "田野"),
]


def staffed(house: House) -> House:
    """The house with its seals, each in somebody's keeping, and the list of matters."""
    if not MatterClass.objects.filter(township=house.township).exists():
        actions.make_usual_matters(house.township, system(house.township.pk))
    for name, organ, title, holder in SEALS:
        if Seal.objects.filter(township=house.township, organ=organ).exists():
            continue
        seal = Seal.objects.create(
            township=house.township,
            name=name,
            organ=organ,
            status=Life.IN_USE,
            side="party" if organ == "party" else "government",
            owner=house.departments["应急管理办公室"] if organ == "other" else None,
            keeper_post=fill(house, title, f"seal_keeper_{organ}", holder),
        )
        hand_to(house, seal, title)
    return published(house)


def fill(house: House, title: str, role: str, name: str, **more: Any) -> Post:
    """A post and who holds it; one that is there already stays as it is."""
    if title in house.posts:
        return house.posts[title]
    post = house.posts[title] = Post.objects.create(
        township=house.township,
        name=title,
        role=role,
        rank=more.pop("rank", 50),
        group=Group.objects.create(name=f"{house.township.name} {title}"),
        **more,
    )
    officer = house.officers[title] = Officer(
        township=house.township, username=f"{house.township.pk}-{title}", name=name
    )
    officer.set_unusable_password()
    officer.save()
    Appointment.objects.create(officer=officer, post=post, valid_from=LONG_AGO)
    return post


def hand_to(house: House, seal: Seal, title: str) -> None:
    seal.custodies.filter(until__isnull=True).delete()
    Custody.objects.create(seal=seal, officer=house[title], post=house.posts[title])


def seal_of(house: House, organ: str) -> Seal:
    return Seal.objects.get(township=house.township, organ=organ)


def matter_of(house: House, name: str) -> MatterClass:
    return MatterClass.objects.get(township=house.township, name=name)


def paper(words: str = "施工合同正文。", name: str = "合同定稿.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words.encode(), content_type="text/plain")


def blank(house: House, organ: str = "government", matter: str = "公文", **fields: Any) -> Request:
    """A request as the form would leave it, not yet sent."""
    usual = {
        "township": house.township,
        "seal": seal_of(house, organ),
        "matter": matter_of(house, matter),
        "title": "高标准农田建设项目施工合同",
        "copies": 3,
    }
    return Request(**usual | fields)


@dataclass
class Desk:
    """One request under way, and short words for what each person does with it."""

    house: House
    request: Request

    def fresh(self) -> Request:
        self.request = Request.objects.get(pk=self.request.pk)
        return self.request

    @property
    def case(self) -> Case:
        case = case_of(self.fresh())
        assert case is not None
        return case

    @property
    def stage(self) -> str:
        return self.case.get_outcome_display() or self.case.stage_name

    @property
    def lies_with(self) -> set[str]:
        """By post, who has it on his desk."""
        story = Story(self.case)
        return {who for who, each in self.house.officers.items() if story.task_of(each)}

    def task(self, post: str) -> Task:
        task = Story(self.case).task_of(self.house[post])
        assert task is not None, f"{post} 没有待办，现在在 {self.stage}"
        return task

    def who(self, post: str) -> Any:
        return capacity_of(self.house[post], self.house.posts[post])

    def form(self, post: str, files: Any = None, **fields: Any) -> Any:
        """The form of the stage, every box ticked, filled in as the page offers it."""
        task = self.task(post)
        kind = Story(self.case).kind(task)
        asked = {"subject": self.request, "officer": self.house[post]}
        said = filled(kind.form(**asked)) | {"opinion": "同意用印。"} | fields
        data = MultiValueDict({name: [str(each)] for name, each in said.items()})
        return kind.form(data, MultiValueDict({k: [v] for k, v in (files or {}).items()}), **asked)

    def agree(self, post: str, files: Any = None, **fields: Any) -> Case:
        task, form = self.task(post), self.form(post, files, **fields)
        assert form.is_valid(), form.errors
        return engine.agree(task, by=capacity_of(self.house[post], task.post), form=form)

    def stamp(self, post: str, copies: int, **more: Any) -> Any:
        """A part now, the rest later."""
        return actions.stamp(self.fresh(), copies=copies, by=self.who(post), **more)

    def refuse(self, post: str, reason: str) -> Case:
        task = self.task(post)
        by = capacity_of(self.house[post], task.post)
        return engine.refuse(task, by=by, reason=reason)

    def return_to(self, post: str, reason: str, *, to: int = 1, straight: bool = False) -> Case:
        task = self.task(post)
        by = capacity_of(self.house[post], task.post)
        return engine.return_to(task, to=to, straight=straight, reason=reason, by=by)


def filled(form: Any) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for name, field in form.fields.items():
        standing = form.get_initial_for_field(field, name)
        if standing is None and type(field).__name__ == "BooleanField" and field.required:
            standing = "on"
        answers[name] = standing if standing is not None else ""
    return answers


def asked(
    house: House,
    organ: str = "government",
    matter: str = "公文",
    *,
    post: str = APPLICANT,
    papers: Papers | None = None,
    **fields: Any,
) -> Desk:
    """A request that somebody sent a moment ago; a contract with its legal opinion."""
    legal = [paper("合法性审查意见：同意。", "审查意见.txt")] if matter == "合同协议" else []
    sent = papers or Papers(content=[paper()], legal=legal)
    request = blank(house, organ, matter, **fields)
    actions.ask_to_stamp(request, sent, by=capacity_of(house[post], house.posts[post]))
    return Desk(house, request)
