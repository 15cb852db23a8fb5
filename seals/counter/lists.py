"""今天的柜台登记: who came, and where his paper is."""

from seals.using.lists import counted, standing
from seals.using.models import Request
from township_office import clock
from township_office.ui.lists import Column, Register


def _at(request: Request) -> str:
    return f"{clock.local(request.asked_at):%H:%M}"


TODAY = Register(
    title="今天的柜台登记",
    order="-asked_at",
    unit="件",
    empty="今天还没有人来盖章",
    row=lambda request: "void" if request.voided_on else "",
    columns=[
        # sorted by seals_request_asked
        Column("asked_at", "登记", value=_at, sort=("asked_at",), css="date"),
        Column(
            "on_behalf",
            "姓名",
            css="subject",
            link=lambda request: request.get_absolute_url(),
            sub=lambda request: request.title,
            sub_title="事由",
        ),
        Column("matter", "事项", value="matter.name"),
        Column("seal", "印章", value="seal.name"),
        Column("applicant", "经办人", value="applicant.name"),
        Column("copies", "已盖/份数", value=counted, css="figure", label="已盖/份数"),
        Column("standing", "办理", value=standing, css="status"),
    ],
)
