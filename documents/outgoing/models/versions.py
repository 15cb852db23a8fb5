"""What a document said at each turn, what lies half written, and how it was laid out."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import models
from django.utils.functional import cached_property

from documents.outgoing.models.papers import Outgoing
from township_office import click, clock
from township_office.audit.models import AppendOnly
from township_office.files.models import File
from township_office.people.models import Officer
from township_office.townships.models import Township


class Version(AppendOnly):
    """The whole text as it stood when it was sent on, signed or changed; two of them are compared.

    ``words`` holds everything that prints: title, body, recipients, annexes, note.
    """

    township_path = "outgoing__township"

    class Why(models.TextChoices):
        SUBMITTED = "submitted", "送审"
        AMENDED = "amended", "修改后再送"
        SIGNED = "signed", "签发"
        CHANGED = "changed", "签发后改动"
        FINAL = "final", "复核定稿"

    outgoing = models.ForeignKey(Outgoing, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("稿次")
    why = models.CharField("缘由", max_length=10, choices=Why)
    words = models.JSONField("内容")
    digest = models.CharField("摘要", max_length=64)
    by = models.ForeignKey(Officer, models.PROTECT, verbose_name="经手人", related_name="+")
    at = models.DateTimeField("时间", default=clock.now)
    click = models.CharField("点击", max_length=36, default=click.current)

    class Meta:
        verbose_name = verbose_name_plural = "稿本"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["outgoing", "number"], name="versions_of_a_document_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"第{self.number}稿（{self.get_why_display()}）"


class Draft(models.Model):
    """What somebody is typing, saved as he types: the fields of the form as the page sent them.

    A row is the author's alone, and goes when the form is sent. ``outgoing`` is the document it
    changes, none while it is new.
    """

    township_path = "township"

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    township = models.ForeignKey(Township, models.PROTECT, related_name="+", verbose_name="乡镇")
    author = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="拟稿人")
    outgoing = models.ForeignKey(
        Outgoing, models.CASCADE, null=True, blank=True, related_name="drafts"
    )
    fields = models.JSONField("内容", default=dict)
    saved_at = models.DateTimeField("保存时间", default=clock.now)

    class Meta:
        verbose_name = verbose_name_plural = "草稿"
        ordering = ["-saved_at"]
        indexes = [
            # one's own drafts, the last first
            models.Index(fields=["author", "-saved_at"], name="documents_draft_author"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "outgoing"], name="one_draft_of_a_change_per_author"
            )
        ]

    def __str__(self) -> str:
        return self.title or "（未写标题）"

    @cached_property
    def title(self) -> str:
        said: Any = self.fields.get("title") or [""]
        return str(said[0]) if isinstance(said, list) else str(said)


class Layout(models.Model):
    """A text laid out as PDF and DOCX: the same words are never laid out twice."""

    township_path = "outgoing__township"

    outgoing = models.ForeignKey(Outgoing, models.CASCADE, related_name="layouts")
    digest = models.CharField("摘要", max_length=64)
    formal = models.BooleanField("有红头", default=False)
    pdf = models.OneToOneField(File, models.PROTECT, null=True, related_name="+")
    docx = models.OneToOneField(File, models.PROTECT, null=True, related_name="+")
    pages = models.PositiveSmallIntegerField("页数", default=0)
    asked_at = models.DateTimeField("要求时间", default=clock.now)

    class Meta:
        verbose_name = verbose_name_plural = "版式"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["outgoing", "digest"], name="a_text_is_laid_out_once")
        ]

    def __str__(self) -> str:
        return f"{self.outgoing} {'正式' if self.formal else '送审稿'}"
