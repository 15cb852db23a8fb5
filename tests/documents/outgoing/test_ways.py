"""The five ways of an outgoing document, by both regulations (flows.md, documents.outgoing)."""

import pytest

from documents.outgoing.actions import Parts
from tests.documents.outgoing.desk import Desk, staffed, submitted
from tests.documents.walk import organ
from tests.house import build_house
from township_office import clock
from township_office.people.models import Organ
from township_office.townships.models import Profile

pytestmark = pytest.mark.django_db

DRAFTER, DIRECTOR, CLERK = "应急办干事", "办公室主任", "文书"
DEPUTY, OFFICE_DEPUTY, MAYOR, SECRETARY = (
    "副镇长（农业）",
    "副书记（分管办公室）",
    "镇长",
    "党委书记",
)
A, B = Profile.GENERAL, Profile.TOWN


@pytest.fixture(params=[A, B])
def house(request):
    return staffed(build_house(profile=request.param))


@pytest.fixture
def general():
    return staffed(build_house(profile=A))


def walked(desk: Desk, *steps: tuple[str, str]) -> list[str]:
    """Each does his stage; the stages as they were met."""
    met = []
    for stage, post in steps:
        assert desk.stage == stage, f"{desk.stage}，不是 {stage}"
        desk.agree(post)
        met.append(stage)
    return met


def test_a_government_document_walks_the_general_way(general):
    desk = submitted(general)
    walked(
        desk,
        ("审核", DIRECTOR),
        ("核稿", DEPUTY),
        ("签发", MAYOR),
        ("复核", DRAFTER),
        ("登记编号", CLERK),
        ("印制", CLERK),
        ("用印", "印章保管员"),
        ("分发", CLERK),
        ("归档", CLERK),
    )
    paper = desk.fresh()
    assert desk.stage == "办结"
    assert paper.number == f"宁政发〔{clock.today().year}〕1号"
    assert paper.signers == ["王建国"]
    assert paper.filed_on == clock.today()


def test_a_party_document_is_processed_by_the_organisation_office(general):
    desk = submitted(general, issuer="party", kind="通知")
    walked(
        desk,
        ("审核", DIRECTOR),
        ("核稿", DEPUTY),
        ("签发", SECRETARY),
        ("复核", DRAFTER),
        ("登记编号", "组织干事"),
        ("印制", "组织干事"),
        ("用印", "党委印章保管员"),
        ("分发", "组织干事"),
        ("归档", CLERK),
    )
    assert desk.fresh().number.startswith("宁党发")


def test_a_joint_document_is_signed_by_both_and_numbered_by_the_lead(general):
    desk = submitted(general, issuer="joint", lead="party")
    walked(
        desk,
        ("审核", DIRECTOR),
        ("核稿", DEPUTY),
        ("签发", MAYOR),
        ("签发", SECRETARY),
        ("复核", DRAFTER),
        ("登记编号", "组织干事"),
        ("印制", "组织干事"),
        ("用印", "党委印章保管员"),
        ("用印", "印章保管员"),
        ("分发", "组织干事"),
        ("归档", CLERK),
    )
    assert desk.fresh().signers == ["王建国", "陈志远"]
    assert desk.fresh().number.startswith("宁党发")


def test_an_office_document_is_reviewed_by_the_leader_of_the_office(general):
    desk = submitted(general, issuer="office", side="government")
    walked(
        desk,
        ("审核", DIRECTOR),
        ("核稿", OFFICE_DEPUTY),
        ("签发", MAYOR),
        ("复核", DRAFTER),
        ("登记编号", CLERK),
        ("印制", CLERK),
        ("用印", "党政办印章保管员"),
        ("分发", CLERK),
        ("归档", CLERK),
    )


def test_a_station_has_its_number_reserved_when_it_is_vetted(house):
    desk = submitted(house, issuer="station", name_of="office")
    desk.agree(DIRECTOR)
    reserved = desk.fresh().numbers.get()
    assert str(reserved) == f"宁党政办发〔{clock.today().year}〕1号"
    assert desk.paper.number == ""  # reserved is not yet taken


def test_by_the_town_s_rules_the_number_comes_before_the_recheck():
    desk = submitted(staffed(build_house(profile=B)))
    walked(
        desk,
        ("审核", DIRECTOR),
        ("签发", MAYOR),
        ("编号", CLERK),
        ("复核", DRAFTER),
        ("印制", CLERK),
        ("用印", "印章保管员"),
        ("登记", CLERK),
        ("分发", CLERK),
        ("归档", CLERK),
    )
    assert desk.fresh().entered_on == clock.today()


def test_a_department_that_disagrees_keeps_it_from_being_signed(house):
    parts = Parts(
        main=[organ(house, "柳树湾村民委员会", Organ.Level.BELOW)],
        consulted=[house.departments["民政办公室"]],
    )
    desk = submitted(house, parts=parts)
    desk.agree(DIRECTOR)
    desk.agree("民政办主任", "经费来源没有说明。", agrees="no")
    assert desk.stage == "会签意见协调"
    desk.agree(DEPUTY, "已与民政办协商，按第三条修改。")
    assert desk.stage in ("核稿", "签发")


def test_what_binds_the_public_is_read_by_the_legal_reviewer_before_it_is_signed(house):
    desk = submitted(house, kind="通告", title="关于禁止露天焚烧秸秆的通告", normative=True)
    desk.agree(DIRECTOR)
    if desk.stage == "核稿":
        desk.agree(DEPUTY)
    assert desk.stage == "合法性审核"
    desk.agree("司法所所长", "权限、程序、内容合法。")
    assert desk.stage == "签发"
