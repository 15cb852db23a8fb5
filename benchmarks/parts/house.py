"""A township made by the project's own actions, and papers brought to a stage through its pages."""

from dataclasses import dataclass, field
from datetime import date

from django.test import Client

from benchmarks.parts.pages import Fields, fields_of
from documents.incoming.actions import register_incoming
from documents.incoming.models import Incoming
from township_office.audit.capacity import Capacity
from township_office.people.actions import (
    appoint,
    change_password,
    create_post,
    hire,
    open_department,
    put_in_charge,
    remember_organ,
)
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer, Organ, Post
from township_office.setup.actions import Administrator, found_township
from township_office.townships.models import Township

PASSWORD = "Ce-Su-2026"
LONG_AGO = date(2020, 1, 1)
PEOPLE = {
    "party_secretary": "陈志远",
    "mayor": "王建国",
    "deputy_secretary": "刘洋",
    "office_director": "李秀英",
    "clerk": "刘芳",
    "confidential_officer": "孙丽",
}
STAGES = {"初审": "clerk", "拟办": "office_director", "批示": "mayor"}


@dataclass
class House:
    """The township, its people by role, and whoever heads the department that handles papers."""

    township: Township
    admin: Capacity
    people: dict[str, Officer] = field(default_factory=dict)
    handler: Post | None = None

    def settle(self, role: str, name: str, post: Post) -> None:
        hired = hire(self.township, name=name, username=role.replace("_", "-"), by=self.admin)
        change_password(hired.officer, PASSWORD, by=capacity_of(hired.officer))
        appoint(hired.officer, post, since=LONG_AGO, by=self.admin)
        self.people[role] = hired.officer

    def register(self) -> Incoming:
        """One paper in the register, lying at 初审."""
        by = capacity_of(self.people["clerk"], Post.objects.get(role="clerk"))
        organ = remember_organ(self.township, "市应急管理局", level=Organ.Level.ABOVE, by=by)
        paper = Incoming(
            township=self.township,
            source=organ,
            source_number="榆应急〔2026〕87号",
            title="关于做好强降温天气防范应对工作的通知",
        )
        register_incoming(paper, by=by)
        return paper

    def bring(self, paper: Incoming, stage: str) -> None:
        """Let everybody before this stage do his part."""
        for earlier, role in STAGES.items():
            if earlier == stage:
                return
            browser = Client(SERVER_NAME="127.0.0.1")
            browser.force_login(self.people[role])
            self.decide(browser, paper.get_absolute_url(), earlier)

    def decide(self, browser: Client, page: str, stage: str) -> None:
        said = self.filled(browser.get(page).content.decode(), stage)
        answer = browser.post(page, said)
        if answer.status_code != 302:
            raise SystemExit(f"{stage}: {answer.status_code}\n{answer.content.decode()}")

    def filled(self, page: str, stage: str) -> Fields:
        """The form of that stage as its page shows it, with what a person would add."""
        return fields_of(page, "decide") | self.answers(stage)

    def answers(self, stage: str) -> Fields:
        if stage == "初审":
            return {"act": ["agree"], "opinion": ["符合要求。"], "all": ["on"]}
        if stage == "批示":
            return {"act": ["quick"]}
        assert self.handler is not None
        post = str(self.handler.pk)
        words = {"act": ["agree"], "opinion": ["拟请应急办牵头办理。"], "work": ["handle"]}
        return words | {"handlers": [post], "leads": [post]}


def build() -> House:
    administrator = Administrator("管理员", "admin", PASSWORD)
    township = found_township(name="测速镇", administrator=administrator)
    by = capacity_of(Officer.objects.get(username="admin"))
    house = House(township, by)
    for role, name in PEOPLE.items():
        house.settle(role, name, Post.objects.get(township=township, role=role))
    deputy = create_post(township, "副镇长", leader=True, rank=5, by=by)
    department = open_department(township, "应急管理办公室", short_name="应急办", by=by)
    put_in_charge(deputy, department, by=by)
    house.handler = create_post(
        township, "应急办主任", department=department, heads=True, rank=40, by=by
    )
    house.settle("deputy", "张志强", deputy)
    house.settle("head", "赵磊", house.handler)
    return house
