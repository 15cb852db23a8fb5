"""Who stands under a name for all his like is a hint when he is named beside it, and nobody else."""

import pytest

from documents.outgoing.checks.reading import manuscript_of
from documents.outgoing.checks.recipients import nobody_is_named_beside_all_his_like
from documents.outgoing.models import Outgoing
from tests.documents.outgoing.checks.faults import plain
from tests.documents.outgoing.checks.records import fields_of
from tests.documents.walk import organ
from tests.house import House
from township_office.people.models import Department, Organ

pytestmark = pytest.mark.django_db
ALL, BUREAUS = "各村（社区）", "镇直各单位"


def village(house: House) -> Department:
    kind = Department.Kind.VILLAGE
    return Department(township=house.township, name="前梁村", kind=kind, rank=30)


def below(house: House, name: str) -> Organ:
    return organ(house, name, Organ.Level.BELOW)


def told(house: House, *main: Organ | Department, copied: list | None = None) -> list[str]:
    paper = Outgoing(township=house.township, **fields_of(plain()))
    manuscript = manuscript_of(paper, main=main, copied=copied or [], annexes=[])
    return [each.sentence for each in nobody_is_named_beside_all_his_like(manuscript)]


def test_a_village_beside_all_villages_is_told_of_by_name(house):
    said = ["“各村（社区）”已经包括前梁村，一般不再单列。"]
    assert told(house, below(house, ALL), village(house)) == said
    assert told(house, below(house, ALL), copied=[village(house)]) == said


def test_a_village_that_is_but_in_the_directory_is_one_of_them(house):
    assert len(told(house, below(house, ALL), below(house, "东滩村村民委员会"))) == 1


def test_a_department_is_one_of_the_township_s_own_but_the_office_is_not(house):
    civil, office = (house.departments[name] for name in ("民政办公室", "党政办公室"))
    assert len(told(house, below(house, BUREAUS), civil, office)) == 1


@pytest.mark.parametrize("some", ["其他各村", "各包联村", "驻镇各单位", "各有关单位"])
def test_what_is_not_all_of_them_stands_beside_one(house, some):
    civil = house.departments["民政办公室"]
    assert told(house, below(house, some), village(house), civil) == []


def test_who_is_of_another_kind_stands_beside_them(house):
    county = organ(house, "县村镇建设局")
    assert told(house, below(house, ALL), below(house, BUREAUS), county) == []
    assert told(house, below(house, ALL), house.departments["民政办公室"], county) == []
