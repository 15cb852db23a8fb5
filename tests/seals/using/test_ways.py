"""Who lets a seal be used, by seal and matter, in both profiles (flows.md, seals.use)."""

import pytest

from tests.house import House
from tests.seals.using.desk import asked

SECRETARY, MAYOR, DIRECTOR, CLERK = "党委书记", "镇长", "办公室主任", "文书"
KEEPERS = {
    "party": "党委印章保管员",
    "government": "印章保管员",
    "office": "党政办印章保管员",
    "other": "应急办印章保管员",
}
BOTH = {SECRETARY, MAYOR}
PARTY = {"side": "party"}

# seal, matter, what else, who decides in A, in B
ROWS = [
    ("government", "合同协议", {}, BOTH, BOTH),
    ("party", "人事", PARTY, BOTH, BOTH),
    ("office", "财务", {}, BOTH, BOTH),
    ("government", "其他重要事项", {}, {MAYOR}, {MAYOR}),
    ("party", "其他重要事项", PARTY, {SECRETARY}, {SECRETARY}),
    ("office", "其他重要事项", PARTY, {SECRETARY}, {SECRETARY}),
    ("other", "其他重要事项", {}, {"应急办主任"}, {MAYOR}),
    ("party", "公文", PARTY, {SECRETARY}, {SECRETARY}),
    ("government", "公文", {}, {MAYOR}, {MAYOR}),
    ("government", "常规表格", {}, {MAYOR}, {CLERK}),
    ("government", "对外单位、个人", {}, {MAYOR}, {DIRECTOR}),
    ("government", "公文", {"for_outsider": True}, {MAYOR}, {DIRECTOR}),
    ("office", "公文", {}, {MAYOR}, {DIRECTOR}),
    ("office", "公文", PARTY, {SECRETARY}, {DIRECTOR}),
    ("office", "常规表格", {}, {MAYOR}, {CLERK}),
    ("other", "公文", {}, {"应急办主任"}, {"应急办主任"}),
]
each_row = pytest.mark.parametrize(("organ", "matter", "fields", "by_a", "by_b"), ROWS)


def walk(house: House, organ: str, matter: str, fields: dict, deciders: set[str]) -> None:
    desk = asked(house, organ, matter, **fields)
    assert desk.lies_with == deciders
    for post in sorted(deciders):
        desk.agree(post)
    assert (desk.stage, desk.lies_with) == ("用印", {KEEPERS[organ]})


@each_row
def test_the_general_regulation_asks_these(office, organ, matter, fields, by_a, by_b):
    walk(office, organ, matter, fields, by_a)


@each_row
def test_the_rules_of_the_town_ask_these(town, organ, matter, fields, by_a, by_b):
    walk(town, organ, matter, fields, by_b)
