import django_filters
from django.db import models
from django.db.models import Q

from seals.keeping.models import Seal
from seals.outing.models import Outing
from township_office.people.requests import OfficerRequest


def _seals(request: OfficerRequest) -> models.QuerySet[Seal]:
    return Seal.objects.visible_to(request.user)


class OutingFilter(django_filters.FilterSet):
    """What one looks an outing up by."""

    words = django_filters.CharFilter(label="事由、地点、印章、人", method="with_words")
    seal = django_filters.ModelChoiceFilter(label="印章", queryset=_seals, empty_label="全部印章")

    class Meta:
        model = Outing
        fields = ("words", "seal")

    def with_words(
        self, outings: models.QuerySet[Outing], name: str, words: str
    ) -> models.QuerySet[Outing]:
        found = Q(purpose__icontains=words) | Q(place__icontains=words)
        found |= Q(seal__name__icontains=words)
        found |= Q(carrier__name__icontains=words) | Q(escort__name__icontains=words)
        return outings.filter(found)
