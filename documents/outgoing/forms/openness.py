"""公开属性 as every form that asks for it asks (SEC-12)."""

from collections.abc import Mapping
from typing import Any

from django import forms

from documents.outgoing import rules
from township_office.web.refusals import as_fault


def ask_why_closed(form: forms.BaseForm, said: Mapping[str, Any]) -> None:
    """What is not open to everybody says why, beside the field."""
    with as_fault(form, "disclosure_reason"):
        rules.check_closed_says_why(said.get("disclosure"), said.get("disclosure_reason"))
