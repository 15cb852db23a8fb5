"""Asking for the password again (再次确认身份): what weighs most is not done from a desk left open.

``is_fresh(request)`` says whether he typed it within the last minutes; signing in counts. A page that
asks puts ``password_form(request)`` into its own form: the password comes with what it decides, is
read before the view begins (``middleware.Confirming``), and is kept nowhere.
"""

from township_office.people.fresh.forms import FIELD, PasswordField, password_form
from township_office.people.fresh.stamp import (
    MINUTES,
    NotFresh,
    WrongPassword,
    check_fresh,
    confirm_password,
    is_fresh,
    stamp,
)

__all__ = [
    "FIELD",
    "MINUTES",
    "NotFresh",
    "PasswordField",
    "WrongPassword",
    "check_fresh",
    "confirm_password",
    "is_fresh",
    "password_form",
    "stamp",
]
