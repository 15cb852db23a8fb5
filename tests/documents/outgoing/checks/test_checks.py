"""Every check finds what it is for, and leaves alone what only looks like it."""

import re
from datetime import date

import pytest

from documents.outgoing.checks import CHECKS, Check, Force, Manuscript, Place, examine
from tests.documents.outgoing.checks.faults import FAULTS, annexed, asks, plain, says, titled

BY_NAME = {check.name: check for check in CHECKS}
RULE = re.compile(r"(?:DOC|FMT|SEC)-\d{2,3}|[AB]\d+\.\d+(?:\.\d+)?")
FAULTY = [(name, changes) for name, (faulty, _) in FAULTS.items() for changes in faulty]
NEAR = [(name, changes) for name, (_, near) in FAULTS.items() for changes in near]


def found(check: Check, manuscript: Manuscript) -> list[str]:
    return [f"{each.place.label} {each.quote}" for each in check(manuscript)]


def test_every_check_is_tried_and_has_a_name_of_its_own():
    assert len(BY_NAME) == len(CHECKS)
    assert set(FAULTS) == set(BY_NAME)


@pytest.mark.parametrize(("name", "changes"), FAULTY)
def test_a_fault_is_found(name, changes):
    assert found(BY_NAME[name], plain(**changes)) != []


@pytest.mark.parametrize(("name", "changes"), NEAR)
def test_a_near_miss_is_left_alone(name, changes):
    assert found(BY_NAME[name], plain(**changes)) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_names_its_rule_says_what_to_do_and_what_it_means(check):
    assert RULE.fullmatch(check.rule)
    assert check.sentence.endswith(("。", "”")) and re.search(r"[\u4e00-\u9fa5]", check.sentence)
    assert check.meaning.endswith(".")


def test_nothing_is_amiss_with_the_plain_notice():
    assert examine(plain()) == []


def test_errors_come_first_and_within_them_the_order_of_the_document():
    notice = plain(
        **says(
            "做好春灌，，保丰收\n于9月31日前完成,不得拖延",
            title="关于春灌的通知。",
            disclosure=None,
        )
    )
    assert [(finding.force, finding.place) for finding in examine(notice)] == [
        (Force.MUST, Place("title")),
        (Force.MUST, Place("body", 1)),
        (Force.MUST, Place("body", 2)),
        (Force.MUST, Place("disclosure")),
        (Force.GEN, Place("body", 2)),
    ]


def test_a_finding_says_where_it_is_and_what_stands_there():
    (finding,) = BY_NAME["days_exist"](plain(**says("请清淤。\n于9月31日前完成。")))
    assert (finding.rule, finding.place.label, finding.quote) == (
        "FMT-067",
        "正文第 2 段",
        "9月31日",
    )
    (finding,) = BY_NAME["names_end_without_a_stop"](plain(**annexed("任务表", "名单。")))
    assert (finding.place, finding.place.label) == (Place("annex", 2), "附件 2")
    (finding,) = BY_NAME["title_ends_without_a_stop"](plain(**titled("关于春灌的通知。")))
    assert finding.place.label == "标题"


def test_the_same_fault_in_one_paragraph_is_told_once():
    notice = plain(**says("《甲》、《乙》、《丙》、《丁》\n《甲》、《乙》"))
    places = [finding.place.number for finding in BY_NAME["no_comma_between_quotes"](notice)]
    assert places == [1, 2]


def test_a_wrong_weekday_is_told_the_right_one():
    (finding,) = BY_NAME["weekdays_match"](plain(**says("2026年11月26日（星期五）")))
    assert finding.sentence == "2026年11月26日是星期四，请核对。"


def test_the_year_of_the_document_is_where_a_weekday_is_looked_for_first():
    notice = plain(**says("3月16日（星期五）"), dated=date(2026, 3, 5))
    (finding,) = BY_NAME["weekdays_match_this_year"](notice)
    assert finding.sentence.startswith("2026年3月16日是星期一")


def test_a_request_that_is_in_order_hears_nothing():
    assert examine(plain(**asks(note="联系人：张志强，电话：0912-4660033"))) == []
