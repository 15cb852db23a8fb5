"""用印登记簿, with the columns of the paper ledger (A4.6, SEAL-10)."""

from datetime import date
from typing import Any

from django.db.models import Case, F, When
from django.urls import reverse

from seals.ledger.rules import lacking_scan
from seals.using.models import Stamping, StampingQuerySet
from township_office import clock
from township_office.ui.lists import Column, Register, Tab, years


def for_register(lines: StampingQuerySet) -> Any:
    """With the line that corrects each, if any; what is corrected is not summed."""
    counted = Case(When(corrected_by__isnull=True, then=F("copies")), default=0)
    return lines.select_related("corrected_by").annotate(counted=counted)


def correction_of(line: Stamping) -> Stamping | None:
    """The line that corrects this one."""
    return getattr(line, "corrected_by", None)


def day_of(line: Stamping) -> date:
    return clock.local(line.at).date()


def _corrected(line: Stamping) -> str:
    """Beside a struck line the number of its correction, which itself names the old one."""
    later = correction_of(line)
    return f"已更正，见 {later.number} 号" if later else ""


def _unscanned(lines: Any) -> Any:
    return lacking_scan(lines)


REGISTER = Register(
    title="用印登记簿",
    order="-number",
    unit="条",
    empty="还没有登记用印",
    tabs=(
        years("year"),
        Tab("unscanned", "缺扫描件", only=_unscanned),
        Tab("unstamped", "批准未用印", href=lambda: f"{reverse('seals:requests')}?tab=to_stamp"),
        Tab("figures", "统计", href=lambda: reverse("seals:figures")),
    ),
    row=lambda line: "void" if correction_of(line) else "",
    columns=[
        # sorted by one_line_per_ledger_number and seals_stamping_at
        Column("number", "序号", sort=("year", "number"), css="code"),
        Column("at", "日期", value=day_of, sort=("at",), css="date"),
        Column("department", "用印单位（部门）"),
        Column(
            "title",
            "用印事由、文件名称",
            css="subject",
            link=lambda line: line.get_absolute_url(),
            sub=lambda line: line.document_number,
            sub_title="文号",
        ),
        Column("seal", "印章名称", value="seal_name"),
        Column("counted", "份数", value="copies", css="figure", label="份数", sum=True),
        Column("approvers", "批准人", label="批准"),
        Column("handler", "经办人", label="经办"),
        Column("keeper", "监印人", value="keeper_name", label="监印"),
        Column("taken_by", "领取人", label="领取"),
        Column("note", "备注", sub=_corrected, sub_title="更正"),
    ],
)
