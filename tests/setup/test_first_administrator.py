import io
import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from tests.setup.conftest import PASSWORD
from township_office import clock
from township_office.audit.capacity import system
from township_office.people import actions as people
from township_office.people.models import Officer
from township_office.setup.models import Invitation
from township_office.townships.models import Township

COMMAND = "township_office.setup.management.commands.first_administrator"
FORM = {
    "name": "宁条梁镇",
    "office_name": "党政办公室",
    "profile": "B",
    "administrator": "郭晓东",
    "username": "gxd",
    "password": PASSWORD,
    "password_again": PASSWORD,
}


def run() -> str:
    out = io.StringIO()
    call_command("first_administrator", stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def terminal(monkeypatch):
    """Sit at the terminal: what is typed, in turn, and what was asked."""

    def sit_down(*typed: str) -> list[str]:
        asked: list[str] = []
        keys = iter(typed)

        def answer(question: str) -> str:
            asked.append(question)
            try:
                return next(keys)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        monkeypatch.setattr("builtins.input", answer)
        monkeypatch.setattr(f"{COMMAND}.getpass", answer)
        return asked

    return sit_down


@pytest.fixture
def link(db) -> str:
    return re.search(r"http://\S+(/setup/\S+/)", run())[1]


def test_without_a_terminal_a_link_is_printed(db):
    said = run()
    assert re.search(r"http://127\.0\.0\.1:8000/setup/[\w-]{43}/", said)
    assert "只能用一次" in said


def test_only_the_hash_of_the_link_is_kept(link):
    token = link.split("/")[2]
    assert token not in Invitation.objects.get().digest


def test_at_a_terminal_the_questions_are_asked_one_by_one(db, terminal):
    asked = terminal("宁条梁镇", "", "B", "郭晓东", "gxd", PASSWORD, PASSWORD)
    assert "宁条梁镇已设好" in run()
    township = Township.objects.get()
    assert (township.profile, township.office_name) == ("B", "党政办公室")
    assert Officer.objects.get().check_password(PASSWORD)
    assert "A 通用制度（A）" in asked[2]


def test_a_wrong_answer_is_asked_again_and_the_others_stand(db, terminal):
    first = ["宁条梁镇", "", "C", "郭晓东", "gxd", "kurz", "kurz"]
    asked = terminal(*first, "A", PASSWORD, "anders", PASSWORD, PASSWORD)
    said = run()
    assert "制度：" in said
    assert "两次输入的密码不一样" in said
    assert len(asked) == len(first) + 5
    assert Officer.objects.get().name == "郭晓东"


def test_who_leaves_the_terminal_founds_nothing(db, terminal):
    terminal("宁条梁镇", "")
    with pytest.raises(CommandError, match="什么也没有设立"):
        run()
    assert not Township.objects.exists()


def test_where_an_administrator_is_nothing_is_asked(township, terminal):
    asked = terminal()
    assert run() == ""
    assert asked == []


def test_a_closed_administrator_is_none(township):
    chief = Officer.objects.get(username="gxd")
    people.disable(chief, by=system(township.pk))
    assert "/setup/" in run()


def test_the_link_founds_the_township_in_the_browser(client, link):
    assert "开办" in client.get(link).content.decode()
    answer = client.post(link, FORM)
    assert answer.url == "/login/"
    assert Township.objects.get().profile == "B"
    assert client.login(username="gxd", password=PASSWORD, request=answer.wsgi_request)


def test_the_link_is_used_once(client, link):
    client.post(link, FORM)
    second = {**FORM, "name": "红墩界镇", "username": "other"}
    for answer in (client.get(link), client.post(link, second)):
        assert answer.status_code == 410
        assert "链接无效" in answer.content.decode()
    assert Township.objects.count() == 1


def test_a_wrong_form_leaves_the_link_good(client, link):
    page = client.post(link, {**FORM, "password_again": "anders"})
    assert "两次输入的密码不一样" in page.content.decode()
    assert 'value="宁条梁镇"' in page.content.decode()
    assert PASSWORD not in page.content.decode()
    assert client.post(link, FORM).status_code == 302


def test_a_plain_password_is_refused(client, link):
    page = client.post(link, {**FORM, "password": "12345678", "password_again": "12345678"})
    assert page.status_code == 200
    assert not Officer.objects.exists()


def test_the_link_is_dead_after_a_day(client, link):
    with clock.moved_to(clock.now() + timedelta(hours=25)):
        assert client.get(link).status_code == 410


def test_a_newer_link_replaces_the_one_before(client, link):
    newer = re.search(r"(/setup/\S+/)", run())[1]
    assert client.get(link).status_code == 410
    assert client.get(newer).status_code == 200


def test_the_terminal_kills_the_link(client, link, terminal):
    terminal("宁条梁镇", "", "A", "郭晓东", "gxd", PASSWORD, PASSWORD)
    run()
    assert client.get(link).status_code == 410


def test_a_guessed_link_is_no_link(client, db):
    assert client.get("/setup/abc/").status_code == 410
