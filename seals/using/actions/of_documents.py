"""What signed documents ask of the seals: with the signature as the approval (A4.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File as Content
from django.db import models
from django.db.models import F

from seals.keeping.models import Seal
from seals.using import rules
from seals.using.actions.asking import Papers, enter, keep_papers, said_of
from seals.using.actions.matters import matter_of_documents
from seals.using.acts import Act
from seals.using.models import Request
from township_office.approvals.actions import open_case
from township_office.approvals.models import Case
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.people.grants import let_groups_read
from township_office.people.models import Department, Officer
from township_office.web.once import together
from township_office.web.refusals import Refused

Signers = list[dict[str, Any]]


@together
def open_for_document(
    source: models.Model,
    *,
    seal: Seal,
    copies: int,
    title: str,
    document_number: str,
    signers: Signers,
    applicant: Officer,
    department: Department,
    side: str,
    by: Capacity,
) -> Request:
    """A document was printed and takes this seal: it asks for it by itself, without a case.

    ``signers`` say who signed it: ``{"name": "王建国", "post": "镇长"}``. On a second printing the
    same request asks for so many copies beyond those stamped already, which were called back.
    """
    if not signers:
        raise Refused("文件还没有签发，不能用印（A4.2）。")
    rules.check_can_be_asked_for(seal)
    Seal.objects.filter(pk=seal.pk).update(name=F("name"))  # nobody stamps with it meanwhile
    request = _standing(source, seal) or _for_document(source, seal)
    request.title, request.document_number = title, document_number
    request.copies, request.closed_on = request.stamped + copies, None
    request.signers, request.side, request.department = signers, side, department
    _save(request, applicant, by)
    let_groups_read(request, officers=[applicant.pk])
    record(Act.OPENED, request, by=by, after=said_of(request))
    return request


@together
def request_more_for_document(
    source: models.Model,
    *,
    seal: Seal,
    copies: int,
    title: str,
    document_number: str,
    signers: Signers,
    department: Department,
    side: str,
    content: Sequence[Content[Any]] = (),
    by: Capacity,
) -> Case:
    """加印: a signed document asks again for its seal, and goes straight to the keeper.

    Whoever asks is the applicant. Raises Refused where it was not signed.
    """
    if not signers:
        raise Refused("文件还没有签发，不能用印（A4.2）。")
    rules.check_can_be_asked_for(seal)
    request = _from(source, seal)
    request.title, request.document_number, request.copies = title, document_number, copies
    request.signers, request.side, request.department = signers, side, department
    rules.check_content(request, content)
    enter(request, applicant=Officer.objects.get(pk=by.person_id), by=by)
    keep_papers(request, Papers(content=content), by=by)
    record(Act.ASKED_MORE, request, by=by, after=said_of(request))
    return open_case(request, by=by)


def _save(request: Request, applicant: Officer, by: Capacity) -> None:
    """One that stands keeps its number and who asked for it first."""
    if request.pk is None:
        enter(request, applicant=applicant, by=by)
    else:
        request.save()


def _standing(source: models.Model, seal: Seal) -> Request | None:
    mine = Request.objects.filter(with_document=True, voided_on__isnull=True, seal=seal)
    return mine.filter(
        source_type=ContentType.objects.get_for_model(source), source_id=source.pk
    ).first()


def _for_document(source: models.Model, seal: Seal) -> Request:
    request = _from(source, seal)
    request.with_document = True
    return request


def _from(source: models.Model, seal: Seal) -> Request:
    matter = matter_of_documents(seal.township_id)
    return Request(township_id=seal.township_id, seal=seal, matter=matter, source=source)
