import django_filters
from django.db import models
from django.db.models import Q

from documents.outgoing.models import Direction, Issuer, Kind, Number, Outgoing


class OutgoingFilter(django_filters.FilterSet):
    """What one looks a document up by while it is under way."""

    words = django_filters.CharFilter(label="标题", field_name="title", lookup_expr="icontains")
    issuer = django_filters.ChoiceFilter(
        label="名义", choices=Issuer.choices, empty_label="全部名义"
    )
    kind = django_filters.ChoiceFilter(label="文种", choices=Kind.choices, empty_label="全部文种")
    direction = django_filters.ChoiceFilter(
        label="方向", choices=Direction.choices, empty_label="上行、平行、下行"
    )

    class Meta:
        model = Outgoing
        fields = ("words", "issuer", "kind", "direction")


class NumberFilter(django_filters.FilterSet):
    """What one looks a line of the register up by."""

    words = django_filters.CharFilter(label="标题、主送", method="with_words")
    code = django_filters.CharFilter(
        label="机关代字", field_name="series__code", lookup_expr="icontains"
    )
    kind = django_filters.ChoiceFilter(
        label="文种", field_name="outgoing__kind", choices=Kind.choices, empty_label="全部文种"
    )

    class Meta:
        model = Number
        fields = ("words", "code", "kind")

    def with_words(
        self, numbers: models.QuerySet[Number], name: str, words: str
    ) -> models.QuerySet[Number]:
        sent = Q(outgoing__recipients__name__icontains=words)
        return numbers.filter(Q(outgoing__title__icontains=words) | sent).distinct()
