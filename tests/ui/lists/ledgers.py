"""Three small registers, over models that have what a ledger has, and the addresses they answer at."""

import django_filters
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from township_office.numbers.models import Counter
from township_office.people.models import Line, Officer, Organ
from township_office.ui.lists import Column, Register, Tab, render_register, years
from township_office.ui.templatetags.ui import state


def standing(organ: Organ) -> str:
    return state("done", "常来往") if organ.last_used else state("", "未来往")


def elsewhere(organ: Organ) -> str:
    return f"/organs/{organ.pk}/"


class OrganFilter(django_filters.FilterSet):
    words = django_filters.CharFilter(label="名称", field_name="name", lookup_expr="contains")
    line = django_filters.ChoiceFilter(label="归口", choices=Line.choices, empty_label="全部归口")
    since = django_filters.DateFilter(label="来往不早于", field_name="last_used", lookup_expr="gte")
    used = django_filters.DateFromToRangeFilter(label="来往日期", field_name="last_used")
    between = django_filters.ModelChoiceFilter(
        label="登记人", queryset=Officer.objects.all(), method="untouched", empty_label="全部登记人"
    )

    class Meta:
        model = Organ
        fields = ("words", "line", "since", "used", "between")

    def untouched(self, organs, name, officer):
        return organs


ORGANS = Register(
    title="通讯单位登记簿",
    order="name",
    size=5,
    unit="个",
    empty="还没有登记通讯单位",
    row=lambda organ: "void" if organ.line == Line.PARTY else "",
    columns=[
        Column(
            "name",
            "全称",
            sort=("name",),
            css="subject",
            link=elsewhere,
            sub=lambda o: o.short_name,
        ),
        Column("level", "层级", value="get_level_display", sort=("level", "-name")),
        Column("township", "乡镇", value="township.name"),
        Column("last_used", "最近来往", sort=("last_used",), css="date", label="来往"),
        Column("standing", "来往", value=standing, css="status"),
    ],
)
COUNTERS = Register(
    title="编号簿",
    paper_title="宁条梁镇编号簿",
    order="-value",
    unit="种",
    tabs=(
        years("year"),
        Tab("begun", "已起用", only=lambda rows: rows.filter(Q(value__gt=0)), counted=True),
        Tab("organs", "通讯单位", href="/organs/"),
    ),
    columns=[
        Column("series", "种类", css="subject"),
        Column("year", "年度", sort=("year",), css="code"),
        Column("opening", "起始", css="figure", sum=True),
        Column("value", "已用到", sort=("value",), css="figure", label="用", sum=True),
        Column("note", "备注", value=lambda counter: None),
    ],
)
BY_DAY = Register(
    title="来往登记簿",
    order="-last_used",
    tabs=(years("last_used"),),
    columns=[Column("last_used", "日期", sort=("last_used",), css="date"), Column("name", "全称")],
)


def organs(request: HttpRequest) -> HttpResponse:
    rows = Organ.objects.filter(township=request.user.township).select_related("township")
    return render_register(request, ORGANS, rows, filterset=OrganFilter)


def counters(request: HttpRequest) -> HttpResponse:
    return render_register(
        request, COUNTERS, Counter.objects.filter(township=request.user.township)
    )


def by_day(request: HttpRequest) -> HttpResponse:
    return render_register(request, BY_DAY, Organ.objects.filter(township=request.user.township))


urlpatterns = [
    path("organs/", organs),
    path("counters/", counters),
    path("by-day/", by_day),
    path("", include("township_office.urls")),
]
