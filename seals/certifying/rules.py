"""The blanks of a certificate, what may be filled in, and when it may be printed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from seals.certifying.models import Certificate, CertificateTemplate
from seals.using.models import STAMP
from seals.using.rules import check_is_not_blank, check_no_identity_number
from township_office.approvals.core import Outcome
from township_office.approvals.models import Task
from township_office.approvals.registry import case_of
from township_office.web.refusals import Refused

BLANK = re.compile(r"\{([^{}]*)\}")
IDENTITY, LAST_FOUR = "身份证", "身份证后四位"
FOUR = re.compile(r"\d{3}[\dXx]")
LONGEST_NAME, LONGEST_ANSWER = 20, 60
WHOM, WHAT = ("姓名", "单位", "对象"), ("事由", "用途")


def blanks_of(body: str) -> list[str]:
    """The names of its blanks, in order, each once."""
    return list(dict.fromkeys(BLANK.findall(body)))


def check_template(template: CertificateTemplate) -> None:
    """Blanks that can be asked for; of an identity number never more than its last four digits."""
    names = blanks_of(template.body)
    if not names:
        raise Refused("正文里没有要填的。请把要填的写在花括号里，如 {姓名}、{事由}。")
    for name in names:
        if not name.strip() or len(name) > LONGEST_NAME:
            raise Refused(f"花括号里的名称要在 1 到 {LONGEST_NAME} 个字之间，如 {{姓名}}。")
        if IDENTITY in name and name != LAST_FOUR:
            raise Refused(f"身份证号只留后四位，请写成 {{{LAST_FOUR}}}。")
    if BLANK.sub("", template.body).strip(" {}") == "" or "{" in BLANK.sub("", template.body):
        raise Refused("正文的花括号没有配对，或只有要填的、没有正文。")
    check_is_not_blank(template.matter)


def check_answer(name: str, answer: str) -> None:
    """One blank filled in. Raises Refused where it is empty, too long, or an identity number."""
    if not answer:
        raise Refused(f"请填{name}。不留空白（B2.5）。")
    if len(answer) > LONGEST_ANSWER:
        raise Refused(f"{name}最多 {LONGEST_ANSWER} 个字。")
    if name == LAST_FOUR and not FOUR.fullmatch(answer):
        raise Refused("只填身份证号的后四位，如 1234、123X。")
    check_no_identity_number(name, answer)


def check_can_issue(template: CertificateTemplate, answers: Mapping[str, str]) -> None:
    if not template.in_use:
        raise Refused(f"模板「{template}」已经停用，请另选一个。")
    for name in blanks_of(template.body):
        check_answer(name, answers.get(name, ""))


def worded(body: str, answers: Mapping[str, str]) -> str:
    """The text with its blanks filled in."""
    return BLANK.sub(lambda blank: answers.get(blank[1], ""), body)


def whom_of(body: str, answers: Mapping[str, str]) -> str:
    """For whom it is: 姓名, 单位 or 对象, else whatever is asked for first."""
    names = blanks_of(body)
    return answers[next((name for name in WHOM if name in names), names[0])]


def what_of(body: str, answers: Mapping[str, str]) -> str:
    names = blanks_of(body)
    return next((answers[name] for name in WHAT if name in names), "")


def check_can_print(certificate: Certificate) -> None:
    """It is printed once it was approved (A4.2), and as its stub says."""
    request = certificate.request
    case = case_of(request)
    if request.voided_on is not None or case is None:
        raise Refused("用印申请已经作废，这份证明不再打印，存根留存。")
    if case.outcome in (Outcome.REFUSED, Outcome.WITHDRAWN, Outcome.VOID):
        raise Refused("用印申请没有批准，或已经撤回，不能打印。")
    at_the_seal = Task.objects.open().filter(case=case, kind=STAMP)
    if not case.outcome and not at_the_seal.exists():
        raise Refused("领导还没有批准，批准以后再打印盖章（A4.2）。")
    if request.wording != certificate.wording:
        raise Refused("申请的正文改过，与存根不一致。请作废这份，重新开具。")


def may_print(certificate: Certificate) -> bool:
    try:
        check_can_print(certificate)
    except Refused:
        return False
    return True
