import re
from pathlib import Path

import pytest
from django.core.checks import INFO, run_checks

from township_office.paper import fonts

SHEETS = (Path(fonts.__file__).parent / "static" / "paper").glob("*.css")
ALL = {face.official[0] for face in fonts.FACES}


@pytest.fixture
def here(monkeypatch):
    """Let the machine have these fonts and no others."""

    def have(*names: str) -> None:
        monkeypatch.setattr(fonts, "installed", lambda: frozenset(names))

    return have


def test_what_is_missing_comes_with_what_stands_in(here):
    here("Noto Serif CJK SC", "AR PL KaitiM GB", "方正小标宋简体", "SimHei", "宋体")
    assert fonts.missing_fonts() == {
        "仿宋_GB2312": "Noto Serif CJK SC",
        "楷体_GB2312": "AR PL KaitiM GB",
    }


def test_a_machine_without_chinese_fonts_has_no_stand_in(here):
    here()
    assert set(fonts.missing_fonts().values()) == {""}


def test_the_check_tells_of_missing_fonts_and_fails_nothing(here):
    here("Noto Serif CJK SC")
    told = [each for each in run_checks(include_deployment_checks=True) if each.id == "paper.I001"]
    assert {each.level for each in told} == {INFO}
    assert "缺少公文字体仿宋_GB2312，暂用 Noto Serif CJK SC 代替。" in [each.msg for each in told]


def test_the_check_is_silent_where_all_are_there(here):
    here(*ALL)
    told = run_checks(include_deployment_checks=True)
    assert not [each for each in told if each.id == "paper.I001"]


def test_official_names_are_asked_for_before_those_that_stand_in(here):
    here("Noto Serif CJK SC")
    fang = re.search(r"--fang: (.*?);", fonts.stylesheet())[1]
    assert fang.index("FangSong_GB2312") < fang.index("Noto Serif CJK SC")


def test_a_text_face_in_a_titles_place_is_set_bold(here):
    here("Noto Serif CJK SC")
    assert "--song-weight: 700" in fonts.stylesheet()
    here(*ALL)
    assert "--song-weight: 400" in fonts.stylesheet()


def test_the_stylesheets_use_the_faces_they_are_given():
    used = {name for sheet in SHEETS for name in re.findall(r"var\(--(\w+)\)", sheet.read_text())}
    assert {face.variable for face in fonts.FACES} <= used


def test_a_machine_without_fontconfig_knows_no_fonts(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert fonts.installed.__wrapped__() == frozenset()
