from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from township_office.people.models import Officer
from township_office.townships.history import Clicked
from township_office.townships.models import Township
from township_office.workdays.spans import Counts


class Sort(models.TextChoices):
    """What the national rules know a leave as (standards.md 12); the rest is the township's own."""

    ANNUAL = "annual", "年休假"
    SICK = "sick", "病假"
    PERSONAL = "personal", "事假"
    MARRIAGE = "marriage", "婚假"
    MATERNITY = "maternity", "产假"
    PATERNITY = "paternity", "护理假"
    CHILDCARE = "childcare", "育儿假"
    CARE = "care", "独生子女护理假"
    BEREAVEMENT = "bereavement", "丧假"
    HOME = "home", "探亲假"
    INJURY = "injury", "工伤假"
    OFFICIAL = "official", "公假"
    IN_LIEU = "in_lieu", "补休"
    ABROAD = "abroad", "因私出国（境）"
    OTHER = "other", "其他"


def in_days(days: Decimal) -> str:
    """As one says it: 10, 2.5."""
    return f"{days.normalize():f}"


class Each(models.TextChoices):
    """How often the most may be had: once a year, or each time there is cause."""

    YEAR = "year", "每年"
    TIME = "time", "每次"


class LeaveKind(models.Model):
    """A kind of leave with its rules (LV-01 … LV-20); how many days is the province's and the township's.

    A ``statutory`` leave is a right: it is arranged, and refused only with a reason and another time.
    One ``abroad`` is decided once the county has allowed it and the passport is accounted for (LV-20).
    """

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    name = models.CharField("假别", max_length=20)
    sort = models.CharField("种类", max_length=12, choices=Sort, default=Sort.OTHER)
    counts = models.CharField(
        "按什么计算",
        max_length=10,
        choices=[(Counts.WORKDAYS.value, "工作日"), (Counts.CALENDAR.value, "自然日")],
        default=Counts.WORKDAYS.value,
    )
    statutory = models.BooleanField("法定假", default=False)
    most = models.DecimalField(
        "最多（天）",
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        help_text="年休假留空，按工龄计算；不限的留空",
    )
    each = models.CharField("最多是指", max_length=4, choices=Each, default=Each.YEAR)
    proof_above = models.DecimalField(
        "超过几天须交证明",
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        help_text="留空为不须证明",
    )
    abroad = models.BooleanField(
        "因私出国（境）",
        default=False,
        help_text="须写去往哪里，并登记组织部门的批准和证件保管，才能审批",
    )
    note = models.CharField("说明", max_length=200, blank=True, help_text="申请时显示")
    order = models.PositiveSmallIntegerField("顺序", default=100)
    in_use = models.BooleanField("使用", default=True)

    history = HistoricalRecords(bases=[Clicked], verbose_name="假别沿革")

    class Meta:
        verbose_name = verbose_name_plural = "假别"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "name"], name="one_kind_of_leave_of_a_name_per_township"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def by_seniority(self) -> bool:
        """Whether how many days follows from the years of work (LV-01)."""
        return self.sort == Sort.ANNUAL and self.most is None

    @property
    def is_carried(self) -> bool:
        """Whether what is left of a year may be taken in the next one (LV-03)."""
        return self.sort == Sort.ANNUAL and self.each == Each.YEAR


class Service(models.Model):
    """When somebody began to work (参加工作时间), from which the annual leave follows (LV-01).

    ``joined_on`` is when he came here from elsewhere; empty for who was here before leave was kept.
    """

    township_path = "officer__township"

    officer = models.OneToOneField(Officer, models.PROTECT, verbose_name="人员", related_name="+")
    began_on = models.DateField("参加工作日期")
    joined_on = models.DateField(
        "到本单位日期",
        null=True,
        blank=True,
        help_text="从外单位调入的填写：年休假从这一年起结转；本乡镇折算的，当年按剩余天数折算",
    )

    history = HistoricalRecords(bases=[Clicked], verbose_name="工龄沿革")

    class Meta:
        verbose_name = verbose_name_plural = "参加工作时间"
        constraints = [
            models.CheckConstraint(
                condition=Q(joined_on__isnull=True) | Q(joined_on__gte=F("began_on")),
                name="nobody_joins_before_he_begins_to_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.began_on:%Y-%m}"


class Entitlement(models.Model):
    """What an officer brings into a year beside what the rule gives him, in days (LV-03).

    ``carried`` comes from the year before, one year only; ``used_before`` was taken on paper before
    the township began here (期初).
    """

    township_path = "officer__township"

    officer = models.ForeignKey(Officer, models.PROTECT, verbose_name="人员", related_name="+")
    kind = models.ForeignKey(LeaveKind, models.PROTECT, verbose_name="假别", related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    carried = models.DecimalField(
        "上年结转（天）", max_digits=4, decimal_places=1, default=Decimal(0)
    )
    used_before = models.DecimalField(
        "期初已休（天）", max_digits=4, decimal_places=1, default=Decimal(0)
    )
    note = models.CharField("说明", max_length=200, blank=True)

    history = HistoricalRecords(bases=[Clicked], verbose_name="假期结转沿革")

    class Meta:
        verbose_name = verbose_name_plural = "假期结转"
        ordering = ["-year", "officer"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "kind", "year"], name="one_entitlement_per_kind_and_year"
            ),
            models.CheckConstraint(
                condition=Q(carried__gte=0, used_before__gte=0),
                name="nobody_carries_less_than_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.year} {self.kind}"
