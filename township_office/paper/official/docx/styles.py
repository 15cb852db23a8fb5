"""The named styles of an official document: what a clerk picks from the list in WPS or Word."""

from dataclasses import dataclass

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from township_office.paper.official.docx.measures import EM, PITCH, RED, SQUEEZE

SONG, FANG, KAI, HEI, NUMBERS = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"


@dataclass(frozen=True)
class Style:
    """One paragraph style; sizes in points, indents in 3号 characters, ``pitch`` in twips."""

    key: str
    name: str
    face: str = FANG
    size: float = 16
    align: str = "both"
    first: float = 0
    left: float = 0
    right: float = 0
    pitch: int = PITCH
    colour: str = ""
    squeeze: int = SQUEEZE
    outline: int = 0
    keeps: bool = False  # stays on the page of what follows
    breaks: bool = False  # begins a page


MARK = Style("Mark", "发文机关标志", SONG, 62, "center", colour=RED, squeeze=0)
MARKED = Style("Marked", "联合发文机关标志", SONG, 40, "distribute", colour=RED, squeeze=0)
URGENCY = Style("Urgency", "紧急程度", HEI, align="left")
SPACE = Style("Space", "空行", align="left")
NUMBER = Style("Number", "发文字号", align="center")
TITLE = Style("OfficialTitle", "公文标题", SONG, 22, "center", squeeze=0)
MAIN = Style("Main", "主送机关")
BODY = Style("OfficialBody", "公文正文", first=2)
LEVELS = (
    BODY,
    Style("LevelOne", "一级标题", HEI, first=2, outline=1),
    Style("LevelTwo", "二级标题", KAI, first=2, outline=2),
    Style("LevelThree", "三级标题", first=2, outline=3),
    Style("LevelFour", "四级标题", first=2, outline=4),
)
CELL = Style("Cell", "表格文字", size=12, align="center", pitch=320, squeeze=0)
CELL_HEAD = Style("CellHead", "表格表头", HEI, 12, "center", pitch=320, squeeze=0, keeps=True)
ANNEXES = Style("Annexes", "附件说明", align="left")
SIGNATURE = Style("Signature", "署名", align="center", keeps=True)
DATE = Style("DateOfText", "成文日期", align="center", keeps=True)
NOTE = Style("Note", "附注", first=2, keeps=True)
ANNEX = Style("Annex", "附件序号", HEI, align="left", breaks=True, keeps=True)
ANNEX_TITLE = Style("AnnexTitle", "附件标题", SONG, 22, "center", squeeze=0)
IMPRINT = Style("Imprint", "版记", size=14, align="left", pitch=465, squeeze=0)
FOLIO = Style("Folio", "页码", NUMBERS, 14, "left", pitch=400, squeeze=0)
HEAD_SPACE = Style("HeadSpace", "版头留白", align="left")

STYLES = (
    *(MARK, MARKED, URGENCY, SPACE, HEAD_SPACE, NUMBER, TITLE, MAIN, *LEVELS, CELL, CELL_HEAD),
    *(ANNEXES, SIGNATURE, DATE, NOTE, ANNEX, ANNEX_TITLE, IMPRINT, FOLIO),
)
# Nothing that would move a character off the 22 × 28: no grid, no hanging stops, no air around Latin.
STRICT = (
    '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    '<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
)


def fonts(face: str) -> str:
    """The face for every script, since a digit of another would be of another width."""
    return f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'


def styles_xml() -> BaseOxmlElement:
    """The style sheet: 仿宋 3号 at 28.95 pt for all that says nothing else (FMT-008)."""
    return parse_xml(
        f"<w:styles {nsdecls('w')}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}"
        '<w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:qFormat/><w:pPr><w:widowControl w:val="0"/>{STRICT}'
        f'<w:spacing w:before="0" w:after="0" w:line="{PITCH}" w:lineRule="exact"/>'
        '<w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="Plain">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="PlainTable">'
        '<w:name w:val="Normal Table"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        "<w:tblCellMar>"
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr></w:style>{''.join(map(_style, STYLES))}{_characters()}</w:styles>"
    )


def _style(style: Style) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.key}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{_paragraph(style)}</w:pPr><w:rPr>{_run(style)}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    indents = {
        "left": round(style.left * EM),
        "right": round(style.right * EM),
        "firstLine": round(style.first * EM),
    }
    said = "".join(f' w:{side}="{twips}"' for side, twips in indents.items())
    return (
        f"{'<w:keepNext/>' if style.keeps else ''}"
        f"{'<w:pageBreakBefore/>' if style.breaks else ''}"
        f'<w:spacing w:line="{style.pitch}" w:lineRule="exact"/><w:ind{said}/>'
        f'<w:jc w:val="{style.align}"/>'
        + (f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else "")
    )


def _run(style: Style) -> str:
    half = round(style.size * 2)
    return (
        fonts(style.face)
        + (f'<w:color w:val="{style.colour}"/>' if style.colour else "")
        + f'<w:spacing w:val="{style.squeeze}"/><w:kern w:val="0"/>'
        + f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    )


def _characters() -> str:
    """Faces for a part of a paragraph: the text behind a heading, the names of the signers."""
    return "".join(
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f"<w:qFormat/><w:rPr>{fonts(face)}</w:rPr></w:style>"
        for key, name, face in (("InFang", "正文字体", FANG), ("InKai", "签发人姓名", KAI))
    )
