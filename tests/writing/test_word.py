import pytest
from docx.oxml.ns import nsdecls

from tests.writing import samples
from tests.writing.samples import add_again, add_list, centred, document, line, numbered, right
from township_office.writing.blocks import Paragraph, Table, blocks_of, html_of
from township_office.writing.word import Imported, read_word


def read(*lines: str, write=None) -> Imported:
    return read_word(document(*lines, write=write))


def headings(imported: Imported) -> list[tuple[int, str]]:
    blocks = blocks_of(imported.body)
    return [(each.level, each.text) for each in blocks if isinstance(each, Paragraph)]


def told(imported: Imported, words: str) -> str:
    return next((sentence for sentence in imported.told if words in sentence), "")


@pytest.fixture(scope="module")
def notice() -> Imported:
    return read(write=samples.notice)


# A whole document


def test_the_title_over_two_lines_is_one_and_not_in_the_body(notice):
    assert notice.title == "宁条梁镇人民政府关于做好2026年春季森林草原防火工作的通知"
    assert "春季森林草原防火工作的通知" not in notice.body


def test_automatic_numbers_are_typed_on_their_levels(notice):
    assert headings(notice)[:9] == [
        (0, "为切实做好春季防火工作，现将有关事项通知如下。"),
        (1, "一、总体要求"),
        (0, "坚持预防为主。"),
        (1, "二、工作重点"),
        (2, "（一）摸清底数。各村要逐户登记。"),
        (2, "（二）严管火源"),
        (3, "1.设立检查站"),
        (3, "2.配齐器材"),
        (4, "（1）对讲机"),
    ]


def test_a_soft_return_ends_a_paragraph(notice):
    assert headings(notice)[9:] == [(0, "联系电话：0912-1234567"), (0, "请于3月5日前报送。")]


def test_merged_cells_stay_merged(notice):
    (table,) = (each for each in blocks_of(notice.body) if isinstance(each, Table))
    assert [(cell.text, cell.columns, cell.rows) for cell in table.rows[0]] == [
        ("村名", 1, 2),
        ("防火队", 2, 1),
    ]
    assert [cell.text for cell in table.rows[2]] == ["甲村", "12", "王"]


@pytest.mark.parametrize(
    "words",
    [
        "红头、版记没有导入",
        "发文字号“宁政发〔2026〕12号”",
        "主送机关“各村（社区），镇属各站所”",
        "附件 2 个放在“附件”栏里",
        "附件1“值班表”只有名称",
        "署名“宁条梁镇人民政府”",
        "成文日期“2026年3月5日”",
        "附注“（联系人：刘芳，电话：0912-1234567）”",
        "页眉页脚没有导入",
    ],
)
def test_what_was_left_out_is_told_by_name(notice, words):
    assert told(notice, words)


def test_nothing_of_the_frame_is_in_the_body(notice):
    for words in (
        "文件",
        "〔2026〕",
        "各村（社区）",
        "附件",
        "人民政府",
        "3月5日印发",
        "抄送",
        "刘芳",
    ):
        assert words not in notice.body


def test_the_body_is_as_the_office_writes_it(notice):
    assert html_of(blocks_of(notice.body)) == notice.body


# Numbers


@pytest.mark.parametrize(
    ("kind", "words", "first", "second", "level"),
    [
        ("chineseCounting", "%1、", "一、", "二、", 1),
        ("japaneseCounting", "%1、", "一、", "二、", 1),
        ("chineseCountingThousand", "（%1）", "（一）", "（二）", 2),
        ("chineseCounting", "(%1)", "(一)", "(二)", 2),
        ("decimal", "%1.", "1.", "2.", 3),
        ("decimal", "%1、", "1、", "2、", 3),
        ("decimal", "（%1）", "（1）", "（2）", 4),
        ("decimalEnclosedParen", "%1", "（1）", "（2）", 4),
        ("decimalEnclosedCircle", "%1", "①", "②", 0),
        ("upperLetter", "%1.", "A.", "B.", 0),
    ],
)
def test_every_kind_of_list_is_typed_as_word_shows_it(kind, words, first, second, level):
    def write(made):
        number = add_list(made, [(kind, words)])
        numbered(made, "摸清底数", number)
        numbered(made, "严管火源", number)

    assert headings(read(write=write)) == [
        (level, f"{first}摸清底数"),
        (level, f"{second}严管火源"),
    ]


