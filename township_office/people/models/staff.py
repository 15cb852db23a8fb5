from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, Group, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from township_office import clock
from township_office.people.pinyin import latin_of
from township_office.townships.history import Clicked
from township_office.townships.models import Township
from township_office.townships.roots import EVERYTHING


class Line(models.TextChoices):
    """Whose affairs a department does; 党政办 does both."""

    PARTY = "party", "党务"
    GOVERNMENT = "government", "政务"
    BOTH = "both", "党政"


M = TypeVar("M", bound=models.Model)


class Dated(models.QuerySet[M]):
    """Rows that hold from a date to a date, both included; an open end holds on."""

    def on(self, day: date | None = None) -> Self:
        """What holds that day; without a day, today."""
        day = day or clock.today()
        return self.during(day, day)

    def during(self, first: date, last: date | None) -> Self:
        """What holds on any day from the first to the last; without a last, ever after."""
        begun = self if last is None else self.filter(valid_from__lte=last)
        return begun.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=first))


def _sought(words: str, *names: str) -> Q:
    """Words that stand in one of the names, or, typed in letters, in its pinyin or initials."""
    written = Q()
    for name in names:
        written |= Q(**{f"{name}__icontains": words.strip()})
    latin = latin_of(words)
    if not latin or not words.isascii():
        return written
    return written | Q(pinyin__contains=latin) | Q(initials__contains=latin)


class OfficerQuerySet(models.QuerySet["Officer"]):
    def holding(self, post: Post, on: date | None = None) -> Self:
        """Who holds the post that day and can sign in; several where it has a second person."""
        held = Appointment.objects.on(on).filter(post=post)
        return self.filter(is_active=True, pk__in=held.values("officer"))

    def found_by(self, words: str) -> Self:
        """Whose name the words mean: 李, 秀英, lixiuying, lxy."""
        return self.filter(_sought(words, "name"))


class OfficerManager(BaseUserManager["Officer"].from_queryset(OfficerQuerySet)):  # type: ignore[misc]
    """No ``create_user`` here: officers are made by people.actions, or the trail would not know."""


class Officer(AbstractBaseUser, PermissionsMixin):
    """A person who works here and signs in. What he may do comes from the posts he holds today."""

    township_path = "township"
    watched = ("name", "is_active")

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    username = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    pinyin = models.CharField("拼音", max_length=500, blank=True, editable=False)
    initials = models.CharField("拼音首字母", max_length=90, blank=True, editable=False)
    phone = models.CharField("电话", max_length=20, blank=True)
    is_active = models.BooleanField("在用", default=True)
    is_staff = models.BooleanField("是管理员", default=False)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)
    large_print = models.BooleanField("大字版", default=False)
    date_joined = models.DateTimeField("建立时间", default=clock.now)
    # Signing in stands on the trail; this column would make a row of history out of every morning.
    last_login = None

    history = HistoricalRecords(
        bases=[Clicked], excluded_fields=["password"], verbose_name="人员沿革"
    )
    objects = OfficerManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "人员"

    def __str__(self) -> str:
        return self.name


class UsedPassword(models.Model):
    """The hash of a password in use or used, so that the last five do not come back (DJ-01)."""

    township_path = "officer__township"

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="used_passwords")
    hash = models.CharField("散列", max_length=128)
    at = models.DateTimeField("启用时间", default=clock.now)

    class Meta:
        verbose_name = verbose_name_plural = "用过的密码"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.officer} {self.at:%Y-%m-%d}"


class DepartmentQuerySet(models.QuerySet["Department"]):
    def staffed_by(self, officer: Officer, on: date | None = None) -> Self:
        """The departments that the posts he holds that day belong to."""
        held = Appointment.objects.on(on).filter(officer=officer)
        return self.filter(pk__in=held.values("post__department"))


