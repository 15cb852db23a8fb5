"""What the administrator reads of a published flow, and does to a draft of it."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from tests.house import build_house
from township_office.approvals.drafting import token_of
from township_office.approvals.loader import load_flows
from township_office.approvals.models import Condition, FlowVersion, Rule, Signer, Stage
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


class Browser:
    """An administrator at the admin: what he opens, and what he sends from there."""

    def __init__(self, house) -> None:
        house["镇长"].is_staff = house["镇长"].is_superuser = True
        house["镇长"].save()
        self.house, self.client = house, Client()
        self.client.force_login(house["镇长"])
        load_flows(house.township, by=system(house.township.pk))
        self.published = FlowVersion.objects.get(
            flow__key="documents.incoming", flow__township=house.township
        )
        self.sends(f"{self.published.pk}/copy/")

    @property
    def draft(self) -> FlowVersion:
        return FlowVersion.objects.get(flow=self.published.flow, published_at=None)

    def opens(self, address: str):
        return self.client.get(f"/admin/approvals/flowversion/{address}")

    def sends(self, address: str, **fields):
        """Posts what the page would, with the token that stands on it."""
        draft = FlowVersion.objects.filter(published_at=None).first()
        usual = {"once-key": str(uuid4()), "version": token_of(draft) if draft else ""}
        return self.client.post(f"/admin/approvals/flowversion/{address}", usual | fields)

    def stage(self, name: str) -> Stage:
        return self.draft.stages.get(name=name)

    def rule(self, stage: str = "批示") -> Rule:
        return self.stage(stage).rules.first()


def rows(prefix: str, *lines: dict) -> dict:
    """A list of drop-downs as the browser sends it."""
    counts = {f"{prefix}-TOTAL_FORMS": len(lines), f"{prefix}-INITIAL_FORMS": 0}
    named = {
        f"{prefix}-{at}-{name}": said
        for at, line in enumerate(lines)
        for name, said in line.items()
    }
    return counts | named


def one_rule(*when: dict, who: tuple[str, ...] = ("mayor",)) -> dict:
    signers = rows("who", *({"role": role} for role in who))
    return {"mode": "all", **rows("when", *when), **signers}


PARTY = {"fact": "side", "operator": "in", "value": '["side", "party"]'}
BOTH = {"fact": "side", "operator": "in", "value": '["side", "both"]'}


@pytest.fixture
def browser(db) -> Browser:
    return Browser(build_house())


def test_a_copy_is_opened_where_it_can_be_changed(browser):
    answer = browser.opens(f"{browser.draft.pk}/change/")
    assert answer.url.endswith(f"/{browser.draft.pk}/draft/")
    assert "底稿，未发布" in browser.opens("").text


def test_the_pages_of_a_draft_say_no_facts_name(browser):
    pages = [
        f"{browser.draft.pk}/draft/",
        f"{browser.draft.pk}/trial/",
        f"stage/{browser.stage('批示').pk}/",
        f"rule/{browser.rule().pk}/",
    ]
    for address in pages:
        seen = re.sub(r"<[^>]*>", " ", browser.opens(address).text)
        assert re.findall(r"routine|side|urgency|mayor|office_director|documents\.", seen) == []


def test_several_values_are_a_row_each_and_one_condition(browser):
    address = f"rule/{browser.rule().pk}/"
    assert browser.sends(address, **one_rule(PARTY, BOTH)).status_code == 302
    (condition,) = browser.rule().conditions.all()
    assert (condition.fact, condition.operator, condition.value) == (
        "side",
        "in",
        ["party", "both"],
    )
    assert browser.opens(address).text.count('value="side" selected') == 2
    assert "归口属于党务、党政：镇长" in browser.opens(f"{browser.draft.pk}/draft/").text


def test_fallbacks_stand_behind_their_signer(browser):
    fields = one_rule(who=()) | rows(
        "who", {"role": "handlers", "fallback_0": "mayor", "fallback_1": "clerk"}, {"role": ""}
    )
    browser.sends(f"rule/{browser.rule().pk}/", **fields)
    kept = Signer.objects.filter(rule=browser.rule()).values_list("role", "instead_of")
    assert list(kept) == [("handlers", ""), ("mayor", "handlers"), ("clerk", "handlers")]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (one_rule(who=()), "请至少选一位办理人。"),
        (one_rule(who=("mayor", "mayor")), "同一位选了两次"),
        (
            one_rule({"fact": "side", "operator": "above", "value": '["side", "party"]'}),
            "「归口」不是数",
        ),
        (
            one_rule({"fact": "side", "operator": "is", "value": '["work", "read"]'}),
            "在「归口」那一组里选",
        ),
        (one_rule({"fact": "", "operator": "is", "value": '["work", "read"]'}), "请选看什么"),
        (one_rule(who=()) | rows("who", {"role": "", "fallback_0": "mayor"}), "请选请谁办理"),
    ],
)
def test_a_rule_at_fault_says_what_to_choose_and_changes_nothing(browser, fields, said):
    before = token_of(browser.draft)
    answer = browser.sends(f"rule/{browser.rule().pk}/", **fields)
    assert (answer.status_code, said in answer.text) == (200, True)
    assert token_of(browser.draft) == before


def test_what_was_filled_in_upon_an_older_draft_is_kept_and_saved_the_second_time(browser):
    address = f"stage/{browser.stage('批示').pk}/"
    fields = {"name": "领导阅批", "kind": "documents.instruct", "limit": "6", "clause_0": "A3.1.3"}
    answer = browser.sends(address, **fields, version="older")
    assert "另一位管理员刚改过" in answer.text
    assert "领导阅批" in answer.text
    assert token_of(browser.draft) in answer.text
    assert browser.sends(address, **fields).status_code == 302
    assert browser.stage("领导阅批").limit == 6


def test_a_published_version_is_not_opened_for_change(browser):
    stage = browser.published.stages.get(name="批示")
    for address in (
        f"stage/{stage.pk}/",
        f"rule/{stage.rules.first().pk}/",
        f"{browser.published.pk}/stage/",
        f"{browser.published.pk}/discard/",
    ):
        answer = browser.opens(address)
        assert (answer.status_code, "已经发布" in answer.text) == (403, True)


def test_what_another_took_away_is_said_and_what_was_typed_given_back(browser):
    answer = browser.sends("stage/987654/", name="领导阅批")
    assert (answer.status_code, "领导阅批" in answer.text) == (409, True)
    assert browser.opens("stage/987654/").status_code == 404


def test_a_draft_of_another_township_is_not_there(browser, other_house):
    other = Browser(other_house)
    for address in (
        f"{browser.draft.pk}/draft/",
        f"{browser.draft.pk}/trial/",
        f"stage/{browser.stage('批示').pk}/",
        f"rule/{browser.rule().pk}/",
    ):
        assert other.opens(address).status_code == 404


def test_an_administrator_without_the_right_to_flows_is_kept_out(browser):
    browser.house["镇长"].is_superuser = False
    browser.house["镇长"].save()
    assert browser.opens(f"{browser.draft.pk}/draft/").status_code == 403


def test_a_trial_with_chosen_facts_names_who_would_get_it(browser):
    chosen = {
        "routine": '["routine", false]',
        "side": '["side", "party"]',
        "work": '["work", "read"]',
    }
    page = browser.client.get(
        f"/admin/approvals/flowversion/{browser.draft.pk}/trial/", chosen
    ).text
    assert "<b>陈志远</b>　党委书记" in page
    assert page.count("这一环节略过") == 2


def test_the_trail_tells_who_drafted_what(browser):
    browser.sends(f"rule/{browser.rule().pk}/", **one_rule(PARTY, BOTH))
    trail = browser.opens(f"{browser.draft.pk}/history/").text
    assert "起草流程新版本" in trail
    assert "归口属于党务、党政：镇长" in trail
