from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.paper.printing import SEAL, failing, measured
from township_office.paper.official import Annex, Official
from township_office.paper.official.samples import NOTICE, REQUEST, SAMPLES, TOWNSHIPS, text
from township_office.paper.official.titles import KINDS, vocabulary, width
from township_office.writing.blocks import Paragraph

WORDS = sorted(word for word in vocabulary() if len(word) > 1 and word not in (*KINDS, "关于"))
ORGANS = (*(f"{name}人民政府" for name in TOWNSHIPS), "中共宁条梁镇委员会", "靖边县应急管理局")
NAMES = ("王建国", "李明", "欧阳志强", "陈志远", "刘芳", "赵磊")


@st.composite
def titles(draw, longest: int = 60):
    """关于……的通知 of 5 to 60 characters."""
    wanted, title = draw(st.integers(5, longest)), "关于"
    for word in draw(st.lists(st.sampled_from(WORDS), min_size=30, max_size=30)):
        if width(title) + len(word) + 3 <= wanted:
            title += word
    return f"{title}的通知"


@st.composite
def documents(draw, chapters: int):
    """A document of any shape: 1 to 6 organs, down or up, sealed or not, 0 to 8 attachments."""
    organs = tuple(draw(st.lists(st.sampled_from(ORGANS), min_size=1, max_size=6, unique=True)))
    announced = draw(st.lists(titles(40), max_size=8))
    bound = draw(st.integers(0, 2))
    annexes = tuple(
        Annex(title, text(1) if number < bound else ()) for number, title in enumerate(announced)
    )
    up = draw(st.booleans())
    return replace(
        NOTICE,
        organs=organs,
        title=draw(titles()),
        body=text(draw(st.integers(0, chapters))) + (Paragraph("特此通知。"),),
        signers=NAMES[: len(organs)] if up else (),
        urgency=draw(st.sampled_from(["", "特急", "加急"])),
        main=ORGANS[: draw(st.integers(1, 8))],
        annexes=annexes,
        sealed=draw(st.booleans()),
        note=draw(st.sampled_from(["", "此件公开发布"])),
        copied=ORGANS[: draw(st.integers(0, 8))],
    )


@given(documents(chapters=5))
@settings(derandomize=True, max_examples=8, deadline=None)
def test_whatever_is_written_keeps_every_rule(official: Official):
    assert failing(measured(official)) == []


@pytest.mark.slow
@given(documents(chapters=56))
@settings(derandomize=True, max_examples=40, deadline=None)
def test_forty_documents_of_up_to_forty_pages_keep_every_rule(official: Official):
    assert failing(measured(official)) == []


@pytest.mark.parametrize("key", SAMPLES)
def test_a_sample_keeps_every_rule(key):
    assert failing(measured(SAMPLES[key][1])) == []


def test_a_seal_of_42_mm_presses_signature_and_date():
    assert failing(measured(NOTICE, SEAL, seals=1)) == []


@pytest.mark.parametrize("count", [2, 3, 5, 6])
def test_the_seals_of_several_organs_do_not_touch(count):
    joint = replace(
        NOTICE, organs=tuple(f"{name}政府" for name in TOWNSHIPS[:count]), annexes=(), note=""
    )
    assert failing(measured(joint, SEAL, seals=count)) == []


def test_a_draft_has_no_red_and_keeps_the_place_of_the_seal():
    draft = replace(NOTICE, formal=False, sealed=True)
    told = {each.rule for each in measured(draft)}
    assert "FMT-024" not in told
    assert failing(measured(draft)) == []


def test_what_goes_up_has_its_number_beside_the_last_signer():
    for count in range(1, 7):
        up = replace(REQUEST, signers=NAMES[:count])
        assert failing(measured(up)) == []
