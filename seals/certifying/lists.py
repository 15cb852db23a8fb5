"""证明存根: every certificate by its number."""

from typing import Any

from django.utils.safestring import SafeString

from seals.certifying.models import Certificate
from township_office.ui.lists import Column, Register, years
from township_office.ui.templatetags.ui import state


def standing(certificate: Any) -> SafeString:
    """Whether it was stamped."""
    request = certificate.request
    if request.voided_on:
        return state("void", "作废")
    if request.stamped:
        return state("done", f"已盖 {request.stamped} 份")
    return state("refused", "没有用印") if request.closed_on else state("waiting", "办理中")


def _label(certificate: Certificate) -> str:
    return certificate.label


STUBS = Register(
    title="证明存根",
    order="-number",
    unit="份",
    empty="还没有开过证明",
    tabs=(years("year"),),
    row=lambda certificate: "void" if certificate.request.voided_on else "",
    columns=[
        # sorted by seals_certificate_number
        Column("number", "存根号", value=_label, sort=("year", "number"), css="code"),
        Column("name", "名称"),
        Column("whom", "给谁", css="subject", link=lambda stub: stub.get_absolute_url()),
        Column("what", "事由"),
        Column("issued_at", "开具", css="date", label="开具"),
        Column("issued_by", "经办人", value="issued_by.name"),
        Column("standing", "用印", value=standing, css="status"),
    ],
)
