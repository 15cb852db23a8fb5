"""What the demonstration shows as a seal's imprint says that it is none."""

import pytest
from PIL import Image

from seals.keeping.prints import marked_imprint
from township_office.demo.imprints import SIZE, drawn_imprint
from township_office.paper import marking

NAMES = ["宁条梁镇人民政府", "中共宁条梁镇委员会", "宁条梁镇人民政府合同专用章"]
BAND = (0, int(SIZE * 0.61), SIZE, int(SIZE * 0.78))


def drawn(name):
    content = drawn_imprint(name)
    assert content is not None
    return Image.open(content)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_a_picture_of_42_millimetres_broken_by_the_words_across(name):
    picture = drawn(name)
    assert picture.size == (SIZE, SIZE)
    ring = [picture.getpixel((place, SIZE // 2)) for place in (11, SIZE - 12)]
    assert set(ring) == {(200, 22, 29)}
    band = picture.crop(BAND)
    edges = [band.crop((0, 0, 20, band.height)), band.crop((SIZE - 20, 0, SIZE, band.height))]
    assert {edge.getcolors()[0][1] for edge in edges} == {(255, 255, 255)}
    assert len(band.getcolors(100_000)) > 1  # the words


def test_it_is_kept_as_any_imprint_is():
    content = drawn_imprint(NAMES[0])
    assert marked_imprint(content.read()).startswith(b"\x89PNG")
    assert content.name == "宁条梁镇人民政府印模（演示）.png"


def test_without_fonts_there_is_none(monkeypatch, tmp_path):
    marking._face.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))  # no fontconfig here
    assert drawn_imprint(NAMES[0]) is None
    marking._face.cache_clear()
