"""Telling people: each what concerns him, once, nobody of his own act, for the price of one insert."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.notices.conftest import REACHED, RETURNED, message
from township_office import click, clock
from township_office.audit.models import Unalterable
from township_office.jobs.models import Job
from township_office.notices.actions import read_all, read_group, tell_many
from township_office.notices.actions import tell as tell_one_thing
from township_office.notices.models import Mail, Notice
from township_office.notices.registry import declare, title_of
from township_office.people.capacity import capacity_of

pytestmark = pytest.mark.django_db


def who_heard(notices) -> list[str]:
    return [notice.officer.name for notice in notices]


def test_a_notice_says_what_of_which_matter_and_where_to_look(house, tell):
    with click.served("1f0c7a51-6a3c-4c0b-b3a5-9d3a3f3f1d11"):
        (notice,) = tell("文书", words="李秀英退回了这件，请补盖章页")
    assert (notice.officer, notice.township) == (house["文书"], house.township)
    assert (notice.title, notice.words) == ("退回", "李秀英退回了这件，请补盖章页")
    assert (notice.about, notice.url) == ("关于第7件的通知", "/documents/incoming/7/")
    assert (notice.group, notice.read_at, notice.mail) == ("documents.incoming:7", None, Mail.NONE)
    assert notice.click == "1f0c7a51-6a3c-4c0b-b3a5-9d3a3f3f1d11"


def test_one_thing_is_told_as_several_are(house):
    tell_one_thing(
        RETURNED,
        township_id=house.township.pk,
        officers=[house["文书"].pk],
        words="请补盖章页",
        url="/documents/incoming/7/",
        about="关于第7件的通知",
        group="documents.incoming:7",
        by=None,
    )
    assert Notice.objects.get().words == "请补盖章页"


def test_long_words_are_cut_to_a_line(tell):
    (notice,) = tell("文书", words="请补" * 200)
    assert (len(notice.words), notice.words[-2:]) == (300, "请…")


def test_nobody_hears_of_his_own_act(house, tell):
    heard = tell("文书", "镇长", by=capacity_of(house["镇长"]))
    assert who_heard(heard) == ["刘芳"]


def test_whoever_is_named_twice_hears_it_once(tell):
    assert who_heard(tell("文书", "镇长", "文书")) == ["刘芳", "王建国"]


def test_telling_costs_one_insert_however_many_hear_it(house):
    messages = [message(house, *house.posts), message(house, *house.posts, kind=REACHED)]
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        tell_many(messages)
    assert [query["sql"].partition(" ")[0] for query in asked] == ["INSERT"]
    assert Notice.objects.count() == 2 * len(house.posts)
    assert not Job.objects.exists()


def test_telling_nobody_costs_nothing(house):
    own = message(house, "镇长", by=capacity_of(house["镇长"]))
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        tell_many([own, message(house)])
    assert len(asked) == 0


def test_what_did_not_happen_is_told_to_nobody(house, tell):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell("文书")
        _ = 1 / 0
    assert not Notice.objects.exists()


def test_a_kind_nobody_declared_is_refused_at_once(house):
    with pytest.raises(LookupError, match=r"tests\.gone"):
        message(house, "文书", kind="tests.gone")


def test_a_kind_has_one_title(house):
    assert declare(RETURNED, "退回") == RETURNED
    with pytest.raises(ValueError, match="declared twice"):
        declare(RETURNED, "打回")
    assert title_of("of.another.release") == "提醒"


def test_a_notice_leads_nowhere_outside_the_house(house):
    with pytest.raises(IntegrityError), transaction.atomic():
        tell_many([message_to(house, "https://example.com/")])


def message_to(house, url):
    return message(house, "文书").__class__(**{**vars(message(house, "文书")), "url": url})


def test_nothing_of_a_notice_changes_but_that_it_is_read_and_sent(tell):
    (notice,) = tell("文书")
    for change in (
        lambda: Notice.objects.update(words="别的"),
        notice.save,
        notice.delete,
        Notice.objects.all().delete,
    ):
        with pytest.raises(Unalterable):
            change()
    assert Notice.objects.filter(pk=notice.pk).update(read_at=clock.now(), mail=Mail.SENT) == 1


def test_whoever_opens_the_matter_has_read_what_he_was_told_of_it_and_nothing_else(house, tell):
    (own, others) = tell("文书", "镇长", paper=7)
    (of_another,) = tell("文书", paper=8)
    read_group(house["文书"], "documents.incoming:7")
    assert set(Notice.objects.unread()) == {others, of_another}
    own.refresh_from_db()
    assert own.read_at is not None


def test_reading_again_changes_nothing(house, tell):
    tell("文书")
    read_group(house["文书"], "documents.incoming:7")
    (first,) = Notice.objects.values_list("read_at", flat=True)
    with CaptureQueriesContext(connection) as asked:
        read_group(house["文书"], "documents.incoming:7")
    assert list(Notice.objects.values_list("read_at", flat=True)) == [first]
    assert [query["sql"].partition(" ")[0] for query in asked] == ["SELECT"]


def test_all_read_is_all_of_ones_own(house, tell):
    _, others = tell("文书", "镇长", paper=7)
    tell("文书", paper=8)
    read_all(house["文书"])
    assert list(Notice.objects.unread()) == [others]
