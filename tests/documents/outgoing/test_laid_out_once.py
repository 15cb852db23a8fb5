"""The same words are laid out once, whatever day it is."""

from datetime import timedelta

import pytest

from documents.outgoing.actions.layouts import layout_of
from documents.outgoing.models import Layout
from tests.documents.outgoing.desk import staffed, submitted
from tests.house import build_house
from township_office import clock

pytestmark = pytest.mark.django_db


def test_a_draft_laid_out_yesterday_is_still_laid_out_today(house):
    desk = submitted(staffed(house))
    with clock.moved_to(clock.now() + timedelta(days=1)):
        assert layout_of(desk.fresh()) == Layout.objects.get()


def test_what_the_mayor_has_signed_lies_laid_out_before_the_secretary(house):
    desk = submitted(staffed(house), issuer="joint", lead="party")
    for post in ("办公室主任", "副镇长（农业）", "镇长"):
        desk.agree(post)
    assert desk.stage == "签发"
    assert layout_of(desk.fresh()) == Layout.objects.get()


@pytest.mark.parametrize(
    ("profile", "signed_by"),
    [
        ("A", ["办公室主任", "副镇长（农业）", "镇长"]),
        ("B", ["办公室主任", "镇长", "文书"]),  # by the town's rules it is numbered already
    ],
)
def test_whoever_rechecks_has_it_laid_out(db, profile, signed_by):
    desk = submitted(staffed(build_house(profile=profile)))
    for post in signed_by:
        desk.agree(post)
    assert desk.stage == "复核"
    assert layout_of(desk.fresh()) == Layout.objects.get()