class Department(models.Model):
    """A department (内设机构), station (站所) or village that papers are handed to."""

    township_path = "township"
    watched = EVERYTHING

    class Kind(models.TextChoices):
        DEPARTMENT = "department", "内设机构"
        STATION = "station", "站所"
        VILLAGE = "village", "村（社区）"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=20)
    kind = models.CharField("类别", max_length=12, choices=Kind, default=Kind.DEPARTMENT)
    line = models.CharField("归口", max_length=12, choices=Line, default=Line.GOVERNMENT)
    is_office = models.BooleanField("是党政办", default=False)
    rank = models.PositiveSmallIntegerField("排序", default=100)
    group = models.OneToOneField(Group, models.PROTECT, editable=False, verbose_name="权限组")

    history = HistoricalRecords(bases=[Clicked], verbose_name="机构沿革")
    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "机构"
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "name"], name="one_department_of_a_name_per_township"
            ),
            models.UniqueConstraint(
                fields=["township"], condition=Q(is_office=True), name="one_office_per_township"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    def held_by(self, officer: Officer, on: date | None = None) -> Self:
        """The posts the officer holds that day; he may hold several."""
        held = Appointment.objects.on(on).filter(officer=officer)
        return self.filter(pk__in=held.values("post"))

    def of_role(self, township: Township | int, role: str) -> Self:
        """The posts that a flow means by a role such as ``office_director``."""
        return self.filter(township=township, role=role)


class Post(models.Model):
    """A post (职务) on the list of posts. Work lies with it; whoever holds it today does it."""

    township_path = "township"
    watched = EVERYTHING

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    name = models.CharField("职务", max_length=60)
    role = models.CharField(
        "岗位代号",
        max_length=40,
        blank=True,
        help_text="流程用它找人，如 office_director；没有专门岗位的职务留空",
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name="机构", related_name="posts"
    )
    heads = models.BooleanField("是机构负责人", default=False)
    leader = models.BooleanField("是班子成员", default=False)
    rank = models.PositiveSmallIntegerField("位次", default=100)
    group = models.OneToOneField(Group, models.PROTECT, editable=False, verbose_name="权限组")

    history = HistoricalRecords(bases=[Clicked], verbose_name="职务沿革")
    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "职务"
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "name"], name="one_post_of_a_name_per_township"
            ),
            models.UniqueConstraint(
                fields=["department"], condition=Q(heads=True), name="one_head_per_department"
            ),
        ]
        indexes = [
            # the engine looks for the post that a role names
            models.Index(fields=["township", "role"], name="people_post_role"),
        ]

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """Who holds which post from when to when (任职); one person may hold several at once."""

    township_path = "post__township"
    watched = EVERYTHING

    officer = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="人员", related_name="appointments"
    )
    post = models.ForeignKey(Post, models.PROTECT, verbose_name="职务", related_name="appointments")
    valid_from = models.DateField("任职日期", default=clock.today)
    valid_until = models.DateField("免职日期", null=True, blank=True)

    history = HistoricalRecords(bases=[Clicked], verbose_name="任职沿革")
    objects = Dated.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="appointment_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["officer", "post", "valid_from"], name="appointed_once_to_a_post_on_a_day"
            ),
        ]
        indexes = [
            # who holds this post today; what does this officer hold today
            models.Index(fields=["post", "valid_from"], name="people_appointment_post"),
            models.Index(fields=["officer", "valid_from"], name="people_appointment_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.officer}"


class Charge(models.Model):
    """Which leader's post is in charge of which department (分管), from when to when."""

    township_path = "post__township"
    watched = EVERYTHING

    post = models.ForeignKey(Post, models.PROTECT, verbose_name="分管领导", related_name="charges")
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name="机构", related_name="charges"
    )
    valid_from = models.DateField("起", default=clock.today)
    valid_until = models.DateField("止", null=True, blank=True)

    history = HistoricalRecords(bases=[Clicked], verbose_name="分管沿革")
    objects = Dated.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "分管"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="charge_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["department"],
                condition=Q(valid_until__isnull=True),
                name="one_leader_in_charge_of_a_department",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} 分管 {self.department}"


class OrganQuerySet(models.QuerySet["Organ"]):
    def found_by(self, words: str) -> Self:
        """The organs that the words mean (县委办, xwb), the one last written with first."""
        return self.filter(_sought(words, "name", "short_name")).order_by(
            F("last_used").desc(nulls_last=True), "name"
        )


class Organ(models.Model):
    """An organ outside the house that writes to us or that we write to (通讯单位)."""

    township_path = "township"

    class Level(models.TextChoices):
        ABOVE = "above", "上级"
        SAME = "same", "平级"
        BELOW = "below", "下级"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    name = models.CharField("全称", max_length=80)
    short_name = models.CharField("简称", max_length=30, blank=True)
    level = models.CharField("层级", max_length=10, choices=Level, default=Level.ABOVE)
    line = models.CharField("归口", max_length=12, choices=Line, default=Line.GOVERNMENT)
    pinyin = models.CharField("拼音", max_length=500, blank=True, editable=False)
    initials = models.CharField("拼音首字母", max_length=90, blank=True, editable=False)
    last_used = models.DateField("最近来往", null=True, blank=True, editable=False)

    history = HistoricalRecords(
        bases=[Clicked], excluded_fields=["last_used"], verbose_name="单位沿革"
    )
    objects = OrganQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通讯单位"
        ordering = ["level", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "name"], name="one_organ_of_a_name_per_township"
            )
        ]

    def __str__(self) -> str:
        return self.name