def test_numbers_beyond_ten_are_chinese_too():
    def write(made):
        number = add_list(made)
        for count in range(21):
            numbered(made, f"事项{count}", number)

    found = [text for _, text in headings(read(write=write))]
    assert [found[at][:4] for at in (9, 10, 19, 20)] == [
        "十、事项",
        "十一、事",
        "二十、事",
        "二十一、",
    ]


def test_a_deeper_level_begins_anew_under_the_next_heading():
    def write(made):
        number = add_list(made)
        for depth in (0, 1, 1, 0, 1):
            numbered(made, "事项", number, depth)

    marks = [text.removesuffix("事项") for _, text in headings(read(write=write))]
    assert marks == ["一、", "（一）", "（二）", "二、", "（一）"]


def test_lists_of_one_definition_count_on_unless_one_starts_anew():
    def write(made):
        number = add_list(made)
        numbered(made, "甲", number)
        numbered(made, "乙", add_again(made, number, 91))
        numbered(made, "丙", add_again(made, number, 92, start=1))

    assert [text for _, text in headings(read(write=write))] == ["一、甲", "二、乙", "一、丙"]


def test_a_style_may_carry_the_number():
    def write(made):
        samples.numbered_style(made, "Heading 2", add_list(made), 0)
        made.add_heading("总体要求", 2)
        made.add_heading("保障措施", 2)

    assert headings(read(write=write)) == [(1, "一、总体要求"), (1, "二、保障措施")]


def test_a_bullet_leaves_no_mark():
    def write(made):
        numbered(made, "摸清底数", add_list(made, [("bullet", "\uf06c")]))

    assert headings(read(write=write)) == [(0, "摸清底数")]


def test_an_empty_numbered_paragraph_leaves_no_lonely_number():
    def write(made):
        numbered(made, "", number := add_list(made))
        numbered(made, "总体要求", number)

    assert [text for _, text in headings(read(write=write))] == ["二、总体要求"]


def test_a_number_that_skips_is_told():
    imported = read("一、总体要求", "（一）目标", "三、保障措施")
    assert told(imported, "序号“三、”（保障措施）接不上前面的")
    assert not told(read("一、总体要求", "（一）目标", "二、措施", "（一）人员"), "接不上")


# Headings without numbers


def test_heading_styles_without_numbers_rank_by_what_is_used():
    def write(made):
        for text, level in (("总体要求", 2), ("目标", 3), ("措施", 2)):
            made.add_heading(text, level)

    assert headings(read(write=write)) == [(1, "总体要求"), (2, "目标"), (1, "措施")]


def test_a_title_style_is_a_title():
    imported = read("各村要做好防火。", write=lambda made: made.add_heading("关于防火的函", 0))
    assert imported.title == "关于防火的函"
    assert headings(imported) == [(0, "各村要做好防火。")]


def test_a_text_without_a_title_keeps_all_its_words_and_says_so():
    imported = read("各村要做好防火。", "请遵照执行。")
    assert imported.title == ""
    assert len(headings(imported)) == 2
    assert told(imported, "没有认出标题")


def test_a_title_by_soft_returns_is_one():
    def write(made):
        paragraph = centred(made, "宁条梁镇人民政府")
        paragraph.runs[0].add_break()
        paragraph.add_run("关于防火的通知").font.size = paragraph.runs[0].font.size

    assert read("正文。", write=write).title == "宁条梁镇人民政府关于防火的通知"


def test_a_title_that_is_not_centred_is_known_by_its_words():
    imported = read("宁条梁镇人民政府", "关于做好防火工作的通知", "各村：", "请遵照执行。")
    assert imported.title == "宁条梁镇人民政府关于做好防火工作的通知"
    assert headings(imported) == [(0, "请遵照执行。")]


def test_a_title_goes_on_where_a_line_ends_with_the_kind_of_another():
    def write(made):
        for text in ("宁条梁镇人民政府关于印发", "2026年防火工作方案", "的通知"):
            centred(made, text)

    assert read("正文。", write=write).title == "宁条梁镇人民政府关于印发2026年防火工作方案的通知"


def test_a_centred_title_of_a_known_kind_need_not_be_big():
    imported = read("正文。", write=lambda made: centred(made, "2026年工作要点", size=16))
    assert imported.title == "2026年工作要点"


def test_a_sentence_before_a_heading_is_no_title():
    imported = read("现将有关情况报告如下。", "关于防火的情况通报")
    assert imported.title == ""


