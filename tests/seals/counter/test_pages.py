"""The row at the counter in the browser: sent with one press, given back with its faults."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from seals.using.models import Request
from tests.seals.counter.deeds import CITIZEN, CLERK, entered
from tests.seals.using.desk import APPLICANT, asked, matter_of, seal_of
from tests.seals.using.samples import pdf, upload
from township_office import clock

COUNTER = "/seals/counter/"


def signed_in(officer):
    browser = Client()
    browser.force_login(officer)
    return browser


def said(house, **more):
    usual = {
        "on_behalf": CITIZEN,
        "title": "低保申请表",
        "matter": matter_of(house, "常规表格").pk,
        "copies": "2",
        "seal": seal_of(house, "government").pk,
        "content": upload("低保申请表.pdf", pdf(True)),
        "once-key": str(uuid4()),
    }
    return usual | more


def test_one_press_drafts_and_sends_it_and_the_row_is_empty_for_the_next(town):
    browser = signed_in(town[CLERK])
    answer = browser.post(COUNTER, said(town, matter=matter_of(town, "证明").pk), follow=True)
    assert answer.redirect_chain == [(COUNTER, 302)]
    page = answer.content.decode()
    assert f"{CITIZEN}：已送李秀英审批。" in page
    form = answer.context["form"]
    assert (form["on_behalf"].value(), form["title"].value()) == (None, None)
    assert form["matter"].value() == matter_of(town, "证明").pk
    request = Request.objects.get()
    assert (request.copies, request.applicant) == (2, town[CLERK])
    assert request.get_absolute_url() in page
    assert "审批 李秀英" in page


def test_sent_twice_it_is_one_entry(town):
    browser, once = signed_in(town[CLERK]), said(town)
    for _ in range(2):
        once["content"].seek(0)
        assert browser.post(COUNTER, once).status_code == 302
    assert Request.objects.count() == 1


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"on_behalf": ""}, "请填姓名"),
        ({"on_behalf": "刘芳"}, "自己要盖的不在柜台登记"),
        ({"title": "户口 61080219700101123X"}, "身份证号"),
        ({"content": upload("空白.pdf", pdf(False))}, "是空白的"),
        ({"content": ""}, "请选文件"),
        ({"copies": "0"}, "不能小于"),
    ],
)
def test_what_was_typed_comes_back_with_its_fault(town, fault, sentence):
    answer = signed_in(town[CLERK]).post(COUNTER, said(town) | fault)
    page = answer.content.decode()
    assert (answer.status_code, sentence in page) == (200, True)
    kept = said(town) | fault
    assert f'value="{kept["copies"]}"' in page
    assert not Request.objects.exists()


def test_what_goes_with_a_document_is_not_among_the_choices(town):
    page = signed_in(town[CLERK]).get(COUNTER).content.decode()
    for name in ("常规表格", "证明", "对外单位、个人"):
        assert f">{name}<" in page
    for name in ("合同协议", "人事", "财务", "公文", "空白"):
        assert f">{name}<" not in page


def test_below_the_row_stand_those_of_today_and_nobody_elses(town):
    asked(town, title="不在柜台的")
    with clock.moved_to(clock.now() - timedelta(days=1)):
        entered(town, on_behalf="昨天的人")
    entered(town, on_behalf="今天的人")
    page = signed_in(town[CLERK]).get(COUNTER).content.decode()
    assert [name in page for name in ("今天的人", "昨天的人", "不在柜台的")] == [True, False, False]
    other = signed_in(town["民政办主任"]).get(COUNTER).content.decode()
    assert "今天的人" not in other
    assert "今天还没有人来盖章" in other


def test_the_list_of_requests_leads_to_the_counter(office):
    assert COUNTER in signed_in(office[APPLICANT]).get("/seals/requests/").content.decode()
