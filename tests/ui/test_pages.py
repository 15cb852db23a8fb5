import re

import pytest
from django.test import Client
from django.urls import reverse

from township_office.people.models import Officer

SECRECY = "本系统为非涉密系统，严禁处理、存储、传输国家秘密"
OPINION = "拟请志强同志牵头，应急办、民政办落实。"


def test_the_kit_shows_the_components_to_whoever_is_signed_in(clerk):
    answer = clerk.get(reverse("ui:kit"))
    assert answer.status_code == 200
    assert "11月22日已过" in answer.text


def test_the_kit_is_not_for_passers_by(client):
    assert client.get(reverse("ui:kit")).status_code == 302


def test_the_frame_costs_one_query_a_place_beyond_who_one_is(clerk, django_assert_max_num_queries):
    # the session, the officer, the township; where he sits today and whether both leaders are away,
    # and who is on leave or on a trip, unless that is known from before; what waits on the desk; the bell
    with django_assert_max_num_queries(10):
        clerk.get(reverse("ui:kit"))


def test_the_title_names_the_office(clerk):
    assert "<title>部件 · 宁条梁镇党政办</title>" in clerk.get(reverse("ui:kit")).text


def test_scripts_run_by_the_nonce_of_their_page_or_from_the_house_itself(clerk):
    answer = clerk.get(reverse("ui:kit"))
    (nonce,) = set(re.findall(r'nonce="([^"]+)"', answer.text))
    policy = answer.headers["Content-Security-Policy"]
    assert re.search(rf"script-src 'self' 'nonce-{re.escape(nonce)}'", policy)
    assert "unsafe" not in policy


def test_htmx_takes_refusals_and_evaluates_nothing(clerk):
    page = clerk.get(reverse("ui:kit")).text
    assert '"allowEval": false' in page
    assert '"includeIndicatorStyles": false' in page
    assert '"code": "403|409|422", "swap": true' in page
    assert "htmx-2.min.js" in page
    assert re.search(r"hx-headers='\{\"X-CSRFToken\": \"\w{64}\"\}'", page)


def test_large_print_is_kept_with_the_officer(clerk, house):
    answer = clerk.post(reverse("ui:large_print"), {"large": "1", "next": "/kit/"})
    assert answer.headers["Location"] == "/kit/"
    assert Officer.objects.get(pk=house["文书"].pk).large_print
    assert '<html lang="zh-Hans" data-size="large">' in clerk.get("/kit/").text


def test_large_print_asked_for_twice_stays_large(clerk, house):
    for _ in range(2):
        clerk.post(reverse("ui:large_print"), {"large": "1"})
    assert Officer.objects.get(pk=house["文书"].pk).large_print


def test_large_print_can_be_put_back(clerk, house):
    clerk.post(reverse("ui:large_print"), {"large": "1"})
    clerk.post(reverse("ui:large_print"), {"large": "0"})
    assert "data-size" not in clerk.get("/kit/").text


def test_large_print_never_leads_out_of_the_house(clerk):
    answer = clerk.post(reverse("ui:large_print"), {"large": "1", "next": "https://example.org/"})
    assert answer.headers["Location"] == "/"


def test_large_print_is_changed_by_a_press_not_by_a_link(clerk):
    assert clerk.get(reverse("ui:large_print")).status_code == 405


def test_the_demo_says_so_on_every_page(clerk, settings):
    assert "演示系统" not in clerk.get("/kit/").text
    settings.OFFICE_DEMO = True
    for path in ("/kit/", "/nothing-here/"):
        assert "演示系统" in clerk.get(path).text
    assert "演示系统" in Client().get("/login/").text


@pytest.mark.urls("tests.ui.urls")
@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/refused/", 403, "只有拟稿人可以提交。"),
        ("/stale/", 409, "已由李秀英处理。"),
        ("/forbidden/", 403, "您现在的职务没有这项权限"),
        ("/nothing-here/", 404, "没有找到这一页"),
        ("/suspicious/", 400, "没有看懂这个请求"),
        ("/broken/", 500, "系统出错了，这一步没有办成"),
    ],
)
def test_a_page_that_fails_says_what_to_do(clerk, path, status, words):
    clerk.raise_request_exception = False
    answer = clerk.get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert SECRECY in answer.text


@pytest.mark.urls("tests.ui.urls")
def test_a_refusal_gives_back_what_was_typed(clerk):
    answer = clerk.post("/refused/", {"opinion": OPINION, "act": "agree", "password": "x" * 12})
    assert "您写的还在这里" in answer.text
    assert f"readonly>{OPINION}</textarea>" in answer.text
    assert "x" * 12 not in answer.text


@pytest.mark.urls("tests.ui.urls")
def test_a_refusal_gives_back_few_words_too_and_nothing_a_machine_wrote(clerk):
    said = {"opinion": "同意，请抓紧。", "deadline": "2026-11-26T18:00", "urgency": "平件"}
    answer = clerk.post("/refused/", said)
    assert "readonly>同意，请抓紧。</textarea>" in answer.text
    assert "2026-11-26T18:00" not in answer.text
    assert "平件" not in answer.text


@pytest.mark.urls("tests.ui.urls")
def test_a_refusal_leads_back_to_where_one_was(clerk):
    answer = clerk.post("/stale/", headers={"Referer": "http://testserver/kit/"})
    assert 'href="http://testserver/kit/"' in answer.text
    assert "回去看现在的情况" in answer.text


@pytest.mark.urls("tests.ui.urls")
def test_a_refusal_told_to_htmx_is_a_piece_not_a_page(clerk):
    answer = clerk.post("/refused/", {"opinion": OPINION}, headers={"HX-Request": "true"})
    assert "只有拟稿人可以提交。" in answer.text
    assert OPINION in answer.text
    assert "<html" not in answer.text


def test_a_form_kept_open_too_long_is_told_in_chinese(house):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(house["文书"])
    answer = strict.post(reverse("ui:large_print"), {"large": "1"})
    assert answer.status_code == 403
    assert "这一页打开太久" in answer.text


def test_the_admin_wears_the_offices_colours(clerk, house):
    Officer.objects.filter(pk=house["文书"].pk).update(is_staff=True)
    page = clerk.get("/admin/").text
    assert "ui/admin.css" in page
    assert "宁条梁镇党政办 管理后台" in page
    assert "回工作台" in page
    assert SECRECY in page


def test_the_login_page_carries_the_letterhead_and_the_line_on_secrets(house, client):
    page = client.get(reverse("people:login")).text
    assert "宁条梁镇党政办公室" in page
    assert SECRECY in page
    assert "data-size" not in page


def test_the_login_page_can_be_read_large_before_one_is_known(house, client):
    page = client.get(reverse("people:login"), {"size": "large", "next": "/kit/"}).text
    assert '<html lang="zh-Hans" data-size="large">' in page
    assert 'href="?next=%2Fkit%2F"' in page


def test_with_two_townships_the_login_page_names_neither(house, other_house, client):
    page = client.get(reverse("people:login")).text
    assert "宁条梁镇" not in page
    assert "红墩界镇" not in page
