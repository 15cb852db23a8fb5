"""Official documents as a township writes them."""

from dataclasses import replace
from datetime import date
from typing import Any

from township_office.paper.official import samples
from township_office.paper.official.values import Annex, Official
from township_office.writing.blocks import Block, Cell, Paragraph, Table

SENTENCE = (
    "为切实做好春季森林草原防火工作，确保人民群众生命财产安全，现将有关事项通知如下，"
    "请各村结合实际认真抓好贯彻落实，不得推诿扯皮。"
)
DUTY = Table(
    (
        (Cell("村名", rows=2, heads=True), Cell("防火队", columns=2, heads=True)),
        (Cell("人数", heads=True), Cell("队长", heads=True)),
        (Cell("甲村"), Cell("12"), Cell("王建国")),
        (Cell("乙村"), Cell("9"), Cell("负责该村所有林区的日常巡查工作")),
    )
)
BODY = (
    Paragraph(SENTENCE),
    Paragraph("一、总体要求", 1),
    Paragraph("（一）加强领导。各村要成立专班，逐户登记造册。", 2),
    Paragraph("（二）严管火源", 2),
    Paragraph("1.摸清底数", 3),
    Paragraph("（1）逐户登记", 4),
    DUTY,
    Paragraph("特此通知。"),
)
NOTICE = Official(
    organs=("宁条梁镇人民政府",),
    title="宁条梁镇人民政府关于做好2026年春季森林草原防火工作的通知",
    body=BODY,
    number="宁政发〔2026〕12号",
    urgency="特急",
    main=("各村（社区）", "镇属各站所"),
    annexes=(Annex("值班表", (Paragraph(SENTENCE), DUTY)), Annex("责任书", (Paragraph(SENTENCE),))),
    dated=date(2026, 3, 5),
    note="联系人：刘芳，电话：0912-1234567",
    copied=("县应急管理局", "县林业局"),
    printed_by="宁条梁镇党政办公室",
    printed_on=date(2026, 3, 5),
)
UPWARD = replace(
    NOTICE,
    organs=("宁条梁镇人民政府",),
    title="宁条梁镇人民政府关于解决防火经费的请示",
    number="宁政发〔2026〕13号",
    signers=("王建国", "李明", "张志强"),
    main=("县人民政府",),
    urgency="",
    annexes=(),
)
JOINT = replace(
    NOTICE,
    organs=("中共宁条梁镇委员会", "宁条梁镇人民政府", "宁条梁镇人大主席团"),
    annexes=(Annex("值班表"),),
)
UNSEALED = replace(NOTICE, sealed=False, annexes=())
DRAFT = replace(NOTICE, formal=False, number="")
FULL = replace(NOTICE, body=(Paragraph("国" * 3000),), annexes=(), note="")
SHORT = replace(NOTICE, body=(Paragraph("特此通知。"),), annexes=(), note="")
NAMES = ("序号", "村名", "户数", "人数", "联系人", "职务", "电话", "安置点", "距离", "备注")
WIDE = Table(
    (
        tuple(Cell(name, heads=True) for name in NAMES),
        *(tuple(Cell(f"{name}{row}") for name in NAMES) for row in range(20)),
    )
)
ACROSS = replace(NOTICE, annexes=(Annex("登记表", (WIDE,)),), note="")
AMID = replace(
    NOTICE, body=(Paragraph(SENTENCE), WIDE, Paragraph("特此通知。")), annexes=(), note=""
)
ALL = {
    "notice": NOTICE,
    "upward": UPWARD,
    "joint": JOINT,
    "unsealed": UNSEALED,
    "draft": DRAFT,
    "full": FULL,
    "short": SHORT,
    "across": ACROSS,
    "amid": AMID,
}

PLAIN = replace(samples.NOTICE, annexes=(), note="")
LINE = Paragraph("镇村两级要逐户排查登记造册并于当日上报。")
LONG = Paragraph(LINE.text * 15)
UNSIGNED = {"signature": False, "dated": None}


def lines(count: int, **differing: Any) -> Official:
    return replace(PLAIN, body=(LINE,) * count, **differing)


def prose(*blocks: Block) -> Official:
    return replace(PLAIN, body=blocks, **UNSIGNED)


def ledger(lines: int, rows: int) -> Official:
    return replace(PLAIN, body=(LINE,) * lines + (samples.table(6, rows),))


def annexed(*blocks: Block) -> Official:
    return lines(9, annexes=(Annex("物资台账", blocks),))


# Ever longer, so that the imprint or the signature crosses the foot of a page.
ENDS = {
    **{f"signed{n}": lines(n) for n in (24, 25)},
    **{f"unsigned{n}": lines(n, **UNSIGNED) for n in (28, 29)},
    **{f"annexed{n}": annexed(*(LINE,) * n) for n in (17, 19)},
    "annexed_table": annexed(samples.table(5, 44)),
    **{f"table{n}": ledger(4, n) for n in (20, 27, 28)},
    "divided": ledger(6, 30),
    "single": replace(PLAIN, body=(Paragraph(samples.DUTY * 2),)),
    **{f"long{n}": prose(*(LINE,) * n, LONG) for n in (14, 17, 18, 20)},
    **{f"annexed_long{n}": annexed(*(LINE,) * n, LONG) for n in (7, 8)},
}
# LibreOffice has one row more of these on page 1.
SHIFTED = {
    **{f"longer{n}": ledger(5, n) for n in (26, 27)},
    "unsigned_table": replace(ledger(5, 26), **UNSIGNED),
}
