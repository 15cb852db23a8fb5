"""What is posted to the page of a paper, by people with old tabs, sharp elbows and odd characters."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook

from documents.incoming.actions import register_card
from documents.incoming.models import Incoming
from tests.documents.walk import blank, organ, register
from township_office import clock
from township_office.approvals.actions import withdraw
from township_office.approvals.models import Event
from township_office.audit.models import Entry
from township_office.jobs.models import Job
from township_office.people.capacity import capacity_of
from township_office.people.middleware import IDLE
from township_office.people.models import Appointment, Organ


def signed_in(officer):
    browser = Client()
    browser.force_login(officer)
    return browser


def page_of(walk):
    return f"/documents/incoming/{walk.paper.pk}/"


def version(browser, walk):
    return browser.get(page_of(walk)).context["decision"].version


def post(browser, path, **said):
    return browser.post(path, {"once-key": str(uuid4()), **said})


def words(answer):
    return answer.content.decode()


def test_a_tab_left_open_at_one_stage_does_not_act_at_another(walk):
    clerk = signed_in(walk.house["文书"])
    of_the_check = version(clerk, walk)
    walk.check().propose().instruct()
    walk.agree("应急办主任", "已落实。")
    answer = post(clerk, page_of(walk), act="agree", version=of_the_check, all="on")
    assert (answer.status_code, walk.stage) == (409, "办结")


def test_the_second_leader_does_not_undo_what_the_first_changed_unseen(office):
    walk = register(office, side="both").check().propose("应急办主任")
    secretary = signed_in(office["党委书记"])
    before = version(secretary, walk)
    walk.instruct("民政办主任", post="镇长")
    said = {"act": "agree", "version": before, "opinion": "同意。", **walk.assignment("应急办主任")}
    assert post(secretary, page_of(walk), **said).status_code == 409


def test_the_reason_of_a_refusal_passes_the_form(office):
    below = organ(office, "柳树湾村", Organ.Level.BELOW)
    walk = register(office, source=below, source_number="无")
    clerk = signed_in(office["文书"])
    said = {"act": "refuse", "version": version(clerk, walk)}
    for opinion in ("", "缺\x00附件", "缺附件" * 1000):
        answer = post(clerk, page_of(walk), **said, opinion=opinion)
        assert (answer.status_code, walk.stage) == (200, "初审")
    assert post(clerk, page_of(walk), **said, opinion="缺附件。").status_code == 302
    assert Event.objects.get(verb="refuse").opinion == "缺附件。"


def test_what_is_typed_into_the_register_stays_out_of_addresses(office):
    """A title in an address stands in every log on the way; that of a state secret never may."""
    page = words(signed_in(office["文书"]).get("/documents/incoming/new/"))
    sent = page.split('hx-params="')[1].split('"')[0].split(",")
    assert set(sent) == {"source_name", "side", "work", "urgency"}


def test_the_way_to_void_an_entry_is_shown_while_it_may_be_voided(walk):
    clerk, void = signed_in(walk.house["文书"]), f"{page_of(walk)}void/"
    assert void in words(clerk.get(f"{page_of(walk)}trail/"))
    assert void not in words(signed_in(walk.house["镇长"]).get(f"{page_of(walk)}trail/"))
    walk.check().propose().instruct()
    assert void not in words(clerk.get(f"{page_of(walk)}trail/"))


def test_a_card_made_out_wrongly_can_be_voided_from_its_page(office):
    director = signed_in(office["办公室主任"])
    card = register_card(blank(office, secrecy="secret"), by=capacity_of(office["文书"]))
    page = words(director.get(f"/documents/incoming/{card.pk}/"))
    assert f"/documents/incoming/{card.pk}/void/" in page


def test_a_withdrawn_paper_is_offered_for_mending_to_the_office_only(walk):
    walk.check().propose().instruct()
    walk.return_to("应急办主任", to=1, reason="标题抄错。")
    withdraw(walk.case, by=capacity_of(walk.house["文书"], walk.house.posts["文书"]))
    amend = f"{page_of(walk)}amend/"
    assert amend in words(signed_in(walk.house["文书"]).get(page_of(walk)))
    assert amend not in words(signed_in(walk.house["镇长"]).get(page_of(walk)))


def test_while_a_sheet_is_being_made_no_second_one_is_asked_for(walk):
    clerk = signed_in(walk.house["文书"])
    assert post(clerk, f"{page_of(walk)}sheet/").status_code == 302
    assert post(clerk, f"{page_of(walk)}sheet/").status_code == 409
    assert Job.objects.filter(name="documents.incoming_sheet").count() == 1


def test_a_page_that_asks_by_itself_does_not_keep_anybody_signed_in(walk):
    clerk, start = signed_in(walk.house["文书"]), clock.now()
    post(clerk, f"{page_of(walk)}sheet/")
    page = words(clerk.get(page_of(walk)))
    assert '"Unasked"' in page
    for minutes in range(5, 45, 10):
        with clock.moved_to(start + timedelta(minutes=minutes)):
            last = clerk.get(f"{page_of(walk)}files/", headers={"Unasked": "1"})
    assert minutes * 60 > IDLE
    assert last.status_code == 302


@pytest.mark.parametrize(("taken", "how"), [("xlsx", "导出"), ("print", "打印")])
def test_taking_the_register_away_stands_on_the_trail(walk, taken, how):
    """DJ-11: who, when, and which part of it."""
    director = signed_in(walk.house["办公室主任"])
    director.get("/documents/incoming/", {"side": "party"})
    assert not Entry.objects.filter(officer_id=walk.house["办公室主任"].pk).exists()
    assert director.get("/documents/incoming/", {"side": "party", "as": taken}).status_code == 200
    entry = Entry.objects.get(officer_id=walk.house["办公室主任"].pk)
    assert (entry.act, entry.after["方式"]) == ("带出登记簿", how)
    assert "党务" in entry.words


def test_who_once_worked_in_the_office_does_not_have_the_original(office):
    former = office["机要员"]
    Appointment.objects.filter(officer=former).update(valid_until=clock.today() - timedelta(days=1))
    form = signed_in(office["文书"]).get("/documents/incoming/new/").context["form"]
    assert former not in form.fields["original_with"].queryset
    assert office["文书"] in form.fields["original_with"].queryset


def test_a_registered_paper_does_not_become_a_card(walk):
    walk.check().return_to("办公室主任", to=1, reason="密级漏登。")
    clerk = signed_in(walk.house["文书"])
    amend = f"{page_of(walk)}amend/"
    said = entered(walk.paper) | {"version": clerk.get(amend).context["version"]}
    answer = post(clerk, amend, **said, secrecy="secret")
    assert "不能改为涉密件" in words(answer)
    assert Incoming.objects.get().secrecy == "none"


def test_an_entry_mended_by_another_is_not_overwritten(walk):
    walk.check().return_to("办公室主任", to=1, reason="标题抄错。")
    clerk, amend = signed_in(walk.house["文书"]), f"{page_of(walk)}amend/"
    seen = clerk.get(amend).context["version"]
    said = entered(walk.paper) | {"secrecy": "none", "version": seen}
    assert post(clerk, amend, **said | {"title": "抄对的标题"}).status_code == 302
    walk.check().return_to("办公室主任", to=1, reason="字号抄错。")
    assert post(clerk, amend, **said).status_code == 409
    assert Incoming.objects.get().title == "抄对的标题"


def entered(paper):
    return {
        "source_name": paper.source.name,
        "source_level": "above",
        "source_number": paper.source_number,
        "title": paper.title,
        "kind": "通知",
        "side": "government",
        "work": "handle",
        "urgency": "平件",
        "copies": "1",
        "received_on": f"{paper.received_on:%Y-%m-%d}",
    }


def test_the_red_button_names_where_it_goes_and_never_oneself(walk):
    def button(post_name):
        return signed_in(walk.house[post_name]).get(page_of(walk)).context["decision"].send_words

    assert button("文书") == "初审并送李秀英"
    walk.check().propose("应急办主任", "民政办主任", "副镇长（农业）")
    assert button("镇长").startswith("批示并送")
    assert button("镇长").endswith("等 3 人")
    walk.instruct("应急办主任").agree("应急办主任", "已落实。")
    clerk_too = walk.house["机要员"]
    Appointment.objects.create(
        officer=clerk_too, post=walk.house.posts["文书"], valid_from=clock.today()
    )
    assert button("文书") == "办结"


def test_returned_straight_the_button_names_who_returned_it_and_nobody_who_agreed(office):
    walk = register(office, side="both").check().propose()
    walk.instruct(post="党委书记")
    walk.return_to("镇长", 2, "请核对附件份数。", straight=True)
    clerk = signed_in(walk.house["文书"])
    decision = clerk.get(page_of(walk)).context["decision"]
    assert decision.send_words == "初审并送王建国"
    assert decision.next_leg == "批示　镇长 王建国"
    walk.paper.title = "另一个标题"
    walk.paper.save()
    assert clerk.get(page_of(walk)).context["decision"].send_words == "初审并送李秀英"


def test_what_is_checked_point_by_point_is_not_agreed_to_in_two_taps(walk):
    """The ticks of 初审 are made by hand; the words alone would be refused for want of them."""
    assert 'value="quick"' not in words(signed_in(walk.house["文书"]).get(page_of(walk)))
    walk.check().propose()
    assert 'value="quick"' in words(signed_in(walk.house["镇长"]).get(page_of(walk)))


def test_what_came_back_lies_in_the_register_with_whom_it_came_back_to(walk):
    walk.check().propose().instruct()
    walk.return_to("应急办主任", to=1, reason="标题抄错。")
    assert f"登记 {walk.house['文书'].name}" in words(
        signed_in(walk.house["文书"]).get("/documents/incoming/")
    )


def test_a_form_at_fault_says_at_its_head_that_nothing_was_sent(walk):
    clerk = signed_in(walk.house["文书"])
    said = {"act": "agree", "version": version(clerk, walk)}
    assert "没有送出。" in words(post(clerk, page_of(walk), **said))
    assert walk.stage == "初审"


def test_the_workbook_has_the_senders_number_in_its_own_column(walk):
    answer = signed_in(walk.house["文书"]).get("/documents/incoming/", {"as": "xlsx"})
    sheet = load_workbook(BytesIO(answer.content)).active
    heads = [cell.value for cell in sheet[3]]
    assert sheet.cell(4, heads.index("来文字号") + 1).value == walk.paper.source_number
