"""The seals of the demonstration: received, asked for beside the documents, lent and taken out."""

import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from seals.using.actions import Papers, ask_to_stamp
from seals.using.models import MatterClass, Request
from township_office import clock
from township_office.approvals.models import Case
from township_office.demo.cast import Cast
from township_office.demo.custody import lending_life, receiving_life, seal_of
from township_office.demo.outings import outing_life
from township_office.demo.span import Span
from township_office.demo.steps import agree, next_task, text_file
from township_office.people.capacity import capacity_of

SOURCE = Path(__file__).parent / "seals.toml"
STEP = (0.3, 5.0)  # working hours until somebody decides or stamps
WORDS = {"合同协议": "合同全文见纸质文本，共六页。", "证明": "情况属实，特此证明。"}


def seal_lives(cast: Cast, span: Span, dice: Random) -> list[Iterator[datetime]]:
    """Each seal received on the first day, and all that is done with it until it lies open."""
    source = tomllib.loads(SOURCE.read_text())
    return [
        receiving_life(cast, source["contracts"]),
        *(lending_life(told, cast, span, dice) for told in source["handover"]),
        *(outing_life(told, cast, span, dice) for told in source["outing"]),
        *(_life(told, cast, span, dice) for told in source["request"]),
    ]


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
        seal=seal_of(cast, told["seal"]),
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
