"""Where an organ stands is told by its name: what lies within the township is not the county's."""

import pytest

from documents.outgoing.checks.reading import manuscript_of
from documents.outgoing.checks.recipients import whoever_is_passed_over_gets_a_copy
from documents.outgoing.checks.standing import is_of_a_county, level_of
from documents.outgoing.models import Outgoing
from tests.documents.outgoing.checks.faults import asks, plain
from tests.documents.outgoing.checks.records import fields_of
from tests.documents.walk import organ
from tests.house import House

OWN = "宁条梁镇"
WRITTEN_TO_BELOW = {
    "宁条梁镇社区矫正中心": "below",
    "镇区供电所": "below",
    "小区业主委员会": "below",
    "锦绣小区业主委员会": "below",
    "宁条梁镇城区供水站": "below",
    "宁条梁镇城区防汛指挥部": "below",
    "宁条梁镇市场监督管理所": "below",
    "前进社区党委": "below",
    "前进社区卫生服务中心": "below",
    "镇社区工作站": "below",
    "农业产业园区党委": "below",
    "北片区联合党委": "below",
    "红旗林场": "below",
    "镇直各单位": "below",
    "县水利局": "same",
    "镇安县水利局": "same",
    "镇江市水利局": "same",
    "榆阳区农业农村局": "same",
    "乌审旗水利局": "same",
    "景德镇市水利局": "same",
    "红墩界镇人民政府": "same",
    "榆阳区人民政府": "above",
    "镇海区防汛抗旱指挥部": "above",
}


@pytest.mark.parametrize(("name", "level"), WRITTEN_TO_BELOW.items())
def test_a_name_says_who_is_of_the_township_and_who_of_the_county(name, level):
    assert level_of(name, "down", own=OWN) == level


@pytest.mark.parametrize(
    "name",
    [
        "县人民政府",
        "梁安县人民政府",
        "中共梁安县委员会",
        "县委组织部",
        "县纪委监委",
        "县人民政府办公室",
        "县人大常委会",
        "县水利局",
        "县防汛抗旱指挥部",
        "中共榆阳区委",
        "榆阳区人民政府",
        "浦东新区人民政府",
        "乌审旗人民政府",
    ],
)
def test_where_a_county_s_organ_is_there_is_a_county(name):
    assert is_of_a_county(name)


ELSEWHERE = [
    "广西壮族自治区人民政府",
    "中共内蒙古自治区委员会",
    "神木高新技术产业开发区管委会",
    "中共神木经济开发区委员会",
    "神木市人民政府",
    "市县域经济发展局",
    "神木市城区供电局",
    "红碱淖景区管委会",
]


@pytest.mark.parametrize("name", ELSEWHERE)
def test_neither_a_region_nor_a_zone_is_a_county(name):
    assert not is_of_a_county(name)


@pytest.mark.django_db
def test_a_township_of_a_city_without_counties_asks_its_own_city(house: House):
    for name in ELSEWHERE:
        organ(house, name)
    assert _passed_over(house) == []
    organ(house, "梁安县人民政府")
    assert _passed_over(house) == ["神木市人民政府"]


def _passed_over(house: House) -> list[str]:
    """Who is asked above the head of another, of a request to the city (DOC-28)."""
    paper = Outgoing(township=house.township, **fields_of(plain(**asks())))
    city = organ(house, "神木市人民政府")
    manuscript = manuscript_of(paper, main=[city], copied=[], annexes=[])
    return [each.quote for each in whoever_is_passed_over_gets_a_copy(manuscript)]
