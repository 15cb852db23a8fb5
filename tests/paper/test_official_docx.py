"""What the .docx says, by its own XML; how it looks is tests/paper/test_official_docx_rendered.py."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.paper.official_samples import (
    ACROSS,
    ALL,
    AMID,
    DRAFT,
    DUTY,
    JOINT,
    LINE,
    LONG,
    NOTICE,
    SENTENCE,
    UNSEALED,
    UPWARD,
    WIDE,
    prose,
)
from township_office.paper.official.docx import official_docx
from township_office.paper.official.values import Annex, End, Ending, Official
from township_office.writing.blocks import Cell, Paragraph, Table, blocks_of
from township_office.writing.word import read_word


def made(official: Official, **more):
    return Document(BytesIO(official_docx(official, **more)))


def lines(document, style: str) -> list[str]:
    return [each.text for each in everywhere(document) if each.style.name == style]


def everywhere(document):
    """All paragraphs, those of tables too, in order."""
    for element in document.element.body.iter(qn("w:p")):
        yield type(document.paragraphs[0])(element, document)


def xml(official: Official) -> str:
    with ZipFile(BytesIO(official_docx(official))) as archive:
        return archive.read("word/document.xml").decode()


@pytest.fixture(scope="module")
def notice():
    return made(NOTICE)


# The page


def test_the_margins_are_those_of_the_standard(notice):
    for section in notice.sections:
        assert margins(section) == [2098, 1474, 1984, 1588]
        assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)


def margins(section) -> list[int]:
    """Top, right, bottom, left, in twips."""
    return [
        round(side / 635)
        for side in (
            section.top_margin,
            section.right_margin,
            section.bottom_margin,
            section.left_margin,
        )
    ]


def test_22_lines_of_28_characters_fit_and_no_more(notice):
    pitch = notice.styles["Normal"].paragraph_format.line_spacing.pt
    assert 22 * pitch <= 225 * 72 / 25.4 < 23 * pitch
    squeeze = notice.styles["公文正文"].element.find(f".//{qn('w:spacing')}[@{qn('w:val')}]")
    character = 16 + int(squeeze.get(qn("w:val"))) / 20
    assert 28 * character <= 156 * 72 / 25.4 < 29 * character


def test_page_numbers_are_fields_on_the_outer_side(notice):
    section, _imprint = notice.sections
    assert notice.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "— 1 —"
        assert " PAGE " in paragraph._p.xml
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side


@pytest.mark.parametrize("nothing", [(), (Paragraph(""),)])
def test_a_text_that_says_nothing_yet_is_no_error(nothing):
    document = made(replace(NOTICE, body=nothing, annexes=(Annex("值班表", nothing),)))
    assert lines(document, "公文标题") == [NOTICE.title]
    assert lines(document, "公文正文") == []


@pytest.mark.parametrize("end", [Paragraph("特此通知。"), DUTY])
def test_the_imprint_is_no_section_where_the_end_of_the_text_goes_with_it(end):
    document = made(replace(NOTICE, annexes=(Annex("值班表", (Paragraph(SENTENCE), end)),)))
    assert len(document.sections) == 1
    *_, last, _holder = (each for each in everywhere(document) if each.style.name != "版记")
    assert last.paragraph_format.keep_with_next


def test_what_is_signed_goes_with_the_imprint_to_its_last_line():
    document = made(replace(NOTICE, annexes=()))
    assert len(document.sections) == 1
    for style in ("署名", "成文日期", "附注"):
        assert document.styles[style].paragraph_format.keep_with_next


def test_behind_an_end_too_long_to_move_only_a_page_that_the_imprint_begins_has_no_number(notice):
    _text, imprint = notice.sections
    assert imprint.start_type == WD_SECTION.CONTINUOUS
    assert is_bare(imprint)


@pytest.mark.parametrize(
    ("end", "kept", "sections"),
    [(End(), None, 2), (End(whole=True), True, 1), (End(carried=40), None, 1)],
)
def test_a_long_end_keeps_with_the_imprint_where_the_pdf_has_them_on_one_page(end, kept, sections):
    document = made(prose(LINE, LONG), ending=Ending(text=end))
    assert len(document.sections) == sections
    (last,) = (each for each in everywhere(document) if each.text.startswith(LONG.text[:60]))
    assert last.paragraph_format.keep_with_next is kept
    assert last.paragraph_format.widow_control is (None if kept else True)


def test_an_imprint_that_stands_alone_has_a_page_of_its_own_without_a_number():
    _text, imprint = made(replace(NOTICE, annexes=()), ending=Ending(alone=True)).sections
    assert imprint.start_type == WD_SECTION.NEW_PAGE
    assert is_bare(imprint)


def is_bare(section) -> bool:
    """Whether its pages have no number."""
    footers = (section.footer, section.even_page_footer)
    return not any(each.is_linked_to_previous or "PAGE" in each._element.xml for each in footers)


def test_the_imprint_behind_paper_that_lies_across_has_a_page_of_its_own_without_a_number():
    *_, across, imprint = made(ACROSS).sections
    assert across.orientation == WD_ORIENT.LANDSCAPE
    assert (imprint.orientation, imprint.start_type) == (WD_ORIENT.PORTRAIT, WD_SECTION.NEW_PAGE)
    assert is_bare(imprint)


def test_a_wide_table_lies_across_and_the_words_around_it_upright():
    document = made(AMID)
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in document.sections]
    assert turned == [False, True, False]
    across = document.sections[1]
    assert (across.page_width.mm, across.page_height.mm) == pytest.approx((297, 210), abs=0.1)
    assert margins(across) == [1588, 2098, 1474, 1984]
    room = document.tables[0]._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w"))
    assert int(room) / 1440 * 25.4 == pytest.approx(225, abs=0.2)


def test_two_wide_tables_in_a_row_lie_on_the_same_paper():
    document = made(replace(AMID, body=(AMID.body[0], WIDE, WIDE, AMID.body[2])))
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in document.sections]
    assert turned == [False, True, False]


def test_the_number_of_a_page_that_lies_across_runs_down_its_left_side():
    section = made(AMID).sections[1]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (holder,) = footer.tables
        assert holder._tbl.tblPr.find(qn("w:tblpPr")).get(qn("w:horzAnchor")) == "page"
        cell = holder.cell(0, 0)
        assert cell._tc.tcPr.find(qn("w:textDirection")).get(qn("w:val")) == "tbRl"
        assert " PAGE " in cell._tc.xml
        assert cell.paragraphs[0]._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side


# Styles


@pytest.mark.parametrize(
    ("style", "face", "points"),
    [
        ("发文机关标志", "方正小标宋简体", 62),
        ("公文标题", "方正小标宋简体", 22),
        ("主送机关", "仿宋_GB2312", 16),
        ("公文正文", "仿宋_GB2312", 16),
        ("一级标题", "黑体", 16),
        ("二级标题", "楷体_GB2312", 16),
        ("三级标题", "仿宋_GB2312", 16),
        ("四级标题", "仿宋_GB2312", 16),
        ("附件序号", "黑体", 16),
        ("版记", "仿宋_GB2312", 14),
        ("页码", "宋体", 14),
    ],
)
def test_styles_name_the_official_faces_for_every_script(notice, style, face, points):
    found = notice.styles[style]
    assert found.font.size.pt == points
    named = found.element.rPr.find(qn("w:rFonts"))
    assert {named.get(qn(f"w:{of}")) for of in ("ascii", "hAnsi", "eastAsia", "cs")} == {face}


def test_every_paragraph_has_a_style_of_its_own(notice):
    names = {each.style.name for each in everywhere(notice)}
    assert "Normal" not in names
    assert {
        "公文标题",
        "主送机关",
        "公文正文",
        "附件说明",
        "署名",
        "成文日期",
        "附注",
        "版记",
    } <= names


def test_nothing_of_the_template_is_left():
    with ZipFile(BytesIO(official_docx(NOTICE))) as archive:
        parts = set(archive.namelist())
        about = archive.read("docProps/core.xml").decode()
    assert {part for part in parts if "thumbnail" in part or "Effects" in part} == set()
    assert "python-docx" not in about
    assert NOTICE.title in about


# The words, each in its place


def test_the_head_names_the_organ_in_red(notice):
    assert lines(notice, "发文机关标志") == ["宁条梁镇人民政府文件"]
    assert str(notice.styles["发文机关标志"].font.color.rgb) == "FF0000"
    assert lines(notice, "紧急程度") == ["特急"]
    assert lines(notice, "发文字号") == ["宁政发〔2026〕12号"]


def test_signers_stand_beside_the_number_of_what_goes_up():
    assert lines(made(UPWARD), "发文字号") == [
        "\t\t签发人：王建国\u3000李\u3000明",
        "\t宁政发〔2026〕13号\t\t张志强",
    ]


def test_a_joint_head_is_a_table_nobody_sees():
    document = made(JOINT)
    head = document.tables[0]
    assert [row.cells[0].text for row in head.rows] == list(JOINT.organs)
    assert head.cell(0, 1).text.startswith("文件")
    assert head.cell(0, 1)._tc is head.cell(2, 1)._tc
    edges = head._tbl.tblPr.find(qn("w:tblBorders"))
    assert {edge.get(qn("w:val")) for edge in edges} == {"nil"}


def test_a_title_breaks_where_it_is_told():
    parted = ("宁条梁镇人民政府关于做好", "2026年春季森林草原防火工作的通知")
    document = made(NOTICE, broken=lambda title: parted if title == NOTICE.title else (title,))
    assert lines(document, "公文标题") == ["\n".join(parted)]
    assert lines(made(NOTICE), "公文标题") == [NOTICE.title]


def test_recipients_end_with_a_colon(notice):
    assert lines(notice, "主送机关") == ["各村（社区）、镇属各站所："]


def test_each_level_has_its_style_and_a_heading_its_text_in_another(notice):
    assert lines(notice, "一级标题") == ["一、总体要求"]
    run_in = next(each for each in everywhere(notice) if each.text.startswith("（一）"))
    assert run_in.style.name == "二级标题"
    assert [run.text for run in run_in.runs] == [
        "（一）加强领导。",
        "各村要成立专班，逐户登记造册。",
    ]
    assert run_in.runs[1].style.name == "正文字体"
    assert lines(notice, "三级标题") == ["1.摸清底数"]
    assert lines(notice, "四级标题") == ["（1）逐户登记"]


def test_a_heading_stays_with_its_text_and_the_last_paragraph_with_the_signature(notice):
    by_text = {each.text: each for each in everywhere(notice)}
    for text in ("一、总体要求", "（二）严管火源", "特此通知。"):
        assert by_text[text].paragraph_format.keep_with_next


def test_the_only_paragraph_stays_on_page_1_whatever_becomes_of_the_signature():
    only = made(replace(NOTICE, body=(Paragraph(SENTENCE),), annexes=()))
    (text,) = (each for each in everywhere(only) if each.style.name == "公文正文")
    assert not text.paragraph_format.keep_with_next


def test_a_table_that_ends_the_text_stands_upright_and_keeps_its_last_row_with_the_signature():
    document = made(replace(AMID, body=AMID.body[:2]))
    assert {section.orientation for section in document.sections} == {WD_ORIENT.PORTRAIT}
    *_, before, last = document.tables[0].rows
    for cells, kept in ((before.cells, None), (last.cells, True)):
        assert {cell.paragraphs[0].paragraph_format.keep_with_next for cell in cells} == {kept}


def test_a_row_that_is_carried_begins_a_page_under_the_heads_of_its_table():
    body = (Paragraph(SENTENCE), DUTY)
    document = made(replace(NOTICE, body=body, annexes=()), ending=Ending(text=End(carried=1)))
    above, below = document.tables[:2]
    assert [len(above.rows), len(below.rows)] == [3, 3]
    assert below.cell(2, 0).text == "乙村"
    between = above._tbl.getnext()
    assert between.pPr.find(qn("w:pageBreakBefore")) is not None
    assert between.getnext() is below._tbl


@pytest.mark.parametrize("level", [0, 2])
def test_words_that_are_carried_begin_a_page_within_their_paragraph(level):
    words = f"（一）加强领导。{SENTENCE}"
    official = replace(NOTICE, body=(Paragraph(words, level),), annexes=())
    document = made(official, ending=Ending(text=End(carried=10)))
    (text,) = (each for each in everywhere(document) if each.text.startswith("（一）"))
    *above, turned, below = text.runs
    assert "".join(run.text for run in above) == words[:-10]
    assert turned._r.find(qn("w:br")).get(qn("w:type")) == "page"
    assert below.text == words[-10:]


@pytest.mark.parametrize(("count", "kept"), [(8, 8), (30, 3)])
def test_a_list_of_annexes_stays_with_the_signature_or_at_least_its_end_does(count, kept):
    document = made(replace(NOTICE, annexes=(Annex("值班表"),) * count))
    listed = [each for each in everywhere(document) if each.style.name == "附件说明"]
    said = [bool(each.paragraph_format.keep_with_next) for each in listed]
    assert said == [False] * (count - kept) + [True] * kept


def test_merged_cells_and_head_rows_of_a_table_are_real(notice):
    table = notice.tables[0]
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    assert table.cell(0, 1)._tc is table.cell(0, 2)._tc
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, True, False, False]


def test_the_first_row_is_the_head_where_none_is_marked():
    plain = Table(((Cell("村名"), Cell("人数")), (Cell("甲村"), Cell("12"))))
    (table, *_) = made(replace(NOTICE, body=(plain,))).tables
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, False]


def test_a_ragged_table_still_has_as_many_cells_in_each_row():
    ragged = Table(((Cell("甲", rows=3), Cell("乙")), (Cell("丙"), Cell("丁")), ()))
    (table, *_) = made(replace(NOTICE, body=(ragged,))).tables
    assert {len(row.cells) for row in table.rows} == {3}


def test_two_tables_in_a_row_are_kept_apart():
    table = Table(((Cell("甲"),), (Cell("乙"),)))
    assert (
        len(made(replace(JOINT, body=(table, table))).tables) == 5
    )  # head, two, signatures, imprint
    assert "</w:tbl><w:tbl>" not in xml(replace(JOINT, body=(table, table)))


def test_annexes_are_announced_numbered_and_begin_pages(notice):
    assert lines(notice, "附件说明") == ["附件：1.\t值班表", "2.\t责任书"]
    assert lines(notice, "附件序号") == ["附件1", "附件2"]
    assert lines(notice, "附件标题") == ["值班表", "责任书"]
    assert notice.styles["附件序号"].paragraph_format.page_break_before


def test_a_single_annex_has_no_number():
    document = made(replace(NOTICE, annexes=(Annex("值班表", (Paragraph(SENTENCE),)),)))
    assert lines(document, "附件说明") == ["附件：值班表"]
    assert lines(document, "附件序号") == ["附件"]


def test_the_signature_is_centred_over_its_date(notice):
    organ, date = (
        next(each for each in everywhere(notice) if each.style.name == style)
        for style in ("署名", "成文日期")
    )
    assert date.text == "2026年3月5日"
    for side in ("left_indent", "right_indent"):
        assert getattr(organ.paragraph_format, side) == getattr(date.paragraph_format, side)


def test_an_unsealed_date_begins_two_characters_further_right():
    document = made(UNSEALED)
    organ, date = (
        next(each for each in everywhere(document) if each.style.name == style)
        for style in ("署名", "成文日期")
    )
    gap = date.paragraph_format.left_indent.pt - organ.paragraph_format.left_indent.pt
    assert gap == pytest.approx(2 * 15.75, abs=0.1)


def test_joint_seals_have_a_place_each_and_the_last_the_date():
    table = made(JOINT).tables[-2]
    said = [[cell.text.strip() for cell in row.cells] for row in table.rows]
    assert said == [
        ["", "中共宁条梁镇委员会"],
        ["宁条梁镇人民政府", "宁条梁镇人大主席团\n2026年3月5日"],
    ]


def test_the_imprint_lies_on_the_bottom_of_the_type_area(notice):
    assert lines(notice, "版记") == [
        "抄送：县应急管理局、县林业局。",
        "宁条梁镇党政办公室\t2026年3月5日印发",
    ]
    place = notice.tables[-1]._tbl.tblPr.find(qn("w:tblpPr"))
    assert place.get(qn("w:vertAnchor")) == "margin"
    assert place.get(qn("w:tblpYSpec")) == "bottom"


def test_recipients_without_room_on_the_first_page_move_to_the_imprint():
    document = made(
        replace(NOTICE, main=tuple(f"宁条梁镇第{count}村村民委员会" for count in range(30)))
    )
    assert lines(document, "主送机关") == []
    assert lines(document, "版记")[0].startswith("主送：宁条梁镇第0村村民委员会、")
    assert len(document.tables[-1].rows) == 2  # no line between 主送 and 抄送


def test_a_draft_is_not_red_and_says_what_it_is():
    assert lines(made(DRAFT), "紧急程度") == ["送审稿", "特急"]
    assert "FF0000" not in xml(DRAFT)
    mark = next(each for each in everywhere(made(DRAFT)) if each.style.name == "发文机关标志")
    assert str(mark.runs[0].font.color.rgb) == "999999"


def test_what_is_not_there_takes_no_place():
    bare = Official(organs=("宁条梁镇人民政府",), title="通告", body=(Paragraph("正文。"),))
    document = made(bare)
    for style in ("主送机关", "附件说明", "附注", "版记", "紧急程度"):
        assert lines(document, style) == []


def test_what_people_write_is_never_markup():
    title = '<w:p/> & "甲" \x07'
    document = made(replace(NOTICE, title=title, body=(Paragraph("a<b>&c\x00\ud800\ufffe"),)))
    assert lines(document, "公文标题") == ['<w:p/> & "甲" ']
    assert lines(document, "公文正文")[0] == "a<b>&c"


# There and back


@pytest.mark.parametrize("name", ALL)
def test_what_was_written_is_read_back(name):
    official = replace(ALL[name], signers=())
    imported = read_word(official_docx(official))
    assert imported.title == official.title
    assert blocks_of(imported.body) == official.body


WORDS = st.text("宁条梁镇人民政府防火工作要点", min_size=2, max_size=12)
CELLS = st.builds(
    Cell, WORDS, columns=st.integers(1, 3), rows=st.integers(1, 3), heads=st.booleans()
)
TABLES = st.builds(
    Table,
    st.lists(st.lists(CELLS, min_size=1, max_size=4).map(tuple), min_size=1, max_size=5).map(tuple),
)
TEXTS = st.builds(Paragraph, WORDS, st.integers(0, 4)) | TABLES
OFFICIALS = st.builds(
    Official,
    organs=st.lists(WORDS, min_size=1, max_size=6).map(tuple),
    title=st.text("关于做好防火工作的通知", min_size=5, max_size=60),
    body=st.lists(TEXTS, min_size=1, max_size=6).map(tuple),
    signers=st.lists(WORDS, max_size=6).map(tuple),
    annexes=st.lists(st.builds(Annex, WORDS, st.tuples(TEXTS)), max_size=8).map(tuple),
    sealed=st.booleans(),
    signature=st.booleans(),
    formal=st.booleans(),
    copied=st.lists(WORDS, max_size=3).map(tuple),
    printed_by=WORDS,
    dated=st.just(NOTICE.dated) | st.none(),
)


@settings(max_examples=40, deadline=None)
@given(OFFICIALS)
def test_whatever_is_written_opens_with_every_word_in_it(official):
    document = made(official)
    said = "".join(each.text for each in everywhere(document))
    for words in (*official.organs, official.title, *(annex.title for annex in official.annexes)):
        assert words in said
    for block in official.body:
        texts = [block] if isinstance(block, Paragraph) else [c for row in block.rows for c in row]
        assert all(each.text in said for each in texts)
    for table in document.tables:
        assert len({len(row.cells) for row in table.rows}) == 1
