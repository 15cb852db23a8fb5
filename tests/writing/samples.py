"""Word documents as WPS and Word write them, and as nobody should, made on the fly."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from PIL import Image

CHINESE_LIST = (  # as WPS writes 一、（一）1.（1）
    ("chineseCounting", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
)


def saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def document(*lines: str, write: Callable[[Any], None] | None = None) -> bytes:
    """Plain paragraphs, one for each line, after whatever ``write`` adds."""
    made = Document()
    if write:
        write(made)
    for line in lines:
        made.add_paragraph(line)
    return saved(made)


def line(made: Any, text: str, *, size: float = 16, align: Any = None, red: bool = False) -> Any:
    paragraph = made.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    if red:
        run.font.color.rgb = RGBColor(255, 0, 0)
    paragraph.alignment = align
    return paragraph


def centred(made: Any, text: str, *, size: float = 22, red: bool = False) -> Any:
    return line(made, text, size=size, align=ALIGN.CENTER, red=red)


def right(made: Any, text: str) -> Any:
    return line(made, text, align=ALIGN.RIGHT)


def add_list(made: Any, levels: Any = CHINESE_LIST, number: int = 90) -> int:
    """A definition of a multi-level list, with one list of it; returns the list's id."""
    numbering = made.part.numbering_part.element
    described = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
        for at, (kind, words) in enumerate(levels)
    )
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{described}</w:abstractNum>'
        ),
    )
    add_again(made, number, number)
    return number


def add_again(made: Any, definition: int, number: int, start: int | None = None) -> int:
    """One more list of a definition; ``start`` makes it begin anew."""
    anew = (
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        if start
        else ""
    )
    made.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}">'
            f'<w:abstractNumId w:val="{definition}"/>{anew}</w:num>'
        )
    )
    return number


def numbered(made: Any, text: str, number: int, depth: int = 0) -> Any:
    paragraph = made.add_paragraph(text)
    _number(paragraph._p.get_or_add_pPr(), number, depth)
    return paragraph


def numbered_style(made: Any, name: str, number: int, depth: int) -> None:
    """Number a style, so that its paragraphs carry no numbering themselves."""
    _number(made.styles[name].element.get_or_add_pPr(), number, depth)


def _number(properties: Any, number: int, depth: int) -> None:
    place = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", depth), ("w:numId", number)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), str(value))
        place.append(child)
    properties.append(place)


def soft(made: Any, *lines: str) -> Any:
    """One paragraph of several lines, as Shift+Enter or a paste from a web page makes it."""
    paragraph = made.add_paragraph()
    for at, text in enumerate(lines):
        if at:
            paragraph.add_run().add_break()
        paragraph.add_run(text)
    return paragraph


def raw(made: Any, xml: str) -> Any:
    """A paragraph's or table's XML as it stands; ``w:`` is declared."""
    element = parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1))
    made.element.body.insert(len(made.element.body) - 1, element)
    return element


def add_picture(made: Any) -> None:
    out = BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    out.seek(0)
    made.add_picture(out)


def add_text_box(made: Any, words: str) -> None:
    raw(
        made,
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        f"<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r></w:p>",
    )


def add_footnote(made: Any) -> None:
    raw(
        made,
        "<w:p><w:r><w:t>按上年口径</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>计算。</w:t></w:r></w:p>',
    )
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r>'
        "<w:t>注文</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), made.part.package)
    made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def notice(made: Any) -> None:
    """A whole 通知 as a WPS template gives it: from the red head to the imprint."""
    made.sections[0].header.paragraphs[0].text = "宁条梁镇内部资料"
    centred(made, "宁条梁镇人民政府文件", size=42, red=True)
    centred(made, "宁政发〔2026〕12号", size=16)
    centred(made, "宁条梁镇人民政府")
    centred(made, "关于做好2026年春季森林草原防火工作的通知")
    line(made, "各村（社区），镇属各站所：")
    line(made, "\u3000\u3000为切实做好春季防火工作，现将有关事项通知如下。")
    number = add_list(made)
    numbered(made, "总体要求", number)
    line(made, "\u3000\u3000坚持预防为主。")
    numbered(made, "工作重点", number)
    numbered(made, "摸清底数。各村要逐户登记。", number, 1)
    numbered(made, "严管火源", number, 1)
    numbered(made, "设立检查站", number, 2)
    numbered(made, "配齐器材", number, 2)
    numbered(made, "对讲机", number, 3)
    soft(made, "联系电话：0912-1234567", "请于3月5日前报送。")
    merged_table(made)
    line(made, "\u3000\u3000附件：1.值班表")
    line(made, "\u3000\u3000\u3000\u30002.责任书")
    right(made, "宁条梁镇人民政府")
    right(made, "2026年3月5日")
    line(made, "（联系人：刘芳，电话：0912-1234567）")
    imprint = made.add_table(rows=2, cols=1)
    imprint.cell(0, 0).text = "抄送：县应急管理局。"
    imprint.cell(1, 0).text = "宁条梁镇党政办公室　　2026年3月5日印发"


def merged_table(made: Any) -> None:
    table = made.add_table(rows=3, cols=3)
    for row, words in enumerate(
        (("村名", "防火队", ""), ("", "人数", "队长"), ("甲村", "12", "王"))
    ):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))


def without(data: bytes, *names: str, **changed: str | bytes) -> bytes:
    """The same package without these parts, and with others put in or replaced."""
    with ZipFile(BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {
            name: archive.read(name) for name in archive.namelist() if name not in names
        }
    return zipped({**parts, **changed})


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
