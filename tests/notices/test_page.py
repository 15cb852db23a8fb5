"""消息: one's own and nobody else's, by matter, the matter last spoken of first."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.house import House
from township_office.audit.models import Entry
from township_office.notices.actions import read_group
from township_office.notices.lists import LINES, MATTERS
from township_office.notices.models import MailWish, Notice

pytestmark = pytest.mark.django_db


def of(house: House, post: str) -> Client:
    browser = Client()
    browser.force_login(house[post])
    return browser


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def matters(page: str) -> list[str]:
    return re.findall(r'class="todo-title" href="[^"]*">([^<]*)<', page)


def test_several_about_one_matter_stand_together_and_lead_to_it(house, tell):
    tell("文书", paper=7, words="到了李秀英处")
    tell("文书", paper=8)
    tell("文书", paper=7, words="李秀英退回了这件")
    page = text(of(house, "文书").get("/notices/"))
    assert matters(page) == ["关于第7件的通知", "关于第8件的通知"]
    assert 'href="/documents/incoming/7/"' in page
    assert page.index("李秀英退回了这件") < page.index("到了李秀英处")
    assert "2 条未读" in page


def test_what_another_was_told_is_nowhere_on_ones_page(house, other_house, tell):
    tell("文书", words="只说给刘芳听")
    for browser in (of(house, "镇长"), of(other_house, "文书")):
        for tab in ("unread", "all"):
            page = text(browser.get("/notices/", {"tab": tab}))
            assert "只说给刘芳听" not in page
            assert matters(page) == []


def test_what_is_read_is_no_longer_among_the_unread_but_among_all(house, tell):
    tell("文书", paper=7)
    tell("文书", paper=8)
    read_group(house["文书"], "documents.incoming:7")
    browser = of(house, "文书")
    assert matters(text(browser.get("/notices/"))) == ["关于第8件的通知"]
    both = text(browser.get("/notices/?tab=all"))
    assert matters(both) == ["关于第8件的通知", "关于第7件的通知"]


def test_unread_is_said_in_words_not_by_colour_alone(house, tell):
    tell("文书", paper=7, words="已看过的话")
    read_group(house["文书"], "documents.incoming:7")
    tell("文书", paper=7, words="还没看的话")
    page = text(of(house, "文书").get("/notices/?tab=all"))
    lines = dict(re.findall(r"<li( class=\"unread\")?><b>退回</b> (\S+) (?:.*)</li>", page))
    assert lines == {' class="unread"': "还没看的话", "": "已看过的话"}
    assert page.count(">未读</span>") == 1


def test_of_a_long_story_the_last_lines_stand_and_the_rest_is_counted(house, tell):
    for number in range(LINES + 3):
        tell("文书", paper=7, words=f"第{number}句")
    page = text(of(house, "文书").get("/notices/"))
    assert (page.count("<b>退回</b>"), "此前还有 3 条" in page) == (LINES, True)
    assert f"{LINES + 3} 条未读" in page


def test_pages_follow_by_key_and_nothing_is_shown_twice(house, tell):
    for paper in range(MATTERS + 4):
        tell("文书", paper=paper)
    browser = of(house, "文书")
    first = browser.get("/notices/?tab=all")
    following = unescape(re.search(r'href="([^"]*)" rel="next"', text(first))[1])
    second = browser.get(f"/notices/{following}")
    shown = matters(text(first)) + matters(text(second))
    assert shown == [f"关于第{paper}件的通知" for paper in reversed(range(MATTERS + 4))]
    assert 'rel="next"' not in text(second)


def test_an_address_that_makes_no_sense_shows_the_first_page(house, tell):
    tell("文书")
    page = text(of(house, "文书").get("/notices/?tab=nonsense&page=nonsense"))
    assert matters(page) == ["关于第7件的通知"]


def test_the_page_costs_the_same_however_much_was_told(house, tell):
    def cost() -> int:
        browser = of(house, "文书")
        browser.get("/notices/")
        with CaptureQueriesContext(connection) as asked:
            text(browser.get("/notices/?tab=all"))
        return len(asked)

    tell("文书", paper=1)
    few = cost()
    for paper in range(MATTERS * 2):
        for _ in range(LINES + 2):
            tell("文书", "镇长", paper=paper)
    assert cost() == few <= 9


def test_an_empty_page_says_so(house):
    browser = of(house, "文书")
    assert "没有未读的消息" in text(browser.get("/notices/"))
    assert "还没有消息" in text(browser.get("/notices/?tab=all"))
    assert "全部已读" not in text(browser.get("/notices/"))


def test_all_read_leaves_what_others_were_told(house, tell):
    tell("文书", "镇长")
    answer = of(house, "文书").post("/notices/read/", {"once-key": str(uuid4())})
    assert answer.url == "/notices/"
    assert set(Notice.objects.unread().values_list("officer", flat=True)) == {house["镇长"].pk}


# The wish to be told by mail


def ask(browser: Client, **said: str):
    return browser.post("/notices/mail/", {"once-key": str(uuid4()), **said})


def test_where_no_mail_goes_out_nobody_is_asked_for_an_address(house):
    browser = of(house, "文书")
    assert "没有接通邮件" in text(browser.get("/notices/mail/"))
    assert "邮件提醒" not in text(browser.get("/notices/"))
    refused = ask(browser, on="on", address="liufang@example.com")
    assert (refused.status_code, MailWish.objects.exists()) == (403, False)


@pytest.mark.usefixtures("connected")
def test_a_wish_is_kept_and_stands_on_the_trail(house):
    browser = of(house, "文书")
    assert "邮件提醒" in text(browser.get("/notices/"))
    assert ask(browser, on="on", address="liufang@example.com").url == "/notices/"
    assert ask(browser, address="liufang@example.com").url == "/notices/"
    wish = MailWish.objects.get()
    assert (wish.officer, wish.address, wish.on) == (house["文书"], "liufang@example.com", False)
    lines = Entry.objects.filter(code="notices.mail.wished").order_by("id")
    assert [line.after["邮件提醒"] for line in lines] == ["是", "否"]
    assert 'value="liufang@example.com"' in text(browser.get("/notices/mail/"))


@pytest.mark.usefixtures("connected")
def test_mail_without_an_address_is_asked_for_one(house):
    answer = ask(of(house, "文书"), on="on")
    assert "请填邮箱" in text(answer)
    assert not MailWish.objects.exists()