def test_a_centred_line_after_the_title_stays_in_the_body():
    def write(made):
        centred(made, "宁条梁镇防汛应急预案管理办法")
        centred(made, "（2026年3月5日镇长办公会议通过）", size=16)

    imported = read("第一条　为规范管理，制定本办法。", write=write)
    assert imported.title == "宁条梁镇防汛应急预案管理办法"
    assert headings(imported)[0] == (0, "（2026年3月5日镇长办公会议通过）")


# Words


def test_indenting_spaces_go_and_western_punctuation_stays():
    imported = read("\u3000\u3000 增长3.5%,见(附表);A&B <c>。", "\t各村要落实。")
    assert headings(imported) == [(0, "增长3.5%,见(附表);A&B <c>。"), (0, "各村要落实。")]


def test_a_sentence_that_calls_on_villages_in_mid_text_is_no_recipient():
    imported = read("一、总体要求", "各村要做到以下几点：", "逐户登记。")
    assert headings(imported)[1] == (0, "各村要做到以下几点：")


def test_the_last_sentence_is_not_taken_for_a_signature():
    def write(made):
        line(made, "请遵照执行。")
        right(made, "2026年3月5日")

    imported = read(write=write)
    assert headings(imported) == [(0, "请遵照执行。")]
    assert not told(imported, "署名")


def test_organs_that_sign_in_a_table_are_signatures():
    def write(made):
        line(made, "请遵照执行。")
        table = made.add_table(rows=1, cols=2)
        table.cell(0, 0).text = "中共宁条梁镇委员会"
        table.cell(0, 1).text = "宁条梁镇人民政府\n2026年3月5日"

    imported = read(write=write)
    assert headings(imported) == [(0, "请遵照执行。")]
    assert told(imported, "署名“中共宁条梁镇委员会、宁条梁镇人民政府”")


def test_a_table_that_ends_with_a_date_is_still_a_table():
    def write(made):
        table = made.add_table(rows=1, cols=2)
        table.cell(0, 0).text = "完成时间："
        table.cell(0, 1).text = "2026年3月5日"

    assert "完成时间" in read(write=write).body


def imprint(made):
    table = made.add_table(rows=2, cols=1)
    table.cell(0, 0).text = "抄送：县应急管理局。"
    table.cell(1, 0).text = "宁条梁镇党政办公室　　2026年3月5日印发"


def test_annexes_behind_the_date_become_texts_of_their_own():
    def write(made):
        line(made, "请遵照执行。")
        line(made, "附件：1.宁条梁镇森林防火")
        line(made, "　　　　值班安排表")
        line(made, "　　　2.责任书")
        right(made, "宁条梁镇人民政府")
        right(made, "2026年3月5日")
        line(made, "附件1")
        centred(made, "宁条梁镇森林防火")
        centred(made, "值班表")
        line(made, "一、白天")
        line(made, "周一：王建国")
        line(made, "附件2")
        samples.merged_table(made)
        imprint(made)

    imported = read(write=write)
    assert headings(imported) == [(0, "请遵照执行。")]
    (first, text), (second, table) = imported.annexes
    assert (first, text) == (
        "宁条梁镇森林防火值班表",
        "<h2>一、白天</h2><p>周一：王建国</p>",
    )
    assert second == "责任书"
    assert table.startswith("<table>") and "抄送" not in table
    assert told(imported, "附件 2 个放在“附件”栏里") and told(imported, "版记没有导入")
    assert not told(imported, "没有认出名称")


def test_an_annex_without_a_name_says_so():
    def write(made):
        line(made, "请遵照执行。")
        line(made, "附件")
        line(made, "周一由王建国带班，白天在办公室。")

    imported = read(write=write)
    assert imported.annexes == (("", "<p>周一由王建国带班，白天在办公室。</p>"),)
    assert told(imported, "附件1没有认出名称")


def test_a_name_that_stands_above_its_annex_as_announced_is_no_text_of_it():
    def write(made):
        line(made, "请遵照执行。")
        line(made, "附件：值班表。")
        line(made, "附件")
        line(made, "值班表")
        line(made, "周一：王建国")

    imported = read(write=write)
    assert imported.annexes == (("值班表", "<p>周一：王建国</p>"),)


