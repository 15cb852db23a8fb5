"""The register says of each number what became of it."""

import pytest
from django.urls import reverse

from documents.outgoing.actions import correct
from tests.documents.outgoing.desk import staffed, submitted
from township_office import clock
from township_office.people.capacity import capacity_of

pytestmark = pytest.mark.django_db

WAY = (
    "办公室主任",
    "副镇长（农业）",
    "镇长",
    "应急办干事",
    "文书",
    "文书",
    "印章保管员",
    "文书",
)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("corrected", "已更正"),
        ("recalled", "已收回"),
        ("revoked", "已撤销"),
        ("repealed", "已废止"),
    ],
)
def test_the_register_says_what_became_of_a_document(client, house, what, words):
    desk = submitted(staffed(house))
    for post in WAY:
        desk.agree(post)
    director = house["办公室主任"]
    said = {
        "what": what,
        "reason": "数字有误。",
        "basis": "镇长批示",
        "since": clock.today(),
        "to_recall": int(what == "recalled"),
        "recalled": int(what == "recalled"),
    }
    correct(desk.fresh(), said, by=capacity_of(director, house.posts["办公室主任"]))
    client.force_login(director)
    assert words in client.get(reverse("documents:outgoing_register")).content.decode()
