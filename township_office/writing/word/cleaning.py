"""What an official text has no place for is taken out of a document, and each thing said."""

from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from township_office.writing.word.package import Package, w

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
VML_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
DRAWN = tuple(w(name) for name in ("drawing", "pict", "object")) + (f"{MC}AlternateContent",)
NOTES = (w("footnoteReference"), w("endnoteReference"))
# What stands around words without changing them.
WRAPPERS = tuple(
    w(name)
    for name in (
        "ins",
        "moveTo",
        "hyperlink",
        "smartTag",
        "sdt",
        "sdtContent",
        "customXml",
        "fldSimple",
    )
)
UNWANTED = tuple(
    w(name) for name in ("sdtPr", "sdtEndPr", "commentReference", "instrText", "fldChar")
)
OFF = ("0", "false", "off")
WIDEST = 63  # columns of a table in Word


def clean(package: Package) -> tuple[str, ...]:
    """Take out what a body cannot hold; the sentences say what that was."""
    body = package.body
    said = tuple(_said(package))
    for element in list(body.iter(*DRAWN, *NOTES, *UNWANTED, w("moveFrom"))):
        if element.getparent().tag != w("rPr"):  # there it marks the end of a paragraph
            _remove(element)
    for run in _hidden(body):
        _remove(run)
    etree.strip_elements(body, f"{FORMULA}oMathPara", f"{FORMULA}oMath", with_tail=False)
    etree.strip_tags(body, *WRAPPERS)
    _flatten_tables(body)
    for span in list(body.iter(w("gridSpan"))):
        if not (span.get(w("val"), "").isdecimal() and 1 <= int(span.get(w("val"))) <= WIDEST):
            _remove(span)
    return said


def _said(package: Package) -> Iterator[str]:
    body = package.body
    if pictures := _pictures(body):
        yield f"文档里有 {pictures} 张图片，正文不放图片，没有导入；需要的话请放进“随附材料”。"
    if notes := sum(1 for _ in body.iter(*NOTES)):
        yield f"文档里有 {notes} 处脚注或尾注，注文没有导入；公文一般不用脚注，请把要说的写进正文。"
    yield from (sentence for sentence, holds in SAID.items() if holds(body))
    if any(_says_more_than_a_page_number(each) for each in package.margins):
        yield "页眉页脚没有导入，版面由系统生成。"


def _pictures(body: Any) -> int:
    """Word writes a drawing twice, once for programs that know no better; it counts once."""
    return sum(
        1
        for each in body.iter(PICTURE, VML_PICTURE)
        if not any(True for _ in each.iterancestors(f"{MC}Fallback"))
    )


def _hidden(body: Any) -> list[Any]:
    """Words that nobody sees in Word must not come to light in a document."""
    marks = (mark for mark in body.iter(w("vanish")) if mark.get(w("val")) not in OFF)
    runs = (mark.getparent().getparent() for mark in marks)
    return [run for run in runs if run is not None and run.tag == w("r")]


def _has(*names: str) -> Callable[[Any], bool]:
    return lambda body: next(body.iter(*names), None) is not None


def _has_boxes(body: Any) -> bool:
    return any("".join(box.itertext()).strip() for box in body.iter(w("txbxContent")))


def _has_tables_in_tables(body: Any) -> bool:
    return any(table.find(f".//{w('tbl')}") is not None for table in body.iter(w("tbl")))


SAID: dict[str, Callable[[Any], bool]] = {
    "文本框里的文字没有导入，需要的话请手工补入正文。": _has_boxes,
    "文档里有修订痕迹，按“接受全部修订”导入，请核对文字。": _has(w("ins"), w("del"), w("moveFrom")),
    "批注没有导入，请看原文档里还有没有未处理的意见。": _has(w("commentReference")),
    "隐藏文字没有导入，请看原文档里是不是要用的。": lambda body: bool(_hidden(body)),
    "公式没有导入，请手工补写。": _has(f"{FORMULA}oMath"),
    "表格里套着的表格已并成文字，请核对。": _has_tables_in_tables,
}


def _says_more_than_a_page_number(margin: Any) -> bool:
    words = "".join(text.text or "" for text in margin.iter(w("t")))
    return bool(words.strip("0123456789 \u3000-—–－第页共/"))


def _flatten_tables(body: Any) -> None:
    """A table within a cell becomes its paragraphs, one below the other."""
    for inner in list(body.iter(w("tbl"))):
        if any(True for _ in inner.iterancestors(w("tbl"))):
            for paragraph in list(inner.iter(w("p"))):
                inner.addprevious(paragraph)
            _remove(inner)


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
