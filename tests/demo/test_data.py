"""The data files agree with one another; no database is asked."""

import re
from collections import Counter
from itertools import pairwise

from township_office.approvals.loader import shipped
from township_office.demo import papers
from township_office.demo.arrivals import CODES
from township_office.demo.cast import SOURCE, username_of

POSTS = {
    *(leader["post"] for leader in SOURCE["leader"]),
    *(post for leader in SOURCE["leader"] for post in leader.get("also", ())),
    *(held["post"] for department in SOURCE["department"] for held in department["posts"]),
}
NAMES = {
    *(leader["name"] for leader in SOURCE["leader"]),
    *(held["name"] for department in SOURCE["department"] for held in department["posts"]),
}
ALL = [*papers.ordinary(), *papers.present()]
STAGES = {stage["name"] for stage in shipped("A")["documents.incoming"]["stage"]}


def test_every_paper_is_handled_by_posts_that_exist():
    named = {post for paper in ALL for post in (paper.lead, *paper.helpers, paper.relead) if post}

    assert named <= POSTS
    assert not [paper.title for paper in ALL if paper.lead in paper.helpers and paper.ages]


def test_every_sender_is_in_the_directory_and_every_one_in_it_writes():
    senders = {paper.source for paper in ALL} | {card.source for card in papers.cards()}

    assert senders == set(CODES)


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


def test_what_is_handled_has_a_result():
    assert all(paper.read or paper.did for paper in papers.ordinary())


def test_every_blank_in_a_sentence_can_be_filled():
    known = {"lead", "with", "deputy", "chief", "by"}
    blanks = set(re.findall(r"\{(\w+)\}", str(papers.phrases())))

    assert blanks == known


def test_everybody_signs_in_under_a_name_of_his_own():
    assert max(Counter(username_of(name) for name in NAMES).values()) == 1
