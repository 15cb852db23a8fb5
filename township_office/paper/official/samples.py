"""One document of each shape that the general format knows, for docs/layout.md and the tests."""

from dataclasses import replace
from datetime import date

from township_office.paper.official.values import Annex, Official
from township_office.writing.blocks import Block, Cell, Paragraph, Table

OPENING = (
    "为深入贯彻落实市、县关于防汛抗旱工作的决策部署，切实做好全镇防汛抗旱各项准备，最大限度减少灾害损失，"
    "保障人民群众生命财产安全，经镇党委、政府研究同意，现将有关事项通知如下。"
)
DUTY = (
    "各包村领导、驻村干部要在汛期到来前，会同村“两委”对水库、淤地坝、河道和住在低洼处的农户逐一排查，"
    "登记造册，逐项销号；情况变化的，当日报镇防汛抗旱指挥部办公室。"
)
TOWNSHIPS = ("宁条梁镇", "红墩界镇", "东坑镇", "杨桥畔镇", "海则滩镇", "黄蒿界镇")


def table(columns: int, rows: int) -> Table:
    """A ledger of villages, with one row of headings."""
    named = ("序号", "村名", "户数", "人数", "联系人", "职务", "电话", "安置点", "距离", "备注")[
        :columns
    ]
    told = ("西园则村", "12", "46", "王志强", "村委会主任", "4621234", "村小学", "1.2公里", "")
    heads = tuple(Cell(name, heads=True) for name in named)
    return Table(
        (heads, *((Cell(str(n)), *map(Cell, told[: columns - 1])) for n in range(1, rows + 1)))
    )


def text(chapters: int) -> tuple[Block, ...]:
    """A text with headings on all four levels."""
    chapter = (
        Paragraph("一、加强组织领导，压实工作责任", 1),
        Paragraph(f"（一）落实包村责任。{DUTY}", 2),
        Paragraph("（二）加强会商研判", 2),
        Paragraph(f"1.雨前排查。{DUTY}", 3),
        Paragraph("（1）排查一处，登记一处。", 4),
        Paragraph(DUTY),
    )
    return (Paragraph(OPENING), *chapter * chapters)


NOTICE = Official(
    organs=("宁条梁镇人民政府",),
    title="宁条梁镇人民政府关于印发2026年防汛抗旱应急预案的通知",
    body=text(1),
    number="宁政发〔2026〕12号",
    main=("各村党支部、村委会", "镇直各单位"),
    annexes=(
        Annex("宁条梁镇2026年防汛抗旱应急预案", text(1)),
        Annex("防汛抗旱物资台账", (table(5, 30),)),
    ),
    dated=date(2026, 5, 6),
    note="此件公开发布",
    copied=("县防汛抗旱指挥部", "县应急管理局", "县水利局"),
    printed_by="宁条梁镇党政办公室",
    printed_on=date(2026, 5, 7),
)
REQUEST = replace(
    NOTICE,
    title="宁条梁镇人民政府关于解决集镇供水管网改造工程资金缺口的请示",
    body=(Paragraph(OPENING), Paragraph(DUTY), Paragraph("妥否，请批示。")),
    number="宁政发〔2026〕18号",
    signers=("王建国",),
    urgency="特急",
    main=("靖边县人民政府",),
    annexes=(),
    note="联系人：刘芳，电话：0912-4621234",
)
SAMPLES: dict[str, tuple[str, Official]] = {
    "notice": ("下行文，加盖印章，附件两份，附注，版记", NOTICE),
    "request": ("上行文，特急，签发人，附注联系人", REQUEST),
    "joint": (
        "两个机关联合上报，签发人两行",
        replace(
            REQUEST,
            organs=("中共宁条梁镇委员会", "宁条梁镇人民政府"),
            title="中共宁条梁镇委员会 宁条梁镇人民政府关于进一步加强安全生产工作情况的报告",
            number="宁党发〔2026〕7号",
            signers=("陈志远", "王建国", "李明"),
            body=(Paragraph(OPENING), Paragraph(DUTY), Paragraph("特此报告。")),
            urgency="",
            note="",
        ),
    ),
    "six": (
        "六个机关联合行文，印章三排",
        replace(
            NOTICE,
            organs=tuple(f"{name}人民政府" for name in TOWNSHIPS),
            title="宁条梁镇人民政府等六镇人民政府关于联合开展河道综合治理工作的通知",
            annexes=(),
            note="",
        ),
    ),
    "unsealed": (
        "不加盖印章，正文中有表格",
        replace(NOTICE, body=(*text(0), table(6, 24), *text(0)), sealed=False, annexes=(), note=""),
    ),
    "across": (
        "附件为横排表格",
        replace(
            NOTICE, annexes=(Annex("转移安置人员登记表", (table(10, 40),)),), body=text(0), note=""
        ),
    ),
    "many": (
        "主送机关过多，移至版记",
        replace(
            NOTICE,
            main=tuple(f"{name}人民政府" for name in TOWNSHIPS * 6),
            organs=("中共宁条梁镇委员会", "宁条梁镇人民政府"),
            annexes=(),
            body=text(0),
            note="",
        ),
    ),
    "draft": (
        "送审稿：没有红色，不留印章位置",
        replace(NOTICE, formal=False, number="", annexes=(), note=""),
    ),
}
