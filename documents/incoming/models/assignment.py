"""Who handles a document and who reads it, as rows and as one speaks of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, Value

from township_office.files.models import File
from township_office.people.models import Post
from township_office.townships.prepared import prepared

if TYPE_CHECKING:
    from documents.incoming.models.papers import Incoming

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class NamedPost:
    """A post that handles or reads a document, as one speaks of it."""

    post_id: int
    name: str
    leads: bool

    def __str__(self) -> str:
        return f"{self.name}{'（牵头）' if self.leads else ''}"


@dataclass(frozen=True, slots=True)
class Named:
    """Who handles a document, the leading one first; who reads it, by rank; what its scans say."""

    handlers: tuple[NamedPost, ...]
    readers: tuple[NamedPost, ...]
    scans: tuple[str, ...]

    @classmethod
    def of(cls, incoming: Incoming) -> Named:
        found = _hanging_on(incoming.pk, ContentType.objects.get_for_model(incoming).pk)
        rows = sorted(found, key=lambda row: (not row[1], *row[2:4]))
        handlers, readers = (
            tuple(
                NamedPost(post, name, bool(leads))
                for kind, leads, _, _, post, name in rows
                if kind == what
            )
            for what in ("handler", "reader")
        )
        scans = tuple(sha256 for kind, *_, sha256 in rows if kind == "scan")
        return cls(handlers, readers, scans)


@prepared
def _hanging_on(pk: int, kind: int) -> Any:
    """Handlers, readers and scans: what it is, whether it leads, rank, key, post, words."""
    post = ("post__rank", "pk", "post", "post__name")
    handlers = Handler.objects.filter(incoming=pk).order_by()
    readers = Reader.objects.filter(incoming=pk).order_by()
    scans = File.objects.filter(content_type=kind, object_id=pk, role="scan").order_by()
    no, none = Value(False), Value(0)
    return handlers.values_list(Value("handler"), "leads", *post).union(
        readers.values_list(Value("reader"), no, *post),
        scans.values_list(Value("scan"), no, none, "pk", none, "sha256"),
        all=True,
    )


class WithPosts(models.Manager[M]):
    """Who is named is always spoken of by his post."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().select_related("post")


class Handler(models.Model):
    """A post that a document is handed to (承办); exactly one leads (牵头) (DOC-53)."""

    township_path = "incoming__township"

    incoming = models.ForeignKey("documents.Incoming", models.PROTECT, related_name="handlers")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    leads = models.BooleanField("牵头", default=False)

    objects = WithPosts["Handler"]()

    class Meta:
        verbose_name = verbose_name_plural = "承办人"
        ordering = ["-leads", "post__rank", "id"]
        constraints = [
            models.UniqueConstraint(fields=["incoming", "post"], name="handed_to_a_post_once"),
            models.UniqueConstraint(
                fields=["incoming"], condition=Q(leads=True), name="one_handler_leads"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}{'（牵头）' if self.leads else ''}"


class Reader(models.Model):
    """A post that the proposal or the instruction names for circulation (传阅)."""

    township_path = "incoming__township"

    incoming = models.ForeignKey("documents.Incoming", models.PROTECT, related_name="readers")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")

    objects = WithPosts["Reader"]()

    class Meta:
        verbose_name = verbose_name_plural = "传阅对象"
        ordering = ["post__rank", "id"]
        constraints = [
            models.UniqueConstraint(fields=["incoming", "post"], name="named_for_reading_once")
        ]

    def __str__(self) -> str:
        return str(self.post)
