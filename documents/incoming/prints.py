"""The 文件阅办单: one source for the sheet on the page and the PDF on paper."""

from typing import Any

from documents.incoming.models import Incoming
from township_office import clock
from township_office.approvals.circulation.lists import Circle, Place
from township_office.approvals.core import Seat
from township_office.approvals.prints import Box, as_it_stood, said_in_box
from township_office.approvals.story import Story
from township_office.people.models import Post

PROPOSED, INSTRUCTED, HANDLED = "拟办意见", "领导批示", "承办结果"
BOXES = ((PROPOSED, "tall"), (INSTRUCTED, "taller"), (HANDLED, "tall"))


def boxes(story: Story) -> list[Box]:
    """The opinions in their named boxes, with name and date, as on paper.

    Who handles it stands under the proposal; an instruction says so only where it changes it.
    """
    stood = as_it_stood(story, (PROPOSED, INSTRUCTED))
    return [
        Box(
            _printed(label, story),
            css,
            [said_in_box(each, story, stood.get(each.event.pk, "")) for each in story.box(label)],
            story.awaited(label),
        )
        for label, css in BOXES
    ]


def _printed(label: str, story: Story) -> str:
    """拟办意见, or 批办意见 where the town's rules call the stage so (B1.1)."""
    stage = story.stage_of_box(label)
    return f"{stage}意见" if label.endswith("意见") and stage else label


def sheet(paper: Incoming, story: Story, circle: Circle | None = None) -> dict[str, Any]:
    """Everything the handling sheet says, for the page and for paper."""
    return {
        "office_name": f"{paper.township.name}{paper.township.office_name}",
        "title": "文件阅办单",
        "number": paper.label,
        "received_on": paper.received_on,
        "urgency": paper.urgency,
        "source": paper.source.name,
        "source_number": paper.source_number,
        "doc_title": paper.title,
        "category": f"{paper.get_side_display()}　{paper.get_work_display()}",
        "deadline": clock.local(paper.deadline) if paper.deadline else None,
        "boxes": boxes(story),
        "readers": _readers(paper, story, circle),
    }


def _readers(paper: Incoming, story: Story, circle: Circle | None) -> list[dict[str, Any]]:
    """Who reads, by rank, with his circle; until it circulates, whom the proposal names."""
    if circle is not None:
        return [_circled(place) for place in circle.places]
    named = paper.readers.all()
    return [{"name": _reader(reader.post, story), "read_at": None} for reader in named]


def _circled(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "read_at": place.read_at,
        "reached": not place.waits,
        "beside": _beside(place),
    }


def _beside(place: Place) -> str:
    """What his circle alone does not say: 王建国：请抓紧落实。（纸上圈阅，刘芳代录）."""
    word = f"：{place.reader.word}" if place.reader.word else ""
    entered = f"（{place.entered}）" if place.entered else ""
    return f"{place.name}{word}{entered}" if word or entered else ""


def _reader(post: Post, story: Story) -> str:
    """Readers stand on the sheet by name; a vacant post by its own."""
    holders = story.route.staff.named(Seat(post=post.pk))
    return "、".join(holder.name for holder in holders) or post.name
