import django_filters
from django.db import models
from django.db.models import Q

from seals.blank.models import BlankRequest


class BlankFilter(django_filters.FilterSet):
    """What one looks a request for blank sheets up by."""

    words = django_filters.CharFilter(label="纸、事由、经办人", method="with_words")

    class Meta:
        model = BlankRequest
        fields = ("words",)

    def with_words(
        self, requests: models.QuerySet[BlankRequest], name: str, words: str
    ) -> models.QuerySet[BlankRequest]:
        found = Q(paper__icontains=words) | Q(purpose__icontains=words)
        return requests.filter(found | Q(applicant__name__icontains=words))
