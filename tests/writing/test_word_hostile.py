import struct

import pytest

from tests.files.samples import PDF, ole
from tests.writing.samples import document, without, zipped
from township_office.web.refusals import Refused
from township_office.writing.word import Unreadable, read_word

DOCUMENT = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_word(data)
    return refused.value.sentence


def body(xml: str, before: str = "") -> bytes:
    words = f'{before}<w:document xmlns:w="{W}"><w:body>{xml}</w:body></w:document>'
    return without(document(), **{DOCUMENT: words})


def test_a_refusal_is_one_like_all_others():
    assert issubclass(Unreadable, Refused)
    assert refusal(b"").endswith("。")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        PDF,
        zipped({"a.txt": "x"}),
        zipped({"[Content_Types].xml": "<Types/>", DOCUMENT: "<w/>"}),
        without(document(), DOCUMENT),
    ],
)
def test_what_is_no_word_document_is_said_to_be_none(data):
    assert "不是 Word 文档" in refusal(data)


def test_an_old_document_or_one_with_a_password_is_to_be_saved_anew():
    assert "另存为不带密码的 .docx" in refusal(ole("WordDocument"))
    assert "另存为不带密码的 .docx" in refusal(ole("EncryptionInfo", "EncryptedPackage"))


def test_a_torn_document_is_refused():
    data = document("正文" * 500)
    assert "打不开" in refusal(data[: len(data) // 2])
    at = data.index(DOCUMENT.encode()) + len(DOCUMENT)
    assert "打不开" in refusal(data[:at] + struct.pack("<40x") + data[at + 40 :])


def test_a_bomb_is_refused_unopened():
    bomb = without(document(), **{"word/media/image1.png": bytes(300 * 1024 * 1024)})
    assert len(bomb) < 1024 * 1024
    assert "展开后太大" in refusal(bomb)


def test_macros_are_refused():
    assert "宏程序" in refusal(without(document(), **{"word/vbaProject.bin": "x"}))


def test_a_text_of_a_thousand_pages_is_refused():
    assert "文档太大" in refusal(body(f"<w:p><w:r><w:t>{'字' * 3_000_000}</w:t></w:r></w:p>"))


@pytest.mark.parametrize("xml", ["<w:p/>" * 100_000, "<w:x/>" * 400_000])
def test_a_small_file_that_means_a_day_of_work_is_refused(xml):
    data = body(xml)
    assert len(data) < 100_000
    assert "文档太大" in refusal(data)


def test_a_file_too_large_is_refused_before_anything_is_read():
    assert "文档太大" in refusal(b"PK" + bytes(31 * 1024 * 1024))


@pytest.mark.parametrize(
    "before",
    [
        f'<!DOCTYPE d [<!ENTITY l0 "哈">{LAUGHS}]>',
        '<!DOCTYPE d [<!ENTITY l8 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d [<!ENTITY l8 SYSTEM "http://127.0.0.1:9/x">]>',
    ],
)
def test_entities_are_refused_and_never_resolved(before):
    xml = "<w:p><w:r><w:t>&l8;</w:t></w:r></w:p>"
    assert "内部结构不正常" in refusal(body(xml, before))


@pytest.mark.parametrize(
    "xml",
    [
        "<w:p>",
        "<w:p><w:r><w:sym/></w:r></w:p>",
        "<w:x>" * 300 + "</w:x>" * 300,
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(xml):
    assert "内部结构不正常" in refusal(body(xml))


@pytest.mark.parametrize(
    "words", ["（联系人", "关于的通知", "关于", "抄送：", "2026年3月5日印发", "一"]
)
def test_a_line_that_repeats_itself_for_ever_is_read_at_once(words):
    assert words in read_word(document(words * 300_000)).body


def test_absurd_spans_and_numbers_do_no_harm():
    cell = (
        '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>'
    )
    cells = cell.format("999999999") + cell.format("x") + cell.format("2")
    read = read_word(body(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    assert read.body.count("<td>甲</td>") == 2
    assert '<td colspan="2">甲</td>' in read.body


def test_markup_that_was_typed_is_words():
    read = read_word(document("<script>alert(1)</script>&amp;"))
    assert read.body == "<p>&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</p>"


@pytest.mark.parametrize("mark", ["秘密★1年", "机密★", "绝密"])
def test_a_state_secret_never_enters(mark):
    assert "涉密文件不得导入" in refusal(document("000001", mark, "关于防火的通知"))


def test_a_word_that_only_sounds_secret_is_read():
    assert "秘密投票" in read_word(document("秘密投票办法另行通知。")).body
