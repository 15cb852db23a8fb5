"""Whatever became of a paper on its way, the printed sheet tells it as the page does."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from documents.incoming import prints
from tests.approvals.test_deciding import Desk, call, enter, seat, who
from tests.documents.walk import Walk, published, register
from tests.house import LONG_AGO, House
from township_office import clock
from township_office.approvals.models import PaperDecision
from township_office.approvals.prints import on_paper
from township_office.approvals.story import Story
from township_office.paper.render import render_pdf
from township_office.people.models import StandIn

DEPUTY = "副镇长（农业）"
NOTES = {
    ("退回", "镇长 王建国"): "退到 初审，改好后直接送回",
    ("转办", "镇长 王建国"): "转给 党委书记 陈志远",
    ("加签", "党委书记 陈志远"): "请 副镇长（农业） 张志强 加签，在陈志远之前",
    ("批示", "副镇长（农业） 张志强"): "电话同意，孙丽记录，待补签",
    ("批示", "党委书记 陈志远"): "纸面签署，孙丽代录，李秀英确认",
    ("承办", "应急办主任 赵磊（马军代）"): "",
}
SIGNED = [
    "张志强（加签，电话同意，孙丽记录，待补签）",
    "陈志远（纸面签署，孙丽代录，李秀英确认）",
]


@pytest.fixture
def walk(house: House) -> Walk:
    """Returned, passed on, signed besides by telephone, decided on paper, handled by a stand-in."""
    walk = register(published(house), urgency="加急").check().propose()
    mayor, secretary = Desk(walk, "镇长"), Desk(walk, "党委书记")
    sent(mayor, "return", {"to": 2, "manner": "straight", "reason": "缺附件。"})
    walk.check()
    sent(mayor, "transfer", {"seat": seat(walk, "党委书记"), "note": "请书记定。"})
    sent(secretary, "add", {"seat": seat(walk, DEPUTY), "order": "before", "note": "请先看。"})
    assert call(walk, **{"phone-leader": who(walk, DEPUTY)}).status_code == 302
    assert enter(walk, **{"paper-leader": who(walk, "党委书记")}).status_code == 302
    Desk(walk, "办公室主任").posts("vouch", of=PaperDecision.objects.get().pk)
    stands_in(house, "应急办主任", "应急办干事")
    assert Desk(walk, "应急办干事").posts("agree", opinion="已排查。").status_code == 302
    return walk


def sent(desk: Desk, act: str, said: dict[str, Any]) -> None:
    fields = {f"{act}-{name}": value for name, value in said.items()}
    assert desk.posts(act, **fields).status_code == 302


def stands_in(house: House, principal: str, deputy: str) -> None:
    StandIn.objects.create(
        principal=house[principal],
        deputy=house[deputy],
        valid_from=LONG_AGO,
        valid_until=clock.today() + timedelta(days=1),
        reason="学习",
        made_by=house[principal],
    )


def test_sheet_and_paper_say_to_whom_by_whom_and_how(walk):
    story = Story(walk.case)
    sheet = prints.sheet(walk.paper, story) | on_paper(story, whole=True)
    told = {(step["stage"], step["name"]): step["note"] for step in sheet["way"]}
    assert {line: told[line] for line in NOTES} == NOTES
    _, instructed, handled = sheet["boxes"]
    assert [said.name for said in instructed.entries] == SIGNED
    assert [said.name for said in handled.entries] == ["赵磊（马军代）"]

    pdf = PdfReader(BytesIO(render_pdf("paper/incoming_sheet.html", sheet)))
    text = "".join("".join(page.extract_text().split()) for page in pdf.pages)
    printed = [*NOTES.values(), *SIGNED]
    assert [words for words in printed if words.replace(" ", "") not in text] == []
