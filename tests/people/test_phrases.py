"""常用语 of one's own: kept, used, dropped; nobody else's business."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from township_office import clock
from township_office.people.capacity import capacity_of
from township_office.people.models import Phrase
from township_office.people.phrases.actions import drop_phrase, keep_phrase, note_used
from township_office.people.phrases.query import phrases_of
from township_office.web.refusals import Refused

WORDS = "同意，请财政所审核。"


@pytest.fixture
def mayor(house):
    return house["镇长"]


@pytest.fixture
def himself(mayor):
    return capacity_of(mayor)


def send(client, to, **said):
    return client.post(to, {"once-key": str(uuid4()), **said}, follow=True)


def test_the_one_used_last_stands_first_and_unused_ones_after_by_age(mayor, himself):
    for words in ("一。", "二。", "三。"):
        keep_phrase(words, by=himself)
    note_used("一。请抓紧。", by=himself)
    with clock.moved_to(clock.now() + timedelta(hours=1)):
        note_used("同意。二。", by=himself)
    with CaptureQueriesContext(connection) as asked:
        assert phrases_of(mayor) == ["二。", "一。", "三。"]
    assert len(asked) == 1
    assert Phrase.objects.get(words="二。").used == 1


def test_an_opinion_without_any_writes_nothing(himself):
    keep_phrase(WORDS, by=himself)
    with CaptureQueriesContext(connection) as asked:
        note_used("请李秀英同志阅。", by=himself)
    assert all(query["sql"].startswith("SELECT") for query in asked)


def test_they_are_ones_own(house, himself):
    phrase = keep_phrase(WORDS, by=himself)
    clerk = house["文书"]
    note_used(WORDS, by=capacity_of(clerk))
    phrase.refresh_from_db()
    assert (phrases_of(clerk), phrase.used) == ([], 0)
    with pytest.raises(Refused, match="自己的"):
        drop_phrase(phrase, by=capacity_of(clerk))
    keep_phrase(WORDS, by=capacity_of(clerk))


@pytest.mark.parametrize(("words", "why"), [("　 ", "请写好"), ("好" * 61, "最多 60 个字")])
def test_what_is_no_phrase_is_not_kept(himself, words, why):
    with pytest.raises(Refused, match=why):
        keep_phrase(words, by=himself)


def test_the_same_is_kept_once_however_it_is_spaced(himself):
    keep_phrase(WORDS, by=himself)
    with pytest.raises(Refused, match="已经记下"):
        keep_phrase(f" {WORDS}\n", by=himself)


def test_thirty_are_kept_and_no_more(himself):
    for number in range(30):
        keep_phrase(f"第{number}句", by=himself)
    with pytest.raises(Refused, match="最多记 30 句"):
        keep_phrase(WORDS, by=himself)
    drop_phrase(Phrase.objects.first(), by=himself)
    keep_phrase(WORDS, by=himself)


def test_the_page_keeps_and_drops(client, mayor):
    client.force_login(mayor)
    assert WORDS in send(client, "/phrases/", words=WORDS).content.decode()
    assert phrases_of(mayor) == [WORDS]
    page = send(client, f"/phrases/{Phrase.objects.get().pk}/drop/").content.decode()
    assert "还没有自己的常用语" in page
    assert phrases_of(mayor) == []


def test_what_is_refused_stays_in_the_box(client, mayor, himself):
    keep_phrase(WORDS, by=himself)
    client.force_login(mayor)
    page = send(client, "/phrases/", words=WORDS).content.decode()
    assert "已经记下" in page and f'value="{WORDS}"' in page


def test_anothers_phrase_is_not_found(client, house, himself):
    phrase = keep_phrase(WORDS, by=himself)
    client.force_login(house["文书"])
    assert send(client, f"/phrases/{phrase.pk}/drop/").status_code == 404
    assert WORDS not in client.get("/phrases/").content.decode()
    assert Phrase.objects.count() == 1