def test_a_list_of_annexes_below_its_word_is_a_list():
    def write(made):
        line(made, "请遵照执行。")
        line(made, "附件：")
        line(made, "1.值班表")
        line(made, "2.责任书")
        right(made, "宁条梁镇人民政府")
        right(made, "2026年3月5日")

    imported = read(write=write)
    assert headings(imported) == [(0, "请遵照执行。")]
    assert imported.annexes == (("值班表", ""), ("责任书", ""))


def test_numbers_of_an_annex_begin_anew():
    def write(made):
        line(made, "一、甲")
        line(made, "附件1")
        centred(made, "办法")
        line(made, "一、乙")
        line(made, "三、丙")

    imported = read(write=write)
    assert told(imported, "序号“三、”（丙）接不上前面的")
    assert not told(imported, "（乙）")


def test_an_annex_sign_with_nothing_below_is_none():
    def write(made):
        line(made, "请遵照执行。")
        line(made, "附件1")
        imprint(made)

    assert read(write=write).annexes == ()


# What has no place in a body


def test_a_picture_is_dropped_and_counted():
    imported = read("正文。", write=samples.add_picture)
    assert told(imported, "1 张图片")
    assert headings(imported) == [(0, "正文。")]


def test_a_text_box_is_left_out_and_told():
    imported = read("正文。", write=lambda made: samples.add_text_box(made, "方框里的话"))
    assert told(imported, "文本框里的文字没有导入")
    assert "方框里的话" not in imported.body


def test_a_footnote_leaves_its_sentence_whole():
    imported = read(write=samples.add_footnote)
    assert headings(imported) == [(0, "按上年口径计算。")]
    assert told(imported, "1 处脚注")


def test_tracked_changes_are_taken_as_accepted():
    def write(made):
        samples.raw(
            made,
            '<w:p><w:r><w:t>于</w:t></w:r><w:ins w:id="1" w:author="甲"><w:r><w:t>5</w:t></w:r></w:ins>'
            '<w:del w:id="2" w:author="甲"><w:r><w:delText>3</w:delText></w:r></w:del>'
            "<w:r><w:t>月前报送。</w:t></w:r></w:p>",
        )

    imported = read(write=write)
    assert headings(imported) == [(0, "于5月前报送。")]
    assert told(imported, "修订痕迹")


def test_hidden_words_stay_hidden_and_are_told():
    def write(made):
        paragraph = made.add_paragraph("各村要落实。")
        paragraph.add_run("内部意见").font.hidden = True
        paragraph.add_run("按期报送。").font.hidden = False

    imported = read(write=write)
    assert headings(imported) == [(0, "各村要落实。按期报送。")]
    assert told(imported, "隐藏文字没有导入")


def test_a_table_in_a_table_becomes_words():
    def write(made):
        cell = made.add_table(rows=1, cols=1).cell(0, 0)
        cell.text = "外"
        cell.add_table(rows=1, cols=1).cell(0, 0).text = "内"

    imported = read(write=write)
    (table,) = blocks_of(imported.body)
    assert table.rows[0][0].text == "外\n内"
    assert told(imported, "套着的表格")


def test_words_in_content_controls_links_and_fields_are_read():
    def write(made):
        samples.raw(
            made,
            '<w:sdt><w:sdtPr><w:alias w:val="标题"/></w:sdtPr><w:sdtContent><w:p><w:hyperlink>'
            "<w:r><w:t>见网站</w:t></w:r></w:hyperlink><w:fldSimple w:instr='DATE'><w:r>"
            "<w:t>今日</w:t></w:r></w:fldSimple></w:p></w:sdtContent></w:sdt>",
        )

    assert headings(read(write=write)) == [(0, "见网站今日")]


def test_a_page_number_in_the_footer_is_not_worth_a_word():
    def write(made):
        made.sections[0].footer.paragraphs[0].text = "— 1 —"

    assert not told(read("正文。", write=write), "页眉页脚")


def test_a_document_in_the_strict_format_reads_the_same():
    data = document("一、总体要求")
    loose = nsdecls("w").split('"')[1].encode()
    with samples.ZipFile(samples.BytesIO(data)) as archive:
        body = archive.read("word/document.xml")
    strict = body.replace(loose, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert strict != body
    imported = read_word(samples.without(data, **{"word/document.xml": strict}))
    assert headings(imported) == [(1, "一、总体要求")]


def test_an_empty_document_is_an_empty_body():
    assert read().body == ""
