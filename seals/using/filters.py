from typing import Any

import django_filters
from django.db import models
from django.db.models import Q
from django.http import HttpRequest

from seals.keeping.models import Seal
from seals.using.models import MatterClass, Request


def _seals(request: HttpRequest | None) -> Any:
    return Seal.objects.visible_to(request.user) if request else Seal.objects.none()  # type: ignore[arg-type]


def _matters(request: HttpRequest | None) -> Any:
    own = {"township_id": request.user.township_id} if request else {"pk": None}  # type: ignore[union-attr]
    return MatterClass.objects.filter(**own)


class RequestFilter(django_filters.FilterSet):
    """What one looks a request up by."""

    words = django_filters.CharFilter(label="事由、文号、经办人", method="with_words")
    seal = django_filters.ModelChoiceFilter(label="印章", queryset=_seals, empty_label="全部印章")
    matter = django_filters.ModelChoiceFilter(
        label="事项", queryset=_matters, empty_label="全部事项"
    )

    class Meta:
        model = Request
        fields = ("words", "seal", "matter")

    def with_words(
        self, requests: models.QuerySet[Request], name: str, words: str
    ) -> models.QuerySet[Request]:
        found = (
            Q(title__icontains=words)
            | Q(document_number__icontains=words)
            | Q(on_behalf__icontains=words)
            | Q(applicant__name__icontains=words)
        )
        return requests.filter(found)
