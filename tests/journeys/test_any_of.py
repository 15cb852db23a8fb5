"""A step that either of two leaders may take: who comes first takes it off the other's desk."""

from dataclasses import replace

from playwright.sync_api import expect

from tests.documents.walk import Walk, register
from tests.house import House
from tests.journeys.people import PHONE
from township_office.approvals import definition, drafting
from township_office.approvals.core import Mode
from township_office.approvals.drafting import token_of
from township_office.approvals.models import FlowVersion
from township_office.audit.capacity import administrator

TITLE = "关于报送冬季安全生产检查情况的通知"


def either_leader_instructs(house: House) -> FlowVersion:
    """An administrator publishes a version in which 批示 asks mayor or secretary, any of them."""
    by = administrator(house["办公室主任"])
    in_force = FlowVersion.objects.get(
        published_at__isnull=False, flow__key="documents.incoming", flow__township=house.township
    )
    draft = drafting.copy_version(in_force, by=by)
    number, rule = next(
        (number, rule)
        for number, rule in enumerate(definition.read(draft).stages[3].rules, start=1)
        if len(rule.signers) == 2
    )
    row = draft.stages.get(name="批示").rules.get(order=number)
    drafting.amend_rule(row, replace(rule, mode=Mode.ANY), by=by, seen=token_of(draft))
    return drafting.publish_draft(draft, by=by, seen=token_of(draft))


def laid_before_both(house: House) -> Walk:
    either_leader_instructs(house)
    return register(house, title=TITLE, side="both").check().propose("应急办主任")


def test_one_of_two_instructs_and_the_other_need_not(one_office, person):
    walk = laid_before_both(one_office)
    secretary = person("党委书记").opens_from_desk(TITLE).sees("待 陈志远 批示")
    mayor = person("镇长", PHONE).opens_from_desk(TITLE).follows("同意拟办意见")
    mayor.presses("确认，批示并送赵磊").sees("已送赵磊承办")
    assert walk.stage == "承办"

    secretary.fills("意见", "同意，请抓紧。").presses("批示并送赵磊")
    secretary.sees("这一步已由王建国办理，没有再办").sees("同意，请抓紧。")
    assert walk.case.events.filter(kind="documents.instruct").count() == 1

    secretary.opens("/")
    expect(secretary.page.get_by_role("link", name=TITLE)).to_have_count(0)
    secretary.opens("/notices/").sees("已由王建国办理，您不用再办")
    secretary.opens(f"/documents/incoming/{walk.paper.pk}/")
    secretary.sees("任一人办理即可，党委书记 陈志远 不用再办")
    expect(secretary.page.get_by_role("link", name="写批示")).to_have_count(0)
