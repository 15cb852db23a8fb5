"""The password asked for again: what weighs most is not done from a desk left open."""

from datetime import timedelta
from uuid import uuid4

import pytest
from axes.models import AccessAttempt
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import override_settings
from django.urls import path
from django.views.debug import SafeExceptionReporterFilter

from tests.house import LONG_AGO, PASSWORD
from township_office import clock
from township_office.audit.models import Entry
from township_office.audit.trail import record
from township_office.people import fresh
from township_office.people.acts import Act
from township_office.people.capacity import capacity_of
from township_office.townships.models import Setting
from township_office.urls import urlpatterns as of_the_house
from township_office.web.models import Receipt
from township_office.web.once import _digest, once

WORDS = "同意签发，请印发各村。"


@once
def weighty(request):
    """A page as the engine makes it: it decides only when the password was typed lately."""
    password = fresh.password_form(request)
    if request.method == "POST" and (password is None or password.is_valid()):
        officer = request.user
        record(Act.OFFICER_AMENDED, officer, by=capacity_of(officer), words=request.POST["words"])
        return redirect("/people/")
    shown = password.field.as_field_group() if password else ""
    return HttpResponse(f"{request.POST.get('words', '')}{shown}")


@once
def strict(request):
    fresh.check_fresh(request)
    return redirect("/people/")


def breaks(request):
    request.reported = SafeExceptionReporterFilter().get_post_parameters(request)
    messages.info(request, str(dict(request.reported)))
    raise PermissionDenied


urlpatterns = [
    path("weighty/", weighty),
    path("strict/", strict),
    path("breaks/", breaks),
    *of_the_house,
]

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def officer(house):
    officer = house["镇长"]
    officer.set_password(PASSWORD)
    officer.save()
    return officer


@pytest.fixture
def desk(client, officer):
    """The desk of somebody who signed in twenty minutes ago and has clicked since."""
    start = clock.now()
    with clock.moved_to(start - timedelta(minutes=20)):
        client.post("/login/", {"username": officer.username, "password": PASSWORD})
    with clock.moved_to(start):
        yield client


def send(client, password=None, key=None, to="/weighty/"):
    said = {"once-key": str(key or uuid4()), "words": WORDS}
    return client.post(to, said | ({fresh.FIELD: password} if password is not None else {}))


def decided() -> int:
    return Entry.objects.filter(code="people.officer.amended", words=WORDS).count()


def test_signing_in_counts_for_a_quarter_of_an_hour(client, officer):
    start = clock.now()
    client.post("/login/", {"username": officer.username, "password": PASSWORD})
    with clock.moved_to(start + timedelta(minutes=14)):
        assert send(client).status_code == 302
    with clock.moved_to(start + timedelta(minutes=16)):
        assert send(client).status_code == 200
    assert decided() == 1


def test_clicking_does_not_put_it_off(desk):
    assert desk.get("/people/").status_code == 200
    assert "请再输一次密码" in desk.get("/weighty/").content.decode()


def test_a_stolen_session_without_the_password_decides_nothing(desk):
    assert send(desk).status_code == 200
    assert send(desk, "").status_code == 200
    assert send(desk, "geraten-2026").status_code == 200
    assert decided() == 0


def test_the_password_comes_with_the_decision_and_there_is_no_detour(desk):
    assert send(desk, PASSWORD).status_code == 302
    assert decided() == 1
    assert "请再输一次密码" not in desk.get("/weighty/").content.decode()


def test_a_wrong_one_keeps_what_was_typed_and_says_how_many_tries_are_left(desk):
    page = send(desk, "geraten-2026").content.decode()
    assert WORDS in page and "还可再试 4 次" in page
    assert "geraten-2026" not in page


def test_a_missing_one_is_asked_for(desk):
    assert "再输一次登录密码" in send(desk).content.decode()


def test_confirming_stands_on_the_trail(desk, officer):
    send(desk, PASSWORD)
    (line,) = Entry.objects.filter(code="people.identity.confirmed")
    assert (line.officer_id, line.after) == (officer.pk, {"网络地址": "127.0.0.1"})


