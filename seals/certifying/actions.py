"""证明、介绍信: its templates, one issued, one printed: check, change, record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seals.certifying import rules
from seals.certifying.acts import Act
from seals.certifying.models import Certificate, CertificateTemplate, label_of
from seals.keeping.models import SealOf
from seals.using.actions import Papers, ask_to_stamp
from seals.using.models import Request
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.drawn import Drawn
from township_office.numbers.counters import take
from township_office.numbers.series import declare
from township_office.people.models import Line
from township_office.people.told import told
from township_office.web.once import together
from township_office.web.refusals import Refused

SERIES = declare("seals.certificates", "证明存根号")
SHEET = Drawn("证明", job="seals.certificate", about="certificate_id", role="form")
TOLD = ("name", "body", "seal", "matter", "order", "in_use")


@together
def make_template(*, by: Capacity, **said: Any) -> CertificateTemplate:
    """A new kind of certificate; raises Refused for a name that is taken or a body without blanks."""
    template = CertificateTemplate(township_id=by.township_id, **said)
    _check_name_is_free(template)
    rules.check_template(template)
    template.save()
    record(Act.TEMPLATE_MADE, template, by=by, after=told(template, TOLD))
    return template


@together
def amend_template(
    template: CertificateTemplate, *, by: Capacity, **changes: Any
) -> CertificateTemplate:
    """Change what it says from now on; what was issued keeps its words."""
    standing = CertificateTemplate.objects.get(pk=template.pk)
    before = told(standing, changes)
    for name, value in changes.items():
        setattr(standing, name, value)
    _check_name_is_free(standing)
    rules.check_template(standing)
    standing.save()
    record(Act.TEMPLATE_AMENDED, standing, by=by, before=before, after=told(standing, changes))
    return standing


@together
def issue_certificate(
    template: CertificateTemplate, answers: Mapping[str, str], *, copies: int = 1, by: Capacity
) -> Certificate:
    """开具: fill in the blanks, give it the next stub number, and ask that it be stamped.

    Raises Refused for a blank left empty, for a whole identity number, and as ``ask_to_stamp`` does.
    """
    rules.check_can_issue(template, answers)
    year = clock.today().year
    number = take(by.township_id, SERIES, year)
    whom = rules.whom_of(template.body, answers)
    request = Request(
        seal=template.seal,
        matter=template.matter,
        title=f"{template.name}：{whom}",
        document_number=label_of(year, number),
        copies=copies,
        side=Line.PARTY if template.seal.organ == SealOf.PARTY else Line.GOVERNMENT,
        on_behalf=whom,
        for_outsider=template.matter.for_outsider,
        wording=rules.worded(template.body, answers),
    )
    ask_to_stamp(request, Papers(), by=by)
    certificate = Certificate.objects.create(
        township_id=by.township_id,
        year=year,
        number=number,
        template=template,
        request=request,
        name=template.name,
        whom=whom,
        what=rules.what_of(template.body, answers),
        wording=request.wording,
        issued_by_id=by.person_id,
    )
    after = {"存根号": certificate.label, "给谁": whom, "事由": certificate.what}
    record(Act.ISSUED, certificate, by=by, after=after)
    return certificate


@together
def ask_for_print(certificate: Certificate, *, by: Capacity) -> None:
    """Have stub and certificate made as a PDF; a worker does it. Raises Refused before the approval."""
    rules.check_can_print(certificate)
    SHEET.order(certificate, by=by)
    record(Act.PRINT_ASKED, certificate, by=by)


@together
def keep_print(certificate: Certificate, pdf: bytes, *, by: Capacity) -> None:
    """Lay the sheet the worker drew beside the request, where the keeper compares it."""
    called = f"{certificate.name} {certificate.label}"
    SHEET.lay(certificate.request, pdf, by=by, called=called)
    record(Act.PRINTED, certificate, by=by)


def _check_name_is_free(template: CertificateTemplate) -> None:
    named = CertificateTemplate.objects.filter(township_id=template.township_id, name=template.name)
    if named.exclude(pk=template.pk).exists():
        raise Refused(f"模板「{template.name}」已经有了。")
