"""Every person on the way opens the page when it lies with him."""

import pytest
from django.test import Client

from documents.outgoing.actions import Parts
from tests.documents.outgoing.desk import staffed, submitted
from tests.documents.walk import organ
from tests.house import build_house
from township_office.people.models import Organ

pytestmark = pytest.mark.django_db

WALK = [
    ("办公室主任", {}),
    ("民政办主任", {"agrees": "no", "opinion": "经费来源没有说明。"}),
    ("副镇长（农业）", {"opinion": "已协商。"}),
    ("副镇长（农业）", {}),
    ("镇长", {}),
    ("应急办干事", {}),
    ("文书", {}),
    ("文书", {}),
    ("印章保管员", {}),
    ("文书", {}),
    ("文书", {}),
]


def test_each_opens_what_lies_with_him():
    house = staffed(build_house())
    parts = Parts(
        main=[organ(house, "柳树湾村民委员会", Organ.Level.BELOW), house.departments["民政办公室"]],
        consulted=[house.departments["民政办公室"]],
    )
    desk = submitted(house, parts=parts)
    for post, fields in WALK:
        browser = Client()
        browser.force_login(house[post])
        assert browser.get(desk.paper.get_absolute_url()).status_code == 200
        desk.agree(post, **fields)
    assert desk.stage == "办结"