def test_wrong_ones_are_counted_though_the_decision_is_undone_and_lock_the_door_too(desk, officer):
    pages = [send(desk, "geraten-2026").content.decode() for _ in range(5)]
    assert "暂时锁住" in pages[-1]
    assert "暂时锁住" in send(desk, PASSWORD).content.decode()
    desk.logout()
    answer = desk.post("/login/", {"username": officer.username, "password": PASSWORD})
    assert answer.status_code == 429
    assert decided() == 0


def test_wrong_ones_at_the_door_count_here_too(desk, client, officer):
    stranger = type(client)()
    for _ in range(4):
        stranger.post("/login/", {"username": officer.username, "password": "geraten-2026"})
    assert "暂时锁住" in send(desk, "geraten-2026").content.decode()


def test_the_right_one_forgets_the_wrong_ones(desk):
    send(desk, "geraten-2026")
    send(desk, PASSWORD)
    assert not AccessAttempt.objects.exists()


def test_nothing_of_the_form_is_kept_with_a_failure(desk):
    send(desk, "geraten-2026")
    kept = str(AccessAttempt.objects.values())
    assert "geraten-2026" not in kept and WORDS not in kept


def test_nothing_of_the_password_is_kept_anywhere(desk):
    send(desk, PASSWORD)
    send(desk, "geraten-2026")
    kept = f"{list(Entry.objects.values())}{list(Receipt.objects.values())}{dict(desk.session)}"
    assert PASSWORD not in kept and "geraten-2026" not in kept


def test_the_digest_of_a_form_knows_nothing_of_the_password(rf):
    said = {"words": WORDS}
    without, with_one, other = (
        _digest(rf.post("/", {**said, **password}))
        for password in ({}, {fresh.FIELD: PASSWORD}, {fresh.FIELD: "geraten-2026"})
    )
    assert without == with_one == other != _digest(rf.post("/", {"words": "不同意。"}))


def test_the_same_form_sent_twice_decides_once_whatever_password_comes(desk):
    key = uuid4()
    answers = [send(desk, PASSWORD, key).status_code, send(desk, None, key).status_code]
    assert (answers, decided()) == ([302, 302], 1)


def test_what_was_refused_may_be_sent_again_under_the_same_key(desk):
    key = uuid4()
    assert send(desk, "geraten-2026", key).status_code == 200
    assert send(desk, PASSWORD, key).status_code == 302


def test_an_action_that_asks_is_refused_in_a_sentence_that_gives_the_words_back(desk):
    page = send(desk, to="/strict/")
    assert page.status_code == 403
    assert WORDS in page.content.decode() and "再输一次登录密码" in page.content.decode()
    wrong = send(desk, "geraten-2026", to="/strict/").content.decode()
    assert "还可再试" in wrong and "geraten-2026" not in wrong


@override_settings(DEBUG=False)
def test_the_report_of_a_fault_leaves_the_password_out(desk):
    answer = send(desk, PASSWORD, to="/breaks/")
    assert PASSWORD not in str(answer.wsgi_request.reported)
    assert WORDS in str(answer.wsgi_request.reported)


def test_the_township_may_ask_sooner(desk, house):
    Setting.objects.create(
        township=house.township, key="people.fresh_minutes", value=5, valid_from=LONG_AGO
    )
    send(desk, PASSWORD)
    with clock.moved_to(clock.now() + timedelta(minutes=6)):
        assert "请再输一次密码" in desk.get("/weighty/").content.decode()


def test_the_field_helps_the_browser_fill_it_and_never_shows_it(desk):
    page = desk.get("/weighty/").content.decode()
    assert 'autocomplete="current-password"' in page and 'type="password"' in page


def test_who_changes_his_password_has_typed_it(desk):
    new = "Neu-1234567"
    typed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert desk.post("/password/", typed).status_code == 302
    assert "请再输一次密码" not in desk.get("/weighty/").content.decode()
