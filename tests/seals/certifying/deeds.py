"""How a certificate is set up, issued and printed, for the trail to be asked about (test_acts)."""

from collections.abc import Callable
from typing import Any

from seals.certifying import actions
from seals.certifying.models import Certificate, CertificateTemplate
from seals.using.models import Request
from tests.files.samples import PDF
from tests.house import House
from tests.seals.using.desk import APPLICANT, Desk, matter_of, seal_of, staffed
from township_office.people.capacity import capacity_of

BODY = "兹证明{姓名}（身份证后四位{身份证后四位}）系我镇居民，用于{事由}。"
ANSWERS = {"姓名": "张三", "身份证后四位": "123X", "事由": "办理居住登记"}


def by(house: House, post: str = APPLICANT) -> Any:
    return capacity_of(house[post], house.posts[post])


def said(house: House, **more: Any) -> dict[str, Any]:
    usual = {
        "name": "居住证明",
        "body": BODY,
        "seal": seal_of(house, "government"),
        "matter": matter_of(house, "证明"),
    }
    return usual | more


def kind(house: House, **more: Any) -> CertificateTemplate:
    return actions.make_template(**said(house, **more), by=by(house))


def issued(house: House) -> Certificate:
    return actions.issue_certificate(kind(house), ANSWERS, copies=2, by=by(house))


def approved(house: House) -> Certificate:
    certificate = issued(house)
    Desk(house, Request.objects.get(pk=certificate.request_id)).agree("镇长")
    return Certificate.objects.get(pk=certificate.pk)


DEEDS: dict[Callable[..., Any], Callable[[House], dict[str, Any]]] = {
    actions.make_template: lambda h: said(h) | {"by": by(h)},
    actions.amend_template: lambda h: {"template": kind(h), "in_use": False, "by": by(h)},
    actions.issue_certificate: lambda h: {
        "template": kind(h),
        "answers": ANSWERS,
        "by": by(h),
    },
    actions.ask_for_print: lambda h: {"certificate": approved(h), "by": by(h)},
    actions.keep_print: lambda h: {"certificate": approved(h), "pdf": PDF, "by": by(h)},
}

SILENT = {
    actions.make_usual_templates: "each of the templates records itself",
}


def keys_of_certifying(house: House) -> dict[str, Any]:
    certificate = approved(staffed(house))
    return {"certificate": certificate.pk, "template": certificate.template_id}
