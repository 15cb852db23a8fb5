"""The data files agree with one another; no database is asked."""

import re
import tomllib
from collections import Counter
from itertools import pairwise

from township_office.approvals.loader import shipped
from township_office.demo import papers, seals, sendings
from township_office.demo.arrivals import CODES
from township_office.demo.cast import SOURCE, username_of
from township_office.demo.manuscripts import body_of
from township_office.writing.blocks import Paragraph, Table, blocks_of

POSTS = {
    *(leader["post"] for leader in SOURCE["leader"]),
    *(post for leader in SOURCE["leader"] for post in leader.get("also", ())),
    *(held["post"] for department in SOURCE["department"] for held in department["posts"]),
}
NAMES = {
    *(leader["name"] for leader in SOURCE["leader"]),
    *(held["name"] for department in SOURCE["department"] for held in department["posts"]),
}
LEVELS = ("above", "same", "below")
ALL = [*papers.ordinary(), *papers.present()]
OUT = [*sendings.sent(), *sendings.lying()]
STAGES = {stage["name"] for stage in shipped("A")["documents.incoming"]["stage"]}
USUAL = {"通知", "请示", "报告", "函", "批复", "意见", "决定", "通报", "通告", "纪要"}
WAY_OUT = {stage["name"]: stage["kind"] for stage in shipped("A")["documents.outgoing"]["stage"]}


def test_every_paper_is_handled_by_posts_that_exist():
    named = {post for paper in ALL for post in (paper.lead, *paper.helpers, paper.relead) if post}

    assert named <= POSTS
    assert not [paper.title for paper in ALL if paper.lead in paper.helpers and paper.ages]


def test_every_sender_is_in_the_directory_and_every_one_in_it_writes_or_is_written_to():
    senders = {paper.source for paper in ALL} | {card.source for card in papers.cards()}

    assert senders == set(CODES)
    only_read = {name for level in LEVELS for name in SOURCE[level]} - set(CODES)
    assert only_read <= {name for each in OUT for name in (*each.to, *each.copied)}


def test_what_is_done_with_seals_is_done_by_posts_that_exist():
    told = tomllib.loads(seals.SOURCE.read_text())
    asked = {each["applicant"] for each in told["request"]}
    out = {each[who] for each in told["outing"] for who in ("carrier", "escort")}

    assert asked | out | {each["to"] for each in told["handover"]} <= POSTS


def test_no_title_is_there_twice():
    assert max(Counter(paper.title for paper in ALL).values()) == 1


def test_there_is_mail_for_every_month():
    for month in range(1, 13):
        assert sum(paper.fits(month) for paper in papers.ordinary()) > 130


def test_steps_on_the_desks_come_one_after_another():
    for paper in papers.present():
        assert all(earlier > later for earlier, later in pairwise(paper.ages)), paper.title


def test_turns_happen_at_stages_of_the_flow():
    backs = papers.phrases()["back"]
    told = {stage for paper in papers.present() for stage in paper.turn}

    assert told | {back["at"] for back in backs} | {back["to"] for back in backs} <= STAGES


def test_what_goes_out_is_written_by_posts_that_exist_to_whoever_is_known():
    organs = {name for level in LEVELS for name in SOURCE[level]}
    departments = {department["name"] for department in SOURCE["department"]}

    assert {each.drafter for each in OUT} <= POSTS
    for each in OUT:
        assert {*each.to, *each.copied} <= organs | departments, each.title
        assert set(each.consulted) <= departments, each.title


def test_what_goes_out_stops_and_turns_at_stages_of_its_flow():
    for each in OUT:
        assert {*each.turn, *each.said} <= WAY_OUT.keys(), each.title
        assert {turn.to for turn in each.turn.values() if turn.to} <= WAY_OUT.keys(), each.title
        assert all(earlier > later for earlier, later in pairwise(each.ages)), each.title
    kinds = {kind.partition(".")[2] for kind in list(WAY_OUT.values())[2:]}
    assert kinds <= sendings.opinions().keys()


def test_texts_have_paragraphs_headings_tables_and_annexes():
    bodies = [blocks_of(body_of(each.text)) for each in OUT]

    assert all(len(blocks) >= 2 for blocks in bodies)
    assert sum(isinstance(block, Table) for blocks in bodies for block in blocks) >= 2
    levels = {block.level for blocks in bodies for block in blocks if isinstance(block, Paragraph)}
    assert levels >= {0, 1, 2}
    assert {len(each.annexes) for each in OUT} >= {0, 1, 2}


def test_what_goes_out_is_of_every_usual_sort():
    assert {each.issuer for each in OUT} == {"party", "government", "joint", "office", "station"}
    assert {each.direction for each in OUT} == {"up", "level", "down"}
    assert {each.kind for each in OUT} >= USUAL


def test_what_is_handled_has_a_result():
    assert all(paper.read or paper.did for paper in papers.ordinary())


def test_every_blank_in_a_sentence_can_be_filled():
    known = {"lead", "with", "deputy", "chief", "by"}
    blanks = set(re.findall(r"\{(\w+)\}", str(papers.phrases())))

    assert blanks == known


def test_everybody_signs_in_under_a_name_of_his_own():
    assert max(Counter(username_of(name) for name in NAMES).values()) == 1
