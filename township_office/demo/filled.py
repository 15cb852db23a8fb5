"""Forms as people fill them; one that the office would not take ends the demonstration."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseForm
from django.utils.datastructures import MultiValueDict

from documents.incoming.forms import RegisterForm
from documents.incoming.models import Incoming
from township_office.audit.capacity import Capacity
from township_office.people.actions import remember_organ
from township_office.people.models import Officer

F = TypeVar("F", bound=BaseForm)


class Misfilled(Exception):
    """The data files say something that a form refuses."""


def valid(form: F) -> F:
    """The form, when it is right. Raises Misfilled."""
    if not form.is_valid():
        raise Misfilled(f"{type(form).__name__}: {form.errors.as_text()}")
    return form


def register_form(
    said: dict[str, Any], scans: Sequence[UploadedFile], officer: Officer
) -> RegisterForm:
    """收文登记, filled by this officer, who keeps the original."""
    blank = Incoming(township=officer.township, registered_by=officer)
    files = MultiValueDict({"scans": list(scans)})
    said = {"original_with": officer.pk} | said
    return valid(RegisterForm(said, files, officer=officer, instance=blank))


def entered(form: RegisterForm, *, by: Capacity) -> Incoming:
    """What the form says, ready to be registered; its sender remembered."""
    incoming: Incoming = form.save(commit=False)
    said = form.cleaned_data
    incoming.source = remember_organ(
        incoming.township, said["source_name"], level=said["source_level"], by=by
    )
    return incoming
