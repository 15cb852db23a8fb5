"""A paper walked through its stages the way people do it: with the forms, through the actions."""

from dataclasses import dataclass
from typing import Any

from django.utils.datastructures import MultiValueDict

from documents.incoming.actions import register_incoming
from documents.incoming.models import Incoming
from tests.house import House
from township_office.approvals import actions
from township_office.approvals.loader import load_flows
from township_office.approvals.models import Case, Task
from township_office.approvals.registry import case_of
from township_office.approvals.story import Story
from township_office.audit.capacity import system
from township_office.people.capacity import capacity_of
from township_office.people.models import Organ


def published(house: House) -> House:
    """The house with the flows of its profile in force."""
    load_flows(house.township, by=system(house.township.pk))
    return house


def organ(house: House, name: str = "市应急管理局", level: str = Organ.Level.ABOVE) -> Organ:
    found, _ = Organ.objects.get_or_create(
        township=house.township, name=name, defaults={"level": level}
    )
    return found


def blank(house: House, **fields: Any) -> Incoming:
    """A paper as the form would leave it, not yet registered."""
    usual = {
        "township": house.township,
        "source": organ(house),
        "source_number": "榆应急〔2026〕87号",
        "title": "关于做好强降温天气防范应对工作的通知",
    }
    return Incoming(**usual | fields)


@dataclass
class Walk:
    """One registered paper, and short words for what each person does with it."""

    house: House
    paper: Incoming

    @property
    def case(self) -> Case:
        case = case_of(self.paper)
        assert case is not None
        return case

    @property
    def stage(self) -> str:
        return self.case.get_outcome_display() or self.case.stage_name

    def task(self, post: str) -> Task:
        task = Story(self.case).task_of(self.house[post])
        assert task is not None, f"{post} 没有待办，现在在 {self.stage}"
        return task

    def agree(
        self, post: str, opinion: str = "同意。", *, files: Any = None, **fields: Any
    ) -> Case:
        task = self.task(post)
        kind = Story(self.case).kind(task)
        data = {"opinion": opinion, **fields}
        form = kind.form(
            MultiValueDict({key: _many(value) for key, value in data.items()}),
            MultiValueDict({"enclosures": files or []}),
            subject=task.case.subject,
            officer=self.house[post],
        )
        assert form.is_valid(), form.errors
        by = capacity_of(self.house[post], task.post)
        return actions.agree(task, by=by, form=form)

    def return_to(self, post: str, to: int, reason: str, *, straight: bool = False) -> Case:
        task = self.task(post)
        by = capacity_of(self.house[post], task.post)
        return actions.return_to(task, to=to, straight=straight, reason=reason, by=by)

    def check(self) -> "Walk":
        self.agree("文书", "符合要求。", all="on")
        return self

    def propose(self, *handlers: str, readers: tuple[str, ...] = ()) -> "Walk":
        self.agree(
            "办公室主任", "拟请应急办牵头办理。", **self.assignment(*handlers, readers=readers)
        )
        return self

    def instruct(self, *handlers: str, post: str = "镇长", readers: tuple[str, ...] = ()) -> "Walk":
        self.agree(post, "同意拟办意见。", **self.assignment(*handlers, readers=readers))
        return self

    def assignment(self, *handlers: str, readers: tuple[str, ...] = ()) -> dict[str, Any]:
        posts = [self.house.posts[name].pk for name in handlers or ("应急办主任",)]
        return {
            "work": "handle",
            "handlers": posts,
            "leads": posts[0],
            "readers": [self.house.posts[name].pk for name in readers],
        }


def _many(value: Any) -> list[Any]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def register(house: House, **fields: Any) -> Walk:
    paper = blank(house, **fields)
    by = capacity_of(house["文书"], house.posts["文书"])
    register_incoming(paper, by=by)
    return Walk(house, paper)
