from typing import Any

from django import forms
from django.http import HttpRequest

from township_office.people.fresh.stamp import is_fresh
from township_office.ui.forms import OfficeForm

# Once-keys and refusals keep nothing of a field whose name says password (web.once, web.middleware).
FIELD = "confirm-password"


class PasswordField(forms.CharField):
    """请再输一次密码: never shown again, and not trimmed."""

    def __init__(self, **kwargs: Any) -> None:
        shown = {"autocomplete": "current-password"}
        given: dict[str, Any] = {
            "label": "请再输一次密码",
            "strip": False,
            "max_length": 128,
            "widget": forms.PasswordInput(attrs=shown),
            "error_messages": {"required": "这件事办之前要再输一次登录密码。"},
        }
        super().__init__(**{**given, **kwargs})


class PasswordForm(OfficeForm):
    """One field that stands in the form of another: ``{% field decision.password.field %}``."""

    def __init__(self, *args: Any, fault: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fault = fault
        self.fields[FIELD] = PasswordField(required=not fault)

    def clean(self) -> dict[str, Any]:
        if self.fault:
            self.add_error(FIELD, self.fault)
        return self.cleaned_data

    @property
    def field(self) -> forms.BoundField:
        return self[FIELD]


def password_form(request: HttpRequest) -> PasswordForm | None:
    """The field to stand above the button, or nothing where the password was typed lately.

    After a POST it is bound, and says beneath the field what was wrong.
    """
    if is_fresh(request):
        return None
    posted = [request.POST] if request.method == "POST" else []
    return PasswordForm(*posted, fault=getattr(request, "password_fault", ""))
