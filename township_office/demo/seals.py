"""The seals of the demonstration: received by their keepers, and asked for beside the documents."""

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from seals.keeping.actions import ask_handover
from seals.keeping.models import Handover, Seal
from seals.using.actions import Papers, ask_to_stamp
from seals.using.models import MatterClass, Request
from township_office import clock
from township_office.approvals.models import Case
from township_office.demo.cast import Cast
from township_office.demo.span import Span, opening_day
from township_office.demo.steps import agree, next_task, text_file
from township_office.people.capacity import capacity_of

SOON = timedelta(minutes=20)  # after the office has opened
KEEPERS = {"party": "党委印章管理员", "government": "政府印章管理员", "office": "党政办印章管理员"}
DIRECTOR = "党政办主任"
STEP = (0.3, 5.0)  # working hours until somebody decides or stamps
WORDS = {"合同协议": "合同全文见纸质文本，共六页。", "证明": "情况属实，特此证明。"}


def receiving_life(cast: Cast) -> Iterator[datetime]:
    """On the first day each keeper takes his seal over, before a witness (SEAL-07)."""
    yield opening_day() + SOON
    for organ, keeper in KEEPERS.items():
        handover = Handover(
            seal=Seal.objects.get(township=cast.township, organ=organ),
            receiver=cast.holder(keeper),
            receiver_post=cast.posts[keeper],
            reason="启用系统，登记保管人。",
        )
        by = capacity_of(cast.holder(DIRECTOR), cast.posts[DIRECTOR])
        case = ask_handover(handover, by=by)
        while task := next_task(case):
            agree(cast, task)


def seal_lives(cast: Cast, span: Span, dice: Random) -> list[Iterator[datetime]]:
    """Every request, from when it is made until it is stamped or lies open."""
    source = tomllib.loads((Path(__file__).parent / "seals.toml").read_text())
    return [_life(told, cast, span, dice) for told in source["request"]]


def _life(told: dict[str, Any], cast: Cast, span: Span, dice: Random) -> Iterator[datetime]:
    yield span.ago(told["begun"])
    case, agreed = _asked(told, cast), 0
    while task := next_task(case):
        if told.get("open") and agreed == told.get("agreed", 0):
            return
        yield span.after(clock.now(), dice.uniform(*STEP))
        agree(cast, task, taken_by=told.get("taken_by", ""))
        agreed += 1


def _asked(told: dict[str, Any], cast: Cast) -> Case:
    matter = MatterClass.objects.get(township=cast.township, name=told["matter"])
    request = Request(
        township=cast.township,
        seal=Seal.objects.get(township=cast.township, organ=told["seal"]),
        matter=matter,
        title=told["title"],
        copies=told["copies"],
        across=told.get("across", False),
        side=told.get("side", "government"),
        on_behalf=told.get("on_behalf", ""),
        for_outsider=matter.for_outsider,
    )
    post = told["applicant"]
    legal = [text_file("合法性审查意见", "条款合法，同意签订。")] if matter.legal_opinion else []
    papers = Papers(
        content=[text_file(told["title"], WORDS.get(matter.name, "正文。"))], legal=legal
    )
    return ask_to_stamp(request, papers, by=capacity_of(cast.holder(post), cast.posts[post]))
