import django_filters
from django.db import models
from django.db.models import Q

from seals.outing.models import Outing


class OutingFilter(django_filters.FilterSet):
    """What one looks an outing up by."""

    words = django_filters.CharFilter(label="事由、地点、印章、人", method="with_words")

    class Meta:
        model = Outing
        fields = ("words",)

    def with_words(
        self, outings: models.QuerySet[Outing], name: str, words: str
    ) -> models.QuerySet[Outing]:
        found = Q(purpose__icontains=words) | Q(place__icontains=words)
        found |= Q(seal__name__icontains=words)
        found |= Q(carrier__name__icontains=words) | Q(escort__name__icontains=words)
        return outings.filter(found)
