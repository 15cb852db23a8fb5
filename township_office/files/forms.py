"""Uploads looked at while the form can still be mended, before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from township_office.files.actions import LARGEST
from township_office.files.checks import checked
from township_office.townships.settings import settings_of
from township_office.web.refusals import Refused


def acceptable(uploads: Sequence[UploadedFile[Any]], township_id: int) -> list[UploadedFile[Any]]:
    """The uploads, when each may be kept. Raises ValidationError with a sentence for each other."""
    largest_mb = settings_of(township_id)[LARGEST.key] if uploads else 0
    faults = [fault for upload in uploads for fault in _faults(upload, largest_mb)]
    if faults:
        raise forms.ValidationError(faults)
    return list(uploads)


def _faults(upload: UploadedFile[Any], largest_mb: int) -> list[str]:
    try:
        checked(upload, largest_mb=largest_mb)
    except Refused as refusal:
        return [refusal.sentence]
    return []
