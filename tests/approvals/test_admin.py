"""What the administrator reads of a published flow."""

import pytest
from django.test import Client

from tests.house import build_house
from township_office.approvals.loader import load_flows
from township_office.approvals.models import Condition, FlowVersion
from township_office.audit.capacity import system


@pytest.fixture
def page(db):
    house = build_house()
    load_flows(house.township, by=system(house.township.pk))
    house["镇长"].is_staff = house["镇长"].is_superuser = True
    house["镇长"].save()
    browser = Client()
    browser.force_login(house["镇长"])

    def _page() -> str:
        version = FlowVersion.objects.get(flow__key="documents.incoming")
        return browser.get(f"/admin/approvals/flowversion/{version.pk}/change/").text

    return _page


def test_a_rule_is_read_in_the_offices_words(page):
    assert "不是例行阅件，归口是党政：镇长、党委书记" in page()


def test_a_switch_is_called_by_its_title(page):
    switch = "setting.incoming.director_sends_routine_to_circulation"
    Condition.objects.filter(fact="routine").update(fact=switch, value=True)
    assert "打开了「例行阅件由办公室主任直接送传阅，不再送批示」，归口是党政：" in page()


def test_several_values_of_a_fact_are_named_one_after_the_other(page):
    line = Condition.objects.filter(fact="side", value="both")
    line.update(operator=Condition.Operator.IN, value=["party", "both"])
    assert "归口属于党务、党政：" in page()
