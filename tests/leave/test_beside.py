"""What whoever decides is told: both leaders away, a department empty, the stand-in away as well."""

from datetime import timedelta

from leave.rules.beside import told_beside
from tests.leave.desk import (
    CLERK,
    DIRECTOR,
    HEAD,
    LEAD,
    MAYOR,
    MONDAY,
    SECRETARY,
    STAFF,
    asked,
    slip,
    travelling,
)
from tests.leave.test_pages import browser


def told(leave) -> str:
    from_form = leave
    from_form.post = leave.officer.appointments.get().post
    from_form.department = from_form.post.department
    return "\n".join(told_beside(from_form))


def test_nothing_is_said_while_everybody_else_is_here(office):
    assert told(slip(office, days=3)) == ""


def test_both_principal_leaders_away_at_once(office):
    travelling(office, SECRETARY, last_day=MONDAY + timedelta(days=1))
    words = "党委书记陈志远11月30日至12月1日外出，两位主要领导同时不在。"
    assert told(slip(office, MAYOR, days=3)) == words


def test_why_both_are_away_is_asked_for_and_stands_on_the_slip(office):
    travelling(office, SECRETARY)
    desk = asked(office, MAYOR, days=1)
    form = desk.form(DIRECTOR, opinion="县委办答复：同意。", reported_on="2026-11-26")
    assert list(form.errors) == ["why_both"]
    desk.agree(
        DIRECTOR,
        "县委办答复：同意。",
        reported_on="2026-11-26",
        why_both="家中老人病危，张志强主持工作。",
    )
    page = browser(office, MAYOR).get(desk.subject.get_absolute_url()).content.decode()
    assert "张志强主持工作" in page


def test_a_whole_department_away_at_once(office):
    asked(office, HEAD, days=2).granted()
    words = told(slip(office, STAFF, days=3))
    assert words == "应急管理办公室11月30日、12月1日没有其他人在岗。"


def test_whoever_takes_over_is_away_himself(office):
    travelling(office, LEAD).granted()
    words = told(slip(office, substitute=office[LEAD]))
    assert words == "接手工作的张志强11月30日外出也不在。"


def test_the_decider_reads_it_beside_the_slip_with_who_takes_over_and_what_is_left(office):
    asked(office, HEAD, days=2).granted()
    desk = asked(office, STAFF, days=2, substitute=office[CLERK])
    page = browser(office, LEAD).get(desk.subject.get_absolute_url())
    assert page.status_code == 404  # not his turn yet
    desk.agree(HEAD)
    page = browser(office, LEAD).get(desk.subject.get_absolute_url()).content.decode()
    for words in ("没有其他人在岗", "工作交给 <b>刘芳</b>", "还剩 15 天。（不含这一次）"):
        assert words in page, words
