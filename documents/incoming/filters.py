import django_filters
from django.db import models
from django.db.models import Q

from documents.incoming.models import Incoming, Urgency, Work
from township_office.people.models import Line


class IncomingFilter(django_filters.FilterSet):
    """What a clerk looks a paper up by."""

    words = django_filters.CharFilter(label="标题、字号、来文单位", method="with_words")
    side = django_filters.ChoiceFilter(label="归口", choices=Line.choices, empty_label="全部归口")
    work = django_filters.ChoiceFilter(label="类型", choices=Work.choices, empty_label="办件、阅件")
    urgency = django_filters.ChoiceFilter(
        label="紧急程度", choices=Urgency.choices, empty_label="全部缓急"
    )
    standing = django_filters.ChoiceFilter(
        label="状态",
        method="where_it_stands",
        empty_label="全部状态",
        choices=[("open", "办理中"), ("late", "超时"), ("filed", "已归档"), ("void", "作废")],
    )

    class Meta:
        model = Incoming
        fields = ("words", "side", "work", "urgency", "standing")

    def with_words(
        self, papers: models.QuerySet[Incoming], name: str, words: str
    ) -> models.QuerySet[Incoming]:
        found = (
            Q(title__icontains=words)
            | Q(source_number__icontains=words)
            | Q(source__name__icontains=words)
        )
        return papers.filter(found)

    def where_it_stands(
        self, papers: models.QuerySet[Incoming], name: str, standing: str
    ) -> models.QuerySet[Incoming]:
        return getattr(papers, standing)()
