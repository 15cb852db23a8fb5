import struct

import pytest

from tests.files import samples
from tests.files.samples import CONTENT_TYPES, docx, ole, picture, upload, zipped
from township_office.files.checks import checked
from township_office.files.models import Kind
from township_office.web.refusals import Refused

OFD = zipped({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<Document/>"})
XLSX = zipped({CONTENT_TYPES: "<Types/>", "xl/workbook.xml": "<workbook/>"})
PPTX = zipped({CONTENT_TYPES: "<Types/>", "ppt/presentation.xml": "<p/>"})


def look(name: str, data: bytes, largest_mb: int = 50):
    return checked(upload(name, data), largest_mb=largest_mb)


def refusal(name: str, data: bytes, **limits) -> str:
    with pytest.raises(Refused) as refused:
        look(name, data, **limits)
    return refused.value.sentence


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("榆应急87号.pdf", samples.PDF, Kind.PDF),
        ("扫描.PDF", samples.PDF, Kind.PDF),
        ("照片.jpg", picture("JPEG"), Kind.JPEG),
        ("照片.jpeg", picture("JPEG"), Kind.JPEG),
        ("截图.png", picture("PNG"), Kind.PNG),
        ("传真.tif", picture("TIFF"), Kind.TIFF),
        ("公文.ofd", OFD, Kind.OFD),
        ("通知.docx", docx(), Kind.DOCX),
        ("台账.xlsx", XLSX, Kind.XLSX),
        ("汇报.pptx", PPTX, Kind.PPTX),
        ("通知.doc", ole("WordDocument", "1Table"), Kind.DOC),
        ("通知.wps", ole("1Table", "WordDocument"), Kind.DOC),
        ("台账.xls", ole("Workbook"), Kind.XLS),
        ("台账.et", ole("Book"), Kind.XLS),
        ("汇报.ppt", ole("Current User", "PowerPoint Document"), Kind.PPT),
        ("说明.txt", "关于值班的说明\r\n".encode(), Kind.TEXT),
        ("说明.txt", "关于值班的说明\r\n".encode("gb18030"), Kind.TEXT),
        ("说明.txt", "关于值班的说明\r\n".encode("utf-16"), Kind.TEXT),
    ],
)
def test_what_an_office_works_with_is_known_by_its_content(name, data, kind):
    assert look(name, data).kind == kind


def test_the_content_is_left_at_its_beginning():
    file = upload("通知.docx", docx())
    checked(file, largest_mb=50)
    assert file.read(2) == b"PK"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("通知.pdf", samples.PROGRAM),
        ("通知.txt", samples.PROGRAM),
        ("通知.docx", zipped({"通知.docx": "a zip of something"})),
        ("公文.ofd", zipped({"OFD.xml": "", CONTENT_TYPES: "", "word/document.xml": ""})),
        ("通知.doc", ole("SomethingElse")),
        ("原片.tif", b"II*\x00\x10\x00\x00\x00CR\x02\x00" + bytes(64)),
        ("照片.jpg", b"<html>" + picture("JPEG") + b"\x00"),
    ],
)
def test_what_cannot_be_told_is_refused(name, data):
    assert "看不出内容是哪一类文件" in refusal(name, data)


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("页面.png", samples.HTML, "文本"),
        ("图.png", samples.SVG, "文本"),
        ("照片.png", picture("JPEG"), "JPG 图片"),
        ("台账.xls", ole("WordDocument"), "Word 97 文档"),
        ("通知.doc", docx(), "Word 文档"),
        ("通知.txt", samples.PDF, "PDF"),
    ],
)
def test_the_name_has_to_agree_with_the_content(name, data, found):
    assert f"内容却是{found}" in refusal(name, data)


@pytest.mark.parametrize("name", ["图.svg", "页面.html", "通知.pdf.exe", "一包.zip", "通知.docm"])
def test_other_kinds_are_not_taken_whatever_they_hold(name):
    assert f"不收 .{name.rsplit('.', 1)[1]} 类的文件" in refusal(name, samples.PDF)


def test_a_name_without_extension_is_not_guessed():
    assert "不收没有扩展名的文件" in refusal("通知", samples.PDF)


def test_an_empty_file_is_refused():
    assert "空文件" in refusal("通知.pdf", b"")


def test_a_file_beyond_the_limit_is_refused_with_a_way_out():
    sentence = refusal("通知.pdf", samples.PDF + bytes(1024 * 1024), largest_mb=1)
    assert "超过了 1 MB 的上限" in sentence
    assert "降低扫描分辨率" in sentence


def test_a_refusal_names_the_file():
    assert refusal("通知.pdf", b"").startswith("“通知.pdf”没有存入。")


@pytest.mark.parametrize("bomb", [bytes(300 * 1024 * 1024), bytes(30 * 1024 * 1024)])
def test_a_zip_bomb_is_refused_unopened(bomb):
    data = docx(**{"word/media/image1.png": bomb})
    assert len(data) < 1024 * 1024
    assert refusal("通知.docx", data).endswith("再传。")


def test_a_zip_of_thousands_of_parts_is_refused():
    parts = {f"word/{number}.xml": "" for number in range(2001)}
    assert "展开后太大" in refusal("通知.docx", docx(**parts))


@pytest.mark.parametrize("member", ["../../etc/passwd", "/etc/passwd", "C:\\a.dll", "word/../../a"])
def test_a_part_that_would_leave_its_folder_is_refused(member):
    assert "内部结构不正常" in refusal("通知.docx", docx(**{member: "x"}))


def test_a_broken_zip_is_refused():
    assert "没有传完整" in refusal("通知.docx", docx()[:-30])


@pytest.mark.parametrize(
    "macros",
    [
        docx(**{"word/vbaProject.bin": "x"}),
        zipped(
            {
                CONTENT_TYPES: '<Types><Override ContentType="application/vnd.ms-word.document.'
                'macroEnabled.main+xml"/></Types>',
                "word/document.xml": "",
            }
        ),
        zipped({CONTENT_TYPES: "", "xl/workbook.xml": "", "xl/macrosheets/sheet1.xml": ""}),
    ],
)
def test_macros_are_refused_though_the_name_hides_them(macros):
    assert "宏程序" in refusal("通知.docx", macros)


def test_macros_inside_an_old_document_are_refused():
    assert "宏程序" in refusal("通知.doc", ole("WordDocument", inside="_VBA_PROJECT"))


def test_a_table_inside_a_document_does_not_make_it_a_table():
    assert look("通知.doc", ole("WordDocument", inside="Workbook")).kind == Kind.DOC


def test_a_document_with_a_password_is_refused():
    assert "去掉密码" in refusal("通知.docx", ole("EncryptionInfo", "EncryptedPackage"))


@pytest.mark.parametrize("length", [8, 100, 600, 1100])
def test_a_torn_old_document_is_refused(length):
    assert "没有传完整" in refusal("通知.doc", ole("WordDocument", "1Table")[:length])


def test_a_document_whose_sectors_run_in_a_circle_comes_to_an_end():
    data = bytearray(ole("WordDocument"))
    struct.pack_into("<I", data, 512 + 4, 1)  # the directory's sector follows itself
    assert look("通知.doc", bytes(data)).kind == Kind.DOC
