"""A5.7: of what is marked as a state secret nothing is kept, not even as a draft."""

from uuid import uuid4

import pytest
from django.test import Client

from documents.outgoing import actions
from documents.outgoing.actions import drafting
from documents.outgoing.models import Draft, Outgoing, Version
from tests.documents.outgoing.deeds import Office
from tests.documents.outgoing.test_pages import DRAFTER, browser, saved, typed, words
from tests.house import House
from township_office.files.models import File
from township_office.web.refusals import Refused

SENTENCE = "涉密公文不得在本系统拟写、存储"


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


@pytest.fixture
def client(office: Office) -> Client:
    return browser(office)


def begun(client: Client, office: Office) -> str:
    """A sheet that was saved by itself before its author marked it."""
    way = f"/documents/outgoing/drafts/{uuid4()}/"
    assert client.post(f"{way}save/", typed(office)).status_code == 200
    assert Draft.objects.exists()
    return way


def test_what_saves_itself_is_refused_and_what_was_saved_is_gone(client, office):
    way = begun(client, office)
    status, sentence = saved(client, way, **typed(office, secrecy="secret"))
    assert (status, sentence.startswith(SENTENCE)) == (403, True)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("act", ["keep", "submit", "annex", "import"])
def test_whatever_is_done_with_the_sheet_nothing_of_it_stays(client, office, act):
    way = begun(client, office)
    answer = client.post(way, typed(office, secrecy="secret", act=act))
    assert SENTENCE in words(answer)
    for model in (Draft, Outgoing, Version, File):
        assert not model.objects.exists()


def test_of_a_change_to_a_document_nothing_stays_either(office):
    paper = office.back()
    by = office.clerk
    actions.save_draft(uuid4(), {"title": ["关于"]}, outgoing=paper, by=by)
    with pytest.raises(Refused, match=SENTENCE):
        actions.save_draft(uuid4(), {"secrecy": ["secret"]}, outgoing=paper, by=by)
    assert not Draft.objects.exists()
    actions.save_draft(uuid4(), {"title": ["关于"]}, outgoing=paper, by=by)
    said = typed(office, secrecy="secret", version=f"{paper.pk}")
    browser(office, "文书").post(f"/documents/outgoing/{paper.pk}/amend/", said)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("mark", [["confidential"], "top_secret", ["none", "secret"]])
def test_every_state_secret_is_meant_however_it_is_sent(office, mark):
    with pytest.raises(Refused, match=SENTENCE):
        actions.save_draft(uuid4(), {"secrecy": mark}, outgoing=None, by=office.who(DRAFTER))
    assert not Draft.objects.exists()


def test_nobody_throws_away_another_s_draft_by_marking_it(client, office):
    way = begun(client, office)
    browser(office, "文书").post(way, typed(office, secrecy="secret"))
    assert Draft.objects.count() == 1


def test_an_old_window_says_it_in_vain_and_what_was_saved_is_gone_all_the_same(client, office):
    paper = office.back()
    clerk = browser(office, "文书")
    actions.save_draft(uuid4(), {"title": ["关于"]}, outgoing=paper, by=office.clerk)
    said = typed(office, secrecy="secret", outgoing=f"{paper.pk}", version="1.1.1")
    status, _ = saved(clerk, f"/documents/outgoing/drafts/{uuid4()}/", **said)
    assert (status, Draft.objects.exists()) == (409, False)


def test_of_a_document_one_may_not_see_any_more_it_is_gone_as_well(client, office):
    way = begun(client, office)
    answer = client.post(f"{way}save/", typed(office, secrecy="secret", outgoing="999999"))
    assert (answer.status_code, Draft.objects.exists()) == (404, False)


def test_what_still_saves_itself_does_not_bring_back_what_is_gone(client, office, monkeypatch):
    begun(client, office)
    draft = Draft.objects.get()
    standing = drafting._standing

    def read_and_dropped(*whose):
        found = standing(*whose)
        Draft.objects.all().delete()
        return found

    monkeypatch.setattr(drafting, "_standing", read_and_dropped)
    actions.save_draft(draft.key, {"title": ["关于"]}, outgoing=None, by=office.who(DRAFTER))
    assert not Draft.objects.exists()
