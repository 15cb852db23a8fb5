from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.house import PASSWORD
from township_office import clock
from township_office.audit.models import Entry
from township_office.people import actions

LOGIN = "/login/"


@pytest.fixture
def officer(house):
    officer = house["文书"]
    officer.set_password(PASSWORD)
    officer.save()
    return officer


def sign_in(client, officer, password=PASSWORD):
    return client.post(LOGIN, {"username": officer.username, "password": password})


def test_signing_in_and_out_stand_on_the_trail(client, officer):
    assert sign_in(client, officer).status_code == 302
    assert client.post("/logout/").url == LOGIN
    entries = Entry.objects.filter(officer_id=officer.pk).order_by("id")
    assert [entry.code for entry in entries] == ["people.signed_in", "people.signed_out"]
    assert entries[0].after == {"网络地址": "127.0.0.1"}


def test_signing_out_needs_a_post(client, officer):
    client.force_login(officer)
    assert client.get("/logout/").status_code == 405


def test_signing_in_adds_no_row_of_history(client, officer):
    rows = officer.history.count()
    sign_in(client, officer)
    assert officer.history.count() == rows


def test_a_wrong_password_says_how_many_tries_are_left(client, officer):
    page = sign_in(client, officer, "wrong").content.decode()
    assert "还可再试 4 次" in page
    assert "还可再试 3 次" in sign_in(client, officer, "wrong").content.decode()


def test_a_name_nobody_has_is_answered_like_a_wrong_password(client, officer):
    def words(username):
        page = client.post(LOGIN, {"username": username, "password": "wrong"})
        return page.context["form"].non_field_errors()

    assert words("nobody") == words(officer.username)


def test_the_fifth_failure_locks_the_name_even_for_the_right_password(client, officer):
    answers = [sign_in(client, officer, "wrong").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    page = sign_in(client, officer)
    assert page.status_code == 429
    assert "登录暂时锁住" in page.content.decode()


def test_a_reset_password_lifts_the_lock(client, officer, by):
    for _ in range(5):
        sign_in(client, officer, "wrong")
    password = actions.reset_password(officer, by=by)
    assert sign_in(client, officer, password).status_code == 302


def test_a_lock_does_not_touch_other_names(client, house, officer):
    for _ in range(5):
        client.post(LOGIN, {"username": "nobody", "password": "wrong"})
    assert sign_in(client, officer).status_code == 302


def test_a_closed_account_does_not_open(client, house, by):
    officer, password = actions.hire(house.township, name="吴芳", username="wf", by=by)
    actions.disable(officer, by=by)
    assert sign_in(client, officer, password).status_code == 200


def test_closing_an_account_ends_what_is_open(client, house, by):
    officer = actions.hire(house.township, name="吴芳", username="wf", by=by).officer
    client.force_login(officer)
    actions.disable(officer, by=by)
    assert client.get("/people/").status_code == 302


def test_a_one_time_password_opens_nothing_but_its_change(client, house, by):
    officer, password = actions.hire(house.township, name="吴芳", username="wf", by=by)
    sign_in(client, officer, password)
    assert client.get("/people/").url == "/password/"
    assert client.get("/password/").status_code == 200
    answer = client.post(
        "/password/",
        {"old_password": password, "new_password1": PASSWORD, "new_password2": PASSWORD},
    )
    assert answer.url == reverse(settings.LOGIN_REDIRECT_URL)
    assert client.get("/people/").status_code == 200
    assert Entry.objects.filter(code="people.password.changed").count() == 1


def test_the_wrong_old_password_changes_nothing(client, officer):
    client.force_login(officer)
    typed = {"old_password": "no", "new_password1": "Neu-1234567", "new_password2": "Neu-1234567"}
    assert "旧密码不对" in client.post("/password/", typed).content.decode()
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_a_reset_password_ends_all_sessions(client, officer, by):
    client.force_login(officer)
    actions.reset_password(officer, by=by)
    assert client.get("/people/").url.startswith(LOGIN)


def test_half_an_hour_without_a_click_ends_the_session(client, officer):
    start = clock.now()
    with clock.moved_to(start):
        client.force_login(officer)
    with clock.moved_to(start + timedelta(minutes=31)):
        assert client.get("/people/").url.startswith(LOGIN)


def test_every_click_puts_the_end_off(client, officer):
    start = clock.now()
    with clock.moved_to(start):
        client.force_login(officer)
    for minutes in (20, 40, 60):
        with clock.moved_to(start + timedelta(minutes=minutes)):
            assert client.get("/people/").status_code == 200


def test_reading_pages_in_the_same_minute_writes_nothing(client, officer):
    client.force_login(officer)
    with CaptureQueriesContext(connection) as queries:
        client.get("/people/")
    assert all(query["sql"].startswith("SELECT") for query in queries)


def test_what_was_sent_after_the_session_ended_is_given_back(client, officer):
    start = clock.now()
    with clock.moved_to(start):
        client.force_login(officer)
    words = "请应急办三日内拿出方案，报我再看。"
    with clock.moved_to(start + timedelta(hours=1)):
        page = client.post("/large-print/", {"opinion": words, "old_password": "geheim-12345"})
    assert page.status_code == 403
    assert words in page.content.decode()
    assert "geheim-12345" not in page.content.decode()


def test_a_form_from_before_the_last_login_gives_its_words_back(officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    words = "请应急办三日内拿出方案，报我再看。"
    page = client.post("/large-print/", {"opinion": words})
    assert page.status_code == 403
    assert words in page.content.decode()


def test_a_piece_of_a_page_sends_the_whole_page_to_the_login(client, house):
    answer = client.get(
        "/people/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/people/?words=l"},
    )
    assert answer.headers["HX-Redirect"].startswith(LOGIN)
    assert "people" in answer.headers["HX-Redirect"]
