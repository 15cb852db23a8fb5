import django_filters

from seals.keeping.models import Life, Seal, SealOf, Sort


class SealFilter(django_filters.FilterSet):
    """What one looks a seal up by."""

    words = django_filters.CharFilter(label="印文", field_name="name", lookup_expr="icontains")
    organ = django_filters.ChoiceFilter(label="类别", choices=SealOf, empty_label="全部类别")
    kind = django_filters.ChoiceFilter(
        label="种类", field_name="sort", choices=Sort, empty_label="全部种类"
    )
    status = django_filters.ChoiceFilter(label="状态", choices=Life, empty_label="全部状态")

    class Meta:
        model = Seal
        fields = ("words", "organ", "kind", "status")
