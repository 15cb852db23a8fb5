import pytest

from township_office.people import actions
from township_office.people.models import Officer, Organ
from township_office.people.pinyin import latin_of, pinyin_of_person


@pytest.mark.parametrize(
    ("name", "found_by"),
    [
        ("李秀英", ["李", "秀英", "lixiuying", "lxy", "xiuying", "LXY", "Li Xiuying", "xy"]),
        ("单建国", ["shanjianguo", "sjg", "danjianguo", "djg", "单"]),
        ("仇和", ["qiuhe", "qh"]),
        ("解晓东", ["xiexiaodong", "xxd"]),
        ("查志强", ["zhazhiqiang", "zzq"]),
        ("曾丽", ["zengli", "zl"]),
        ("翟明", ["zhaiming", "zm"]),
        ("欧阳娜", ["ouyangna", "oyn"]),
        ("阿不都·热西提", ["abdrxt", "热西提", "rexiti"]),
    ],
)
def test_a_person_is_found_by_name_pinyin_and_initials(house, by, name, found_by):
    officer = actions.hire(house.township, name=name, username="u1", by=by).officer
    for words in found_by:
        assert officer in Officer.objects.found_by(words), words


def test_other_words_do_not_find_a_person(house, by):
    officer = actions.hire(house.township, name="李秀英", username="u1", by=by).officer
    for words in ("王", "wang", "lxz", "李xy"):
        assert officer not in Officer.objects.found_by(words), words


def test_no_words_find_everybody(house):
    assert Officer.objects.found_by(" ").count() == len(house.officers)


def test_a_single_character_is_read_as_it_stands():
    assert pinyin_of_person("单") == ("dan", "d")


def test_what_was_typed_is_read_without_signs():
    assert latin_of("Li Xiu-ying 2") == "lixiuying2"


def test_an_organ_is_found_by_short_name_and_initials(house, by):
    organ = actions.remember_organ(house.township, "中共靖边县委办公室", short_name="县委办", by=by)
    for words in ("县委办", "靖边", "jbxwb", "xianwei"):
        assert organ in Organ.objects.found_by(words), words
