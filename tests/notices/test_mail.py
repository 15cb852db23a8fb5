"""The way out by mail: only where wanted, nothing of the matter, several as one, never lost."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.notices.conftest import REACHED, message
from township_office import clock
from township_office.jobs.claim import claim, drain, perform
from township_office.jobs.models import Job, State
from township_office.notices.actions import read_all, tell_many
from township_office.notices.letters import send
from township_office.notices.mailbox import MailServer, mail_server
from township_office.notices.models import Mail, MailWish, Notice
from township_office.notices.rules import TITLES_BY_MAIL
from township_office.people.models import Officer
from township_office.townships.models import Setting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("connected")]


@pytest.fixture(autouse=True)
def no_broker(monkeypatch) -> None:
    monkeypatch.setattr("township_office.jobs.outbox.ring", lambda: None)


def later(minutes: int = 2):
    return clock.moved_to(clock.now() + timedelta(minutes=minutes))


def go_out() -> None:
    """The workers have had the time to do all that is due."""
    with later():
        drain()


def states() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("mail", flat=True))


def test_a_letter_says_how_many_of_which_kind_and_nothing_of_the_matter(house, tell, wishes):
    wishes("文书")
    tell("文书", paper=7, words="李秀英退回了这件")
    tell("文书", paper=8)
    tell("文书", paper=8, kind=REACHED)
    go_out()
    (letter,) = mail.outbox
    assert letter.to == [f"{house['文书'].pk}@example.com"]
    assert letter.subject == "宁条梁镇党政办：您有 3 条新消息"
    assert ("退回 2 条" in letter.body, "送达 1 条" in letter.body) == (True, True)
    assert "http://127.0.0.1:8000/notices/" in letter.body
    assert "通知" not in letter.body
    assert "李秀英" not in letter.body + letter.subject
    assert states() == [Mail.SENT] * 3


def test_titles_go_out_only_where_the_township_says_so(house, tell, wishes):
    Setting.objects.create(
        township=house.township, key=TITLES_BY_MAIL.key, value=True, valid_from=clock.today()
    )
    wishes("文书")
    tell("文书", paper=7)
    tell("文书", paper=7)
    go_out()
    assert mail.outbox[0].body.count("《关于第7件的通知》") == 1


def test_several_within_a_minute_are_one_letter_and_later_ones_another(tell, wishes):
    wishes("文书")
    tell("文书", paper=7)
    with clock.moved_to(clock.now() + timedelta(seconds=40)):
        tell("文书", paper=8)
    go_out()
    with later(10):
        tell("文书", paper=9)
    with later(12):
        drain()
    assert [letter.subject[-6:] for letter in mail.outbox] == ["2 条新消息", "1 条新消息"]


def test_nothing_goes_out_before_the_minute_is_over(tell, wishes):
    wishes("文书")
    tell("文书")
    drain()
    assert mail.outbox == []


def test_each_gets_a_letter_of_his_own(house, tell, wishes):
    for post in ("文书", "镇长"):
        wishes(post)
    tell("文书", "镇长", "办公室主任")
    go_out()
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(
        f"{house[post].pk}@example.com" for post in ("文书", "镇长")
    )
    assert all(len(letter.to) == 1 for letter in mail.outbox)


def test_who_does_not_want_mail_gets_none(tell, wishes):
    wishes("文书", on=False)
    tell("文书", "镇长")
    go_out()
    assert (mail.outbox, Job.objects.count()) == ([], 0)


def test_what_he_has_read_by_then_is_not_sent(house, tell, wishes):
    wishes("文书")
    tell("文书")
    read_all(house["文书"])
    go_out()
    assert (mail.outbox, states()) == ([], [Mail.NONE])


def test_who_has_changed_his_mind_by_then_gets_none(house, tell, wishes):
    wishes("文书")
    tell("文书")
    MailWish.objects.update(on=False)
    go_out()
    assert (mail.outbox, states()) == ([], [Mail.NONE])


def test_whose_account_is_closed_gets_none(house, tell, wishes):
    wishes("文书")
    tell("文书")
    Officer.objects.filter(pk=house["文书"].pk).update(is_active=False)
    go_out()
    assert mail.outbox == []


def test_without_a_mail_server_it_stays_in_the_house(house, tell, wishes, settings):
    settings.EMAIL_HOST = ""
    wishes("文书")
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        tell_many([message(house, "文书")])
    assert [query["sql"].partition(" ")[0] for query in asked] == ["INSERT"]
    assert not Job.objects.exists()


def test_with_mail_it_costs_two_queries_more_however_many_hear_it(house, wishes):
    for post in house.posts:
        wishes(post)
    both = [message(house, *house.posts), message(house, *house.posts, kind=REACHED)]
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        tell_many(both)
    assert [query["sql"].partition(" ")[0] for query in asked] == ["SELECT", "INSERT", "INSERT"]
    assert Job.objects.count() == len(house.posts)


def test_what_did_not_happen_is_sent_to_nobody(tell, wishes):
    wishes("文书")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell("文书")
        _ = 1 / 0
    go_out()
    assert (mail.outbox, Job.objects.count()) == ([], 0)


# Workers die and mail servers do not answer


class Deaf(EmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_a_mail_server_that_does_not_answer_is_tried_again(tell, wishes, settings):
    answering, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Deaf"
    wishes("文书")
    tell("文书")
    go_out()
    assert (mail.outbox, states()) == ([], [Mail.TAKEN])
    settings.EMAIL_BACKEND = answering
    with later(10):
        drain()
    assert (len(mail.outbox), states()) == (1, [Mail.SENT])


def test_a_worker_that_dies_before_sending_leaves_the_letter_to_the_next(tell, wishes):
    wishes("文书")
    tell("文书")
    with later():
        perform(claim())  # gathered
        claim()  # and the letter taken by somebody who never comes back
    assert states() == [Mail.TAKEN]
    with later(30):
        drain()
    assert (len(mail.outbox), states()) == (1, [Mail.SENT])


def test_a_worker_that_dies_after_sending_sends_the_same_letter_twice_at_the_worst(tell, wishes):
    """Under one Message-ID, by which a mailbox knows it again."""
    wishes("文书")
    tell("文书")
    with later():
        perform(claim())
        send(township_id=claim().township_id, **Job.objects.get(name="notices.letter").args)
    with later(30):
        drain()
    first, second = (letter.extra_headers["Message-ID"] for letter in mail.outbox)
    assert (first, states()) == (second, [Mail.SENT])


def test_two_who_gather_at_once_make_one_letter(tell, wishes):
    wishes("文书")
    tell("文书", paper=7)
    tell("文书", paper=8)
    with later():
        both = [claim(), claim()]
        for job in both:
            perform(job)
        drain()
    assert len(mail.outbox) == 1
    assert set(Job.objects.values_list("state", flat=True)) == {State.DONE}


# The mail server in the environment


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("", MailServer()),
        ("smtp://mail.gov.cn", MailServer("mail.gov.cn", 25)),
        ("smtp://mail.gov.cn:2525", MailServer("mail.gov.cn", 2525)),
        (
            "smtp+tls://oa%40gov.cn:a%2Fb@mail.gov.cn",
            MailServer("mail.gov.cn", 587, "oa@gov.cn", "a/b", starttls=True),
        ),
        ("smtps://oa:x@mail.gov.cn", MailServer("mail.gov.cn", 465, "oa", "x", ssl=True)),
    ],
)
def test_one_address_names_the_mail_server(url, server):
    assert mail_server(url) == server


@pytest.mark.parametrize("url", ["mail.gov.cn", "http://mail.gov.cn", "smtp://", "smtp://h:x"])
def test_an_address_of_no_mail_server_is_refused_at_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        mail_server(url)
