"""名录: under headings, the level that fits the direction first; on paper always by rank."""

import pytest

from documents.outgoing.forms.drafting import Directory, DraftForm, Key
from tests.documents.walk import organ
from tests.house import House
from township_office.people.models import Line, Organ


@pytest.fixture
def directory(house: House) -> Directory:
    organ(house, "县人民政府", Organ.Level.ABOVE)
    county = organ(house, "中共县委", Organ.Level.ABOVE)
    county.line = Line.PARTY
    county.save()
    organ(house, "邻镇人民政府", Organ.Level.SAME)
    organ(house, "柳树湾村民委员会", Organ.Level.BELOW)
    return Directory(house.township.pk)


@pytest.mark.parametrize(
    ("direction", "first"),
    [("up", "上级机关"), ("level", "平级机关和不相隶属单位"), ("down", "本镇内设机构")],
)
def test_the_level_at_which_the_direction_points_comes_first(directory, direction, first):
    assert directory.choices(direction)[0][0] == first


def test_the_party_stands_before_the_government(directory):
    above = dict(directory.choices("up"))["上级机关"]
    assert [name for _, name in above] == ["中共县委", "县人民政府"]


def test_on_paper_they_stand_by_rank_in_whatever_order_they_are_offered(directory):
    wanted = ["中共县委", "县人民政府", "邻镇人民政府", "柳树湾村民委员会", "民政办公室"]
    keys = [Key.of(each) for each in directory.all.values() if each.name in wanted]
    assert [each.name for each in directory.those(keys[::-1])] == wanted


def test_the_page_shows_the_headings(house, directory):
    form = DraftForm(officer=house["应急办干事"], initial={"direction": "up"})
    headings = [each.data.get("heading") for each in form["main"].subwidgets]
    assert [name for name in headings if name][0] == "上级机关"
