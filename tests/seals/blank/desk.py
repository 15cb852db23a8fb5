"""A request for blank sheets walked through its stages with the forms, and its sheets to the end."""

from dataclasses import dataclass
from typing import Any

from django.utils.datastructures import MultiValueDict

from seals.blank import actions
from seals.blank.models import BlankRequest
from tests.house import House
from tests.seals.using.desk import APPLICANT, filled, seal_of
from township_office import clock
from township_office.approvals import actions as engine
from township_office.approvals.models import Case
from township_office.approvals.registry import case_of
from township_office.approvals.story import Story
from township_office.audit.capacity import Capacity
from township_office.people.capacity import capacity_of
from township_office.townships.models import Setting

KEEPER = "印章保管员"


def allow(house: House, key: str = "seals.blank.allowed", value: Any = True) -> House:
    Setting.objects.update_or_create(
        township=house.township, key=key, valid_from=clock.today(), defaults={"value": value}
    )
    return house


def by(house: House, post: str = APPLICANT) -> Capacity:
    return capacity_of(house[post], house.posts[post])


def unsent(house: House, organ: str = "government", **fields: Any) -> BlankRequest:
    usual = {
        "township": house.township,
        "seal": seal_of(house, organ),
        "paper": "空白介绍信",
        "sheets": 3,
        "purpose": "防汛抢险期间出村联系，来不及逐件开具。",
    }
    return BlankRequest(**usual | fields)


@dataclass
class Desk:
    """One request under way, and short words for what each person does with it."""

    house: House
    request: BlankRequest

    def fresh(self) -> BlankRequest:
        self.request = BlankRequest.objects.get(pk=self.request.pk)
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
        story = Story(self.case)
        return {who for who, each in self.house.officers.items() if story.task_of(each)}

    @property
    def states(self) -> list[str]:
        return [each.state for each in self.request.pages.order_by("number")]

    def agree(self, post: str, **fields: Any) -> Case:
        task = Story(self.case).task_of(self.house[post])
        assert task is not None, f"{post} 没有待办，现在在 {self.stage}"
        form_of = Story(self.case).kind(task).form
        asked = {"subject": self.request, "officer": self.house[post]}
        said = filled(form_of(**asked)) | {"opinion": "同意。"} | fields
        data = MultiValueDict({name: [str(each)] for name, each in said.items()})
        form = form_of(data, MultiValueDict(), **asked)
        assert form.is_valid(), form.errors
        return engine.agree(task, by=capacity_of(self.house[post], task.post), form=form)

    def stamped(self, **fields: Any) -> "Desk":
        self.agree("镇长")
        self.agree(KEEPER, **fields)
        self.fresh()
        return self

    def account(self, **fates: Any) -> None:
        """``_1=("used", "出村联系")``: what became of the first sheet."""
        told = {int(name[1:]): actions.Fate(*fate) for name, fate in fates.items()}
        actions.account_for(self.fresh(), told, by=by(self.house))

    def confirm(self) -> int:
        return actions.confirm_sheets(self.fresh(), by=by(self.house, KEEPER))


def asked(house: House, organ: str = "government", post: str = APPLICANT, **fields: Any) -> Desk:
    request = unsent(house, organ, **fields)
    actions.ask_blank(request, by=by(house, post))
    return Desk(house, request)
