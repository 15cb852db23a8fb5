"""证明、介绍信: its templates, one issued, one printed: check, change, record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seals.certifying import rules
from seals.certifying.acts import Act
from seals.certifying.models import Certificate, CertificateTemplate, label_of
from seals.keeping.models import Seal, SealOf
from seals.using.actions import OF_CERTIFICATES, Papers, ask_to_stamp
from seals.using.models import MatterClass, Nature, Request
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.drawn import Drawn
from township_office.numbers.counters import take
from township_office.numbers.series import declare
from township_office.people.models import Line
from township_office.people.told import told
from township_office.townships.models import Township
from township_office.web.once import together
from township_office.web.refusals import Refused

SERIES = declare("seals.certificates", "证明存根号")
SHEET = Drawn("证明", job="seals.certificate", about="certificate_id", role="form")
TOLD = ("name", "body", "seal", "matter", "order", "in_use")


@dataclass(frozen=True)
class Usual:
    """A kind of certificate as most townships issue it, and whose seal it bears."""

    name: str
    seal: SealOf
    body: str


# What the township does itself or has in its own files. Residence, kinship, marriage, income and a
# clean record are for others to prove, or for the applicant's word alone; nothing here is for them.
USUAL_TEMPLATES = (
    Usual(
        "介绍信",
        SealOf.OFFICE,
        "{前往单位}：\n兹介绍{姓名}同志等{人数}人前往你处联系{事由}，请予接洽并给予协助。\n"
        "（有效期{有效天数}天）",
    ),
    Usual(
        "工作证明",
        SealOf.GOVERNMENT,
        "兹证明{姓名}（身份证后四位{身份证后四位}）系我单位工作人员，自{入职年月}起在我单位工作，"
        "现在{部门}任{职务}。\n本证明用于{用途}，他用无效。\n特此证明。",
    ),
    Usual(
        "实习证明",
        SealOf.OFFICE,
        "兹证明{学校和专业}学生{姓名}（身份证后四位{身份证后四位}），于{起止日期}在我单位{部门}实习，"
        "主要承担{实习内容}等工作，遵守工作纪律，完成了实习任务。\n本证明用于{用途}，他用无效。\n"
        "特此证明。",
    ),
    Usual(
        "村（社区）干部任职证明",
        SealOf.PARTY,
        "兹证明{姓名}（身份证后四位{身份证后四位}）于{任职起止年月}担任{村或社区}{职务}。"
        "以上情况与任职文件（{文件字号}）一致。\n本证明用于{用途}，他用无效。\n特此证明。",
    ),
    Usual(
        "社会救助情况证明",
        SealOf.GOVERNMENT,
        "兹证明{村或社区}居民{姓名}（身份证后四位{身份证后四位}）自{起始年月}起享受{救助类别}，"
        "至本证明出具之日仍在享受。以上情况与我单位救助档案一致。\n本证明用于{用途}，他用无效。\n"
        "特此证明。",
    ),
    Usual(
        "土地承包情况证明",
        SealOf.GOVERNMENT,
        "兹证明{村名}村民{姓名}（身份证后四位{身份证后四位}）户承包本村耕地{面积}亩，"
        "承包合同编号{承包合同编号}，承包期限{承包期限}。以上情况与我单位留存的承包合同档案一致。\n"
        "本证明用于{用途}，他用无效。\n特此证明。",
    ),
)


@together
def make_template(*, by: Capacity, **said: Any) -> CertificateTemplate:
    """A new kind of certificate; raises Refused for a name that is taken or a body without blanks."""
    template = CertificateTemplate(township_id=by.township_id, **said)
    _check_name_is_free(template)
    rules.check_template(template)
    template.save()
    record(Act.TEMPLATE_MADE, template, by=by, after=told(template, TOLD))
    return template


def make_usual_templates(township: Township, by: Capacity) -> list[CertificateTemplate]:
    """The certificates and letters of introduction a township begins with, as far as it has none of
    that name and the seal and the matter they need; its administrator amends them."""
    matter = _usual_matter(township)
    seals = {seal.organ: seal for seal in Seal.objects.in_use().filter(township=township)}
    named = set(
        CertificateTemplate.history.filter(township_id=township.pk).values_list("name", flat=True)
    )
    return [
        make_template(
            name=usual.name,
            body=usual.body,
            seal=seals[usual.seal],
            matter=matter,
            order=order,
            by=by,
        )
        for order, usual in enumerate(USUAL_TEMPLATES, start=1)
        if matter is not None and usual.seal in seals and usual.name not in named
    ]


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


def _usual_matter(township: Township) -> MatterClass | None:
    """What certificates are stamped under; where it was renamed, the first for outsiders."""
    usual = MatterClass.objects.filter(township=township, nature=Nature.OTHER, in_use=True)
    return usual.filter(name=OF_CERTIFICATES).first() or usual.filter(for_outsider=True).first()


def _check_name_is_free(template: CertificateTemplate) -> None:
    named = CertificateTemplate.objects.filter(township_id=template.township_id, name=template.name)
    if named.exclude(pk=template.pk).exists():
        raise Refused(f"模板「{template.name}」已经有了。")
