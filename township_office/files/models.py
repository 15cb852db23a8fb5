from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from township_office import click, clock
from township_office.audit.models import AppendOnly
from township_office.files.roles import title_of
from township_office.townships.models import Township

_OPEN_XML = "application/vnd.openxmlformats-officedocument"


class Kind(models.TextChoices):
    """The kinds of file that an office works with, by MIME type; what is not listed is not kept."""

    PDF = "application/pdf", "PDF"
    OFD = "application/ofd", "OFD"
    DOCX = f"{_OPEN_XML}.wordprocessingml.document", "Word 文档"
    XLSX = f"{_OPEN_XML}.spreadsheetml.sheet", "Excel 表格"
    PPTX = f"{_OPEN_XML}.presentationml.presentation", "PPT 演示"
    DOC = "application/msword", "Word 97 文档"
    XLS = "application/vnd.ms-excel", "Excel 97 表格"
    PPT = "application/vnd.ms-powerpoint", "PPT 97 演示"
    JPEG = "image/jpeg", "JPG 图片"
    PNG = "image/png", "PNG 图片"
    TIFF = "image/tiff", "TIF 图片"
    TEXT = "text/plain", "文本"


SHOWN_IN_PLACE = {Kind.PDF, Kind.JPEG, Kind.PNG}
ICONS = {
    Kind.XLSX: "file-spreadsheet",
    Kind.XLS: "file-spreadsheet",
    Kind.JPEG: "file-image",
    Kind.PNG: "file-image",
    Kind.TIFF: "file-image",
    Kind.PPTX: "presentation",
    Kind.PPT: "presentation",
}


class FileQuerySet(models.QuerySet["File"]):
    def attached_to(self, record: models.Model) -> FileQuerySet:
        """What hangs on the record, in the order in which it was given."""
        model = ContentType.objects.get_for_model(record)
        return self.filter(content_type=model, object_id=record.pk).order_by("order", "id")


class File(models.Model):
    """A file as it was handed in, hanging on one record; whoever may see the record may read it.

    The content lies in the storage under a random name and never changes: ``sha256`` proves it. Where
    it may be kept only so long it is erased, and the row stays to say that there was one.
    """

    township_path = "township"

    township = models.ForeignKey(
        Township, models.PROTECT, related_name="files", verbose_name="乡镇"
    )
    name = models.CharField("文件名", max_length=150)
    kind = models.CharField("类型", max_length=100, choices=Kind)
    extension = models.CharField("扩展名", max_length=8)
    size = models.PositiveBigIntegerField("大小（字节）")
    sha256 = models.CharField("摘要", max_length=64)
    stored = models.CharField("存放名", max_length=60, unique=True)
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField("所属记录")
    record = GenericForeignKey("content_type", "object_id")
    role = models.CharField(
        "用途", max_length=20, blank=True, help_text="scan、attachment、result、form"
    )
    order = models.PositiveSmallIntegerField("顺序", default=0)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="存入人",
        help_text="系统自己存入的为空",
    )
    uploaded_at = models.DateTimeField("存入时间", default=clock.now)
    erased_on = models.DateField("内容删除日期", null=True, blank=True, editable=False)
    click = models.CharField("点击", max_length=36, default=click.current)

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文件"
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="a_file_is_not_empty"),
        ]
        indexes = [
            # the files of one record, in order
            models.Index(
                fields=["content_type", "object_id", "order", "id"], name="files_file_record"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def role_title(self) -> str:
        """What it is to its record, where its name alone would not say."""
        return title_of(self.role)

    @property
    def opens_in_place(self) -> bool:
        """Whether the browser shows it; everything else is only handed out."""
        return self.kind in SHOWN_IN_PLACE

    @property
    def icon(self) -> str:
        return ICONS.get(Kind(self.kind), "file-text")


class Reading(AppendOnly):
    """Somebody opened a file: who, when, from which address, to look at or to take away."""

    township_path = "file__township"

    class How(models.TextChoices):
        INLINE = "inline", "查看"
        DOWNLOAD = "download", "下载"

    file = models.ForeignKey(File, models.PROTECT, related_name="readings", verbose_name="文件")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="人员"
    )
    officer_name = models.CharField("姓名", max_length=40)
    at = models.DateTimeField("时间", default=clock.now)
    address = models.GenericIPAddressField("地址", null=True)
    how = models.CharField("方式", max_length=8, choices=How)

    class Meta:
        verbose_name = verbose_name_plural = "文件阅读记录"
        indexes = [
            # who read this file, oldest first
            models.Index(fields=["file", "id"], name="files_reading_file"),
            # what one person read, newest first
            models.Index(fields=["officer", "-id"], name="files_reading_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.officer_name} {self.get_how_display()} {self.file}"
