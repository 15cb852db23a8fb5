"""Outings in the browser: asking, deciding, handing out, taking back, longer, the list."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from seals.outing.forms import LinesField
from seals.outing.models import Extension, Outing
from seals.using.models import Stamping
from tests.house import PASSWORD
from tests.seals.outing.desk import Desk, Longer, Office, at
from township_office import clock
from township_office.people.fresh import FIELD

LATER = timedelta(minutes=20)  # the password was typed too long ago
NEW, LIST = "/seals/outings/new/", "/seals/outings/"


def browser(office: Office, post: str) -> Client:
    client = Client()
    client.force_login(office.house[post])
    return client


def words(answer: Any) -> str:
    return answer.content.decode()


def send(client: Client, way: str, **said: Any) -> Any:
    return client.post(way, {"once-key": str(uuid4()), **said}, follow=True)


def typed(office: Office, **fields: Any) -> dict[str, Any]:
    """What the page sends of an outing that is fit to be sent."""
    usual = {
        "seal": office.seal().pk,
        "purpose": "到县农商行办理贷款合同",
        "place": "县农商行",
        "lines": "土地流转合同 4\n授权委托书",
        "since": "2026-11-26T09:00",
        "until": "2026-11-26T17:30",
        "carrier": office.house["应急办干事"].pk,
        "escort": office.house["应急办主任"].pk,
    }
    return usual | fields


def decides(client: Client, desk: Desk, act: str = "agree", **said: Any) -> Any:
    way = desk.outing.get_absolute_url()
    version = client.get(way).context["decision"].version
    return send(client, way, act=act, version=version, **said)


def test_it_is_asked_for_on_one_page(office):
    clerk = browser(office, "应急办干事")
    page = clerk.get(NEW)
    assert ("〔2026〕1号" in words(page), "按所选的印章确定" in words(page)) == (True, True)
    assert page.context["form"]["carrier"].initial == office.house["应急办干事"].pk
    answer = send(clerk, NEW, **typed(office))
    assert "外带〔2026〕1号：已送王建国审批。" in words(answer)
    outing = Outing.objects.get()
    assert [(each.what, each.copies) for each in outing.sheets.all()] == [
        ("土地流转合同", 4),
        ("授权委托书", 1),
    ]
    assert (outing.until, outing.department.short_name) == (at("26T17:30"), "应急办")


FAULTS = [
    ({"escort": "carrier"}, "要是两个人"),
    ({"until": "2026-11-28T17:30"}, "最长1天"),
    ({"until": "2026-11-26T09:00"}, "归还时间要晚于带出时间"),
    ({"lines": "合同 0"}, "「合同」的份数要在 1 到 999 之间"),
    ({"lines": " \n "}, "请填盖什么"),
    ({"seal": ""}, "请选择印章"),
]


@pytest.mark.parametrize(("fields", "sentence"), FAULTS)
def test_what_is_wrong_stands_beneath_its_field_and_nothing_typed_is_lost(office, fields, sentence):
    said = typed(office, **fields)
    if said["escort"] == "carrier":
        said["escort"] = said["carrier"]
    page = words(send(browser(office, "应急办干事"), NEW, **said))
    assert sentence in page
    assert said["purpose"] in page
    assert not Outing.objects.exists()


def test_a_seal_that_another_has_then_is_told_while_one_asks(office):
    office.ask().approved()
    page = words(send(browser(office, "应急办干事"), NEW, **typed(office)))
    assert "外带已有安排，时间重叠" in page


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("土地流转合同 4", ("土地流转合同", 4)),
        ("土地流转合同，4份", ("土地流转合同", 4)),
        ("土地流转合同×4 份", ("土地流转合同", 4)),
        ("土地流转合同", ("土地流转合同", 1)),
        ("关于2026年项目的委托书", ("关于2026年项目的委托书", 1)),
        ("合同2026", ("合同2026", 1)),
    ],
)
def test_a_line_is_a_name_and_its_copies(written, read):
    assert LinesField().clean(written) == [read]


def test_the_way_follows_the_seal_that_is_chosen(office):
    clerk = browser(office, "应急办干事")
    ways = {
        organ: words(clerk.get("/seals/outings/way/", {"seal": office.seal(organ).pk}))
        for organ in ("government", "party")
    }
    assert ("王建国" in ways["government"], "吴梅" in ways["government"]) == (True, True)
    assert ("陈志远" in ways["party"], "王静" in ways["party"]) == (True, True)


def test_the_leader_types_his_password_where_he_signed_in_long_ago(office):
    desk = office.ask()
    mayor_officer = office.house["镇长"]
    mayor_officer.set_password(PASSWORD)
    mayor_officer.save()
    mayor = browser(office, "镇长")
    with clock.moved_to(clock.now() + LATER):
        assert FIELD in words(mayor.get(desk.outing.get_absolute_url()))
        decides(mayor, desk, opinion="同意。")
        assert desk.stage == "审批"
        wrong = decides(mayor, desk, opinion="同意。", **{FIELD: "cuo-mi-ma"})
        assert (desk.stage, "密码不对" in words(wrong)) == ("审批", True)
        decides(mayor, desk, opinion="同意。", **{FIELD: PASSWORD})
    assert desk.stage == "交出"


def test_the_keeper_hands_it_out_and_takes_it_back_on_its_page(office):
    desk = office.ask().approved()
    keeper = browser(office, "印章保管员")
    missing = decides(keeper, desk, opinion="已交出。", told="on", whole="on")
    assert ("带印人、随行人都在场" in words(missing), desk.stage) == (True, "交出")
    decides(keeper, desk, opinion="已交出。", both="on", told="on", whole="on")
    page = words(keeper.get(desk.outing.get_absolute_url()))
    assert ("印章在外" in page, "土地流转合同　批准 4 份，实盖" in page) == (True, True)
    said = {"condition": "intact", "counted": "on", **desk.count(4, 0)}
    decides(keeper, desk, opinion="已收回。", **said)
    assert (desk.stage, Stamping.objects.get().copies) == ("办结", 4)
    page = words(keeper.get(desk.outing.get_absolute_url()))
    assert ("已收回" in page, "实盖 4 份，登记〔2026〕1号" in page) == (True, True)


def test_beyond_the_approval_the_page_asks_why(office):
    desk = office.ask().out()
    keeper = browser(office, "印章保管员")
    said = {"condition": "intact", "counted": "on", **desk.count(5, 0)}
    page = words(decides(keeper, desk, opinion="已收回。", **said))
    assert "超出批准、有损坏或遗失的，请写明情况。" in page
    decides(keeper, desk, opinion="已收回。", remark="银行要求多留一份。", **said)
    assert "超出批准 1 份" in words(keeper.get(desk.outing.get_absolute_url()))


def test_while_it_is_out_nobody_is_offered_to_end_it(office):
    desk = office.ask().out()
    desk.return_to("印章保管员", to=2, reason="请再定。")
    assert "不同意外带" not in words(browser(office, "镇长").get(desk.outing.get_absolute_url()))


def test_what_came_back_is_mended_and_sent_again(office):
    desk = office.ask()
    desk.return_to("镇长", to=1, reason="时间太长。")
    clerk = browser(office, "应急办干事")
    page = desk.outing.get_absolute_url()
    assert "修改后再送" in words(clerk.get(page))
    form = clerk.get(f"{page}amend/")
    assert "土地流转合同 4\n授权委托书 1" in words(form)
    stale = send(clerk, f"{page}amend/", **typed(office), version="0.0")
    assert stale.status_code == 409
    version = form.context["version"]
    said = typed(office, until="2026-11-26T12:00", version=version)
    assert "已送王建国审批" in words(send(clerk, f"{page}amend/", **said))
    assert desk.fresh().until == at("26T12:00")


def asked_longer(office, until="2026-11-26T20:00"):
    """Out until half past five, and asked for until eight."""
    desk = office.ask(until=at("26T17:30")).out()
    way = f"{desk.outing.get_absolute_url()}longer/"
    answer = send(browser(office, "应急办干事"), way, until=until, reason="还在审核。")
    return desk, way, words(answer)


def test_it_is_asked_for_longer_and_granted_from_the_desk(office):
    desk, way, page = asked_longer(office, until="2026-11-26T16:00")
    assert "要晚于现在，也要晚于原定的归还时间" in page
    clerk, mayor = browser(office, "应急办干事"), browser(office, "镇长")
    page = words(send(clerk, way, until="2026-11-26T20:00", reason="还在审核。"))
    assert "申请延期：已送王建国审批。" in page
    waiting = Extension.objects.get()
    assert waiting.get_absolute_url() in words(mayor.get("/"))
    assert "延到11月26日 20:00" in words(mayor.get("/"))
    page = mayor.get(waiting.get_absolute_url())
    assert "还没有定，按原来的时间归还" in words(page)
    said = {"act": "agree", "opinion": "抓紧。", "version": page.context["decision"].version}
    assert send(mayor, waiting.get_absolute_url(), **said).status_code == 200
    assert (desk.fresh().until, Extension.objects.get().granted) == (at("26T20:00"), True)
    assert "王建国 11月26日 08:30 同意：抓紧。" in words(clerk.get(way))


def test_while_one_waits_the_page_offers_no_second(office):
    desk, way, _ = asked_longer(office)
    clerk = browser(office, "应急办干事")
    assert 'name="reason"' not in words(clerk.get(way))
    again = send(clerk, way, until="2026-11-26T22:00", reason="等。")
    assert again.status_code == 409
    assert desk.outing.extensions.count() == 1


def test_who_may_neither_ask_nor_decide_only_reads(office):
    desk = office.ask(until=at("26T17:30")).out()
    way = f"{desk.outing.get_absolute_url()}longer/"
    clerk = browser(office, "文书")
    assert 'name="reason"' not in words(clerk.get(way))
    said = {"until": "2026-11-26T20:00", "reason": "还在审核。"}
    assert send(clerk, way, **said).status_code == 403
    send(browser(office, "应急办干事"), way, **said)
    page = clerk.get(Extension.objects.get().get_absolute_url())
    assert (page.status_code, page.context["decision"].form) == (200, None)


def test_booked_by_another_by_then_the_leader_reads_why_he_cannot_grant_it(office):
    asked_longer(office)
    office.ask(since=at("26T19:00"), until=at("26T21:00")).approved()
    mayor, page = browser(office, "镇长"), Extension.objects.get().get_absolute_url()
    said = {"act": "agree", "opinion": "同意。"}
    said["version"] = mayor.get(page).context["decision"].version
    answer = send(mayor, page, **said)
    assert (answer.status_code, "外带已有安排" in words(answer)) == (403, True)
    assert Extension.objects.get().is_waiting


def test_sent_back_it_says_what_to_do(office):
    desk, _, _ = asked_longer(office)
    longer = Longer(office, desk.outing, Extension.objects.get().pk)
    longer.return_to("镇长", to=1, reason="写清楚理由。")
    clerk = browser(office, "应急办干事")
    page = words(clerk.get(longer.extension.get_absolute_url()))
    assert "申请退回您了" in page and "撤回" in page


def test_what_nobody_decided_says_so_when_it_is_back(office):
    desk, way, _ = asked_longer(office)
    desk.back()
    mayor = browser(office, "镇长")
    assert "没有定，已了结" in words(mayor.get(way))
    page = mayor.get(Extension.objects.get().get_absolute_url())
    assert page.context["decision"].form is None


def test_a_longer_time_is_granted_with_the_password_where_it_is_asked_for(office):
    asked_longer(office)
    page, mayor = Extension.objects.get().get_absolute_url(), browser(office, "镇长")
    with clock.moved_to(clock.now() + LATER):
        shown = mayor.get(page)
        assert FIELD in words(shown)
        version = shown.context["decision"].version
        send(mayor, page, act="agree", opinion="同意。", version=version)
    assert Extension.objects.get().granted is None


def test_what_is_out_stands_first_and_what_is_late_is_marked(office):
    first = office.ask(until=at("26T17:30"), purpose="先带出的").out()
    office.ask(since=at("26T18:00"), until=at("26T20:00"), purpose="后申请的")
    clerk = browser(office, "文书")
    page = words(clerk.get(LIST))
    assert page.index("正在外带") < page.index("后申请的")
    assert ("逾期" in page.partition("正在外带")[2].partition("</section>")[0]) is False
    with clock.moved_to(at("26T18:30")):
        clerk = browser(office, "文书")
        page = words(clerk.get(LIST))
        assert "已超 1" in page.partition("正在外带")[2].partition("</section>")[0]
        assert "逾期未还 马军" in page
        late = words(clerk.get(f"{LIST}?tab=late"))
        record = words(clerk.get(first.outing.get_absolute_url()))
    assert ("先带出的" in late, "后申请的" in late) == (True, False)
    assert "逾期未还。" in record


def test_one_looks_it_up_by_where_and_by_whom(office):
    office.ask(purpose="到银行", place="县农商行")
    office.ask("民政办主任", organ="party", purpose="到民政局", place="县民政局")
    clerk = browser(office, "文书")
    for asked, found in (
        ("农商", ["到银行"]),
        ("委员会", ["到民政局"]),
        ("赵磊", ["到民政局", "到银行"]),
    ):
        rows = clerk.get(LIST, {"words": asked}).context["page"].rows
        assert sorted(row.purpose for row in rows) == sorted(found)


def test_the_trail_tells_who_did_what(office):
    desk = office.ask().out()
    page = words(browser(office, "文书").get(f"{desk.outing.get_absolute_url()}trail/"))
    assert all(act in page for act in ("申请外带印章", "同意外带", "交出印章"))


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "9999-12-31T23:59"])
@pytest.mark.parametrize("name", ["since", "until"])
def test_a_time_of_another_age_is_answered_beside_the_field(office, name, at):
    client, said = browser(office, "应急办干事"), typed(office, **{name: at})
    assert client.get("/seals/outings/way/", said).status_code == 200
    answer = send(client, NEW, **said)
    assert answer.context["form"].errors.keys() <= {"since", "until"}
    assert not Outing.objects.exists()
