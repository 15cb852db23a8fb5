"""Recipients who are written down by name count for the checks like those that are ticked."""

from typing import Any

import pytest

from documents.incoming.actions import register_incoming
from documents.outgoing import actions
from documents.outgoing.actions import Parts
from documents.outgoing.checks.reading import manuscript_as_sent
from documents.outgoing.checks.standing import level_of
from documents.outgoing.models import Outgoing
from tests.documents.outgoing.deeds import Office
from tests.documents.outgoing.desk import manuscript
from tests.documents.outgoing.test_pages import browser, sheet, typed
from tests.documents.walk import blank, organ
from tests.house import House
from township_office.people.models import Organ
from township_office.web.refusals import Refused

pytestmark = pytest.mark.django_db
COMMAND = "县人民政府防汛抗旱指挥部"


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def upward(office: Office, **fields: Any) -> dict[str, Any]:
    asked = {
        "kind": "请示",
        "direction": "up",
        "title": "宁条梁镇人民政府关于解决春灌资金的请示",
        "body": "<p>恳请拨付资金20万元。</p><p>妥否，请批示。</p>",
        "main": [],
    }
    return typed(office, **asked | fields)


def told(office: Office, said: dict[str, Any]) -> list[tuple[str, str]]:
    """The rules that the page names, while it is written, and what stands there."""
    answer = browser(office).post("/documents/outgoing/check/", said)
    return [(each.rule, each.quote) for each in answer.context["findings"]]


def test_an_important_notice_is_copied_to_a_superior_written_down(office):
    assert ("DOC-29", "") in told(office, typed(office, important="on"))
    said = typed(office, important="on", copied_more=COMMAND)
    assert ("DOC-29", "") not in told(office, said)
    assert browser(office).post(sheet(), said).status_code == 302
    assert Organ.objects.get(name=COMMAND).level == "above"


@pytest.mark.parametrize("field", ["main_more", "copied_more"])
def test_a_name_that_no_directory_has_room_for_is_told_beside_the_field(office, field):
    answer = browser(office).post(sheet(), typed(office, **{field: "县" * 81}))
    assert "单位名称最多 80 个字" in answer.context["form"].errors[field][0]
    assert not Organ.objects.filter(name__startswith="县县").exists()


def test_who_is_ticked_and_written_down_as_well_is_named_once(office):
    said = typed(office, main_more="柳树湾村民委员会、县消防救援大队、县消防救援大队")
    assert browser(office).post(sheet(), said).status_code == 302
    named = [each.name for each in Outgoing.objects.get().recipients.all()]
    assert named == ["柳树湾村民委员会", "县消防救援大队"]


def test_a_leader_written_down_is_a_person_and_is_not_remembered(office):
    said = upward(office, main_more="王县长")
    rules = [rule for rule, _ in told(office, said)]
    assert "DOC-26" in rules and "FMT-043" not in rules
    answer = browser(office).post(sheet(), said)
    assert (answer.status_code, answer.context["refused"]) == (200, True)
    assert not Organ.objects.filter(name="王县长").exists()


def test_two_superiors_written_down_are_two(office):
    said = upward(office, main_more="县人民政府、县财政局")
    assert ("DOC-21", "县人民政府、县财政局") in told(office, said)


def test_a_village_written_down_gets_no_copy_of_what_goes_up(office):
    said = upward(office, main_more="县人民政府", copied_more="杨家沟村民委员会")
    assert ("DOC-22", "杨家沟村民委员会") in told(office, said)


def test_who_stands_in_the_directory_is_known_by_name(office):
    organ(office.house, "县水利局", Organ.Level.SAME)
    said = typed(office, main=[], main_more="县水利局")
    assert "B1.7" not in [rule for rule, _ in told(office, said)]


@pytest.mark.parametrize(
    ("name", "direction", "level"),
    [
        ("县人民政府", "down", "above"),
        ("中共梁安县委办公室", "down", "above"),
        ("县防汛抗旱指挥部", "down", "above"),
        ("县水利局", "down", "same"),
        ("县水利局", "up", "above"),
        ("红墩界镇人民政府", "down", "same"),
        ("杨家沟村村民委员会", "up", "below"),
        ("各包联单位", "down", "below"),
    ],
)
def test_a_name_says_where_an_organ_stands(name, direction, level):
    assert level_of(name, direction, own="宁条梁镇") == level


def test_brackets_hold_a_name_together(office):
    said = typed(office, main=[], main_more="县委政法委（平安办、综治办）；县司法局")
    assert browser(office).post(sheet(), said).status_code == 302
    named = {each.name for each in Outgoing.objects.get().recipients.all()}
    assert named == {"县委政法委（平安办、综治办）", "县司法局"}


def test_nothing_is_chosen_for_the_drafter_as_to_whether_it_is_public(office):
    page = browser(office).get(sheet()).content.decode()
    assert 'value="active"' in page
    assert all("checked" not in tag for tag in page.split("<input") if 'name="disclosure"' in tag)
    answer = browser(office).post(sheet(), typed(office, disclosure=""))
    assert answer.context["form"].errors.keys() == {"disclosure"}
    assert ("SEC-12", "") in told(office, typed(office, disclosure=""))


def test_above_a_city_without_counties_there_is_nobody_to_pass_over(office):
    said = upward(office, main_more="神木市人民政府")
    assert "DOC-28" not in [rule for rule, _ in told(office, said)]
    organ(office.house, "梁安县人民政府")
    assert ("DOC-28", "神木市人民政府") in told(office, said)
    copied = said | {"copied_more": "梁安县人民政府"}
    assert "DOC-28" not in [rule for rule, _ in told(office, copied)]


@pytest.mark.parametrize("words", ["根据{}文件", "按照{}", "（{}）", "现根据县上{}要求"])
def test_a_number_in_the_register_is_known_whatever_leads_up_to_it(office, words):
    number = "梁残发〔2026〕79号"
    said = typed(office, body=f"<p>{words.format(number)}，请清淤。</p>", note=f"见{number}")
    assert ("A3.1.1", number) in [
        (rule, quote[-len(number) :]) for rule, quote in told(office, said)
    ]
    register_incoming(blank(office.house, source_number=number), by=office.clerk)
    assert "A3.1.1" not in [rule for rule, _ in told(office, said)]


def test_an_action_sends_nothing_in_which_there_is_an_error(office):
    astray = manuscript(office.house, kind="请示", title="关于解决春灌资金的请示")
    by = office.who("应急办干事")
    with pytest.raises(Refused, match="请示是上行文"):
        actions.submit_outgoing(astray, office.parts, by=by)
    assert not Outgoing.objects.exists()


def test_nor_does_it_change_or_send_again_what_is_wrong(office):
    paper = office.back()
    Outgoing.objects.filter(pk=paper.pk).update(title="关于做好春灌工作的请示报告")
    with pytest.raises(Refused, match="文种不能混用"):
        actions.send_outgoing(Outgoing.objects.get(), by=office.clerk)
    with pytest.raises(Refused, match="文种不能混用"):
        actions.amend_outgoing(Outgoing.objects.get(), office.parts, by=office.clerk)


def test_the_reviewer_sees_that_it_goes_to_a_person(office):
    village = organ(office.house, "柳支书同志", Organ.Level.BELOW)
    paper = office.blank()
    actions.submit_outgoing(paper, Parts(main=[village]), by=office.who("应急办干事"))
    assert manuscript_as_sent(paper).main[0].is_person
