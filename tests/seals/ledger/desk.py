"""An office with its seals, their keeper, and lines in the ledger, written without the actions of use."""

from datetime import datetime
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from openpyxl import Workbook

from seals.keeping.models import Custody, Life, Seal, SealOf
from seals.ledger import actions
from seals.ledger.checks import Known, read_sheet
from seals.ledger.models import PaperLedger
from seals.using.models import MatterClass, Nature, Request, Stamping
from seals.using.rules import LEDGER
from tests.files.samples import PDF
from tests.house import House
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.numbers.counters import take
from township_office.people.capacity import capacity_of

KEEPER, DIRECTOR, CLERK, APPLICANT = "机要员", "办公室主任", "文书", "应急办干事"
SIGNED = [{"post": "镇长", "name": "王建国"}]  # who signed the document that brought a request
HEADS = [
    "序号",
    "日期",
    "用印单位（部门）",
    "用印事由、文件名称",
    "文号",
    "印章名称",
    "份数",
    "批准人",
    "经办人（签字）",
    "监印（盖章）人",
    "领取人",
    "备注",
]


class Desk:
    """The keeper's desk: the government's seal in her hands, the ledger before her."""

    def __init__(self, house: House) -> None:
        self.house, self.township = house, house.township
        own, organ = f"{house.township.name}人民政府", SealOf.GOVERNMENT
        if Seal.objects.filter(township=self.township, organ=organ).exists():
            own, organ = f"{house.township.name}财政所", SealOf.OTHER  # that one is in other hands
        self.seal = self.make_seal(own, organ)
        self.matter, _ = MatterClass.objects.get_or_create(
            township=self.township,
            name="合同协议",
            defaults={"nature": Nature.CONTRACT, "scan_required": True},
        )

    def who(self, post: str) -> Capacity:
        return capacity_of(self.house[post], self.house.posts[post])

    @property
    def keeper(self) -> Capacity:
        return self.who(KEEPER)

    def make_seal(self, name: str, organ: str = SealOf.OTHER, keeper: str = KEEPER) -> Seal:
        seal = Seal.objects.create(
            township=self.township, name=name, organ=organ, status=Life.IN_USE
        )
        post = self.house.posts[keeper]
        Custody.objects.create(seal=seal, officer=self.house[keeper], post=post)
        return seal

    def asked(self, copies: int = 5, stamped: int = 0, **fields: Any) -> Request:
        """A request as the office has it; nobody was asked, which is the business of another."""
        number = Request.objects.filter(township=self.township).count() + 1
        said = {
            "year": clock.today().year,
            "number": number,
            "seal": self.seal,
            "matter": self.matter,
            "title": f"施工合同{number}",
            "applicant": self.house[APPLICANT],
            "department": self.house.departments["应急管理办公室"],
        }
        return Request.objects.create(
            township=self.township, copies=copies, stamped=stamped, **said | fields
        )

    @transaction.atomic
    def line(self, copies: int = 3, request: Request | None = None, **fields: Any) -> Stamping:
        """The seal came down: a line under the next number, and so many copies of the request."""
        year = fields.get("year", clock.today().year)
        if request is not None:
            request.stamped += copies
            request.save()
        said = {
            "year": year,
            "number": take(self.township.pk, LEDGER, year),
            "seal": self.seal,
            "seal_name": self.seal.name,
            "department": "应急管理办公室",
            "matter": self.matter.name,
            "title": request.title if request else "防汛物资采购合同",
            "approvers": "陈志远、王建国",
            "handler": "马军",
            "keeper": self.house[KEEPER],
            "keeper_name": self.house[KEEPER].name,
        }
        return Stamping.objects.create(
            township=self.township, request=request, copies=copies, **said | fields
        )

    def row(self, number: int, **changed: Any) -> list[Any]:
        """One row of a paper ledger, as people type it."""
        today = clock.today()
        said = {
            "序号": number,
            "日期": f"{today.month}月{today.day}日",
            "用印单位（部门）": "民政办公室",
            "用印事由、文件名称": "低保户证明",
            "文号": "",
            "印章名称": self.seal.name,
            "份数": 2,
            "批准人": "王建国",
            "经办人（签字）": "何燕",
            "监印（盖章）人": self.house[KEEPER].name,
            "领取人": "",
            "备注": "",
        }
        return list((said | changed).values())

    def read(self, *rows: list[Any], year: int | None = None) -> PaperLedger:
        """A paper ledger without a fault, read and waiting to be looked at."""
        year, sheet = year or clock.today().year, upload(*rows)
        read = read_sheet(sheet, Known.of(self.township.pk, year))
        assert read.faults == []
        sheet.seek(0)
        return actions.read_paper(sheet, read.rows, year=year, by=self.who(CLERK))


def sheet_of(*rows: list[Any], heads: list[str] | None = None, above: int = 1) -> BytesIO:
    """A ledger as an .xlsx: a title, the heads, the rows."""
    book, file = Workbook(), BytesIO()
    sheet = book.active
    for _ in range(above):
        sheet.append(["用印登记簿"])
    sheet.append(HEADS if heads is None else heads)
    for row in rows:
        sheet.append(row)
    book.save(file)
    file.seek(0)
    return file


def upload(*rows: list[Any], **how: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile("登记簿.xlsx", sheet_of(*rows, **how).getvalue())


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("盖章页.pdf", PDF)


def on(year: int, month: int, day: int, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime(year, month, day, hour))
