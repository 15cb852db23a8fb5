import django_filters
from django.db import models
from django.db.models import Q

from seals.certifying.models import Certificate


class CertificateFilter(django_filters.FilterSet):
    """What one looks a stub up by."""

    words = django_filters.CharFilter(label="给谁、事由、名称", method="with_words")

    class Meta:
        model = Certificate
        fields = ("words",)

    def with_words(
        self, stubs: models.QuerySet[Certificate], name: str, words: str
    ) -> models.QuerySet[Certificate]:
        found = Q(whom__icontains=words) | Q(what__icontains=words) | Q(name__icontains=words)
        return stubs.filter(found)
