import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from tests.paper.printing import measured, printed
from township_office.paper.official.samples import NOTICE, REQUEST, SAMPLES

LAYOUT = Path(__file__).parents[2] / "docs" / "layout.md"


def told(pdf: bytes, tmp_path, *options: str) -> str:
    (tmp_path / "paper.pdf").write_bytes(pdf)
    out = StringIO()
    call_command("measure_layout", str(tmp_path / "paper.pdf"), *options, stdout=out)
    return out.getvalue()


def test_the_command_prints_each_rule_with_its_millimetres(tmp_path):
    said = told(printed(NOTICE), tmp_path, "--annexes=2", "--bound=2", "--note")
    assert re.search(r"FMT-024\t应当\t发文机关标志上边缘\t72.00±1\t7[123]\.\d\d\t合格", said)
    assert said.rstrip().endswith("全部合格。")


def test_what_is_expected_is_said_by_options(tmp_path):
    said = told(printed(REQUEST), tmp_path, "--up=1", "--urgency", "--note")
    assert "FMT-031" in said
    assert "FMT-022" in said


def test_a_document_that_breaks_a_must_ends_with_one(tmp_path):
    low = printed(NOTICE, ".head { padding-top: 39.42mm }")
    with pytest.raises(CommandError, match="不合格：FMT-024") as failed:
        told(low, tmp_path, "--annexes=2", "--bound=2", "--note")
    assert failed.value.returncode == 1


def test_the_command_asks_for_a_file():
    with pytest.raises(CommandError, match="请给出 PDF 文件"):
        call_command("measure_layout")


@pytest.mark.parametrize("key", SAMPLES)
def test_the_page_on_the_layout_is_what_the_ruler_says_today(key):
    """Run ``manage.py measure_layout --samples`` where this fails."""
    title, official = SAMPLES[key]
    now = [(each.rule, each.what, each.passed) for each in measured(official)]
    assert now == written(title)


def written(title: str) -> list[tuple[str, str, bool]]:
    """The rows below a sample's heading, without the numbers, which depend on the fonts."""
    chapter = LAYOUT.read_text(encoding="utf-8").split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in chapter.splitlines() if "FMT-" in line]
    return [(rule, what, said == "合格") for rule, _, what, _, _, said in rows]


@pytest.mark.parametrize("key", SAMPLES)
def test_each_sample_has_a_small_picture(key):
    path = LAYOUT.parent / "pictures" / "layout" / f"{key}.png"
    assert path.stat().st_size < 150_000
    assert Image.open(path).height == 704
