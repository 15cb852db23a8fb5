"""Small words of the pages: titles in their marks, how long ago something was."""

from datetime import timedelta

import pytest

from township_office import clock
from township_office.ui.templatetags.ui import ago, earlier
from township_office.ui.titles import in_marks


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("防汛工作方案", "《防汛工作方案》"),
        ("关于印发《防汛办法》的通知", "《关于印发〈防汛办法〉的通知》"),
        ("转发《关于印发〈办法〉的通知》", "《转发〈关于印发《办法》的通知〉》"),
    ],
)
def test_marks_inside_a_title_are_of_the_other_kind(title, shown):
    assert in_marks(title) == shown


@pytest.mark.parametrize(
    ("passed", "how_long", "when"),
    [
        (timedelta(seconds=20), "不到 1 分钟", "刚刚"),
        (timedelta(minutes=1), "1 分钟", "1 分钟前"),
        (timedelta(hours=4, minutes=50), "4 小时", "4 小时前"),
    ],
)
def test_nothing_was_ever_no_minutes_ago(passed, how_long, when):
    now = clock.now()
    with clock.moved_to(now):
        moment = clock.now() - passed
        assert ago(moment).replace("\xa0", " ") == how_long
        assert earlier(moment).replace("\xa0", " ") == when
