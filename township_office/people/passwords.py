"""Passwords: at least ten signs of three classes, none of the last five again (DJ-01)."""

import secrets
import string

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

from township_office.people.models import Officer

KEPT = 5
# Without 0/o and 1/l/i, which nobody tells apart on a slip of paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"


class TenSigns(MinimumLengthValidator):
    def __init__(self) -> None:
        super().__init__(min_length=10)


class ThreeClasses:
    """Three of: small letters, capital letters, digits, other signs."""

    def validate(self, password: str, user: Officer | None = None) -> None:
        if len({_class_of(sign) for sign in password}) < 3:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        return "密码要包含大写字母、小写字母、数字、符号中的三类。"


class NotReused:
    """None of the last five passwords comes back."""

    def validate(self, password: str, user: Officer | None = None) -> None:
        if user is None or user.pk is None:
            return
        used = user.used_passwords.values_list("hash", flat=True)[:KEPT]
        if any(check_password(password, old) for old in used):
            raise ValidationError(self.get_help_text(), code="password_reused")

    def get_help_text(self) -> str:
        return f"不能再用最近 {KEPT} 次用过的密码。"


def one_time_password() -> str:
    """Something to be read out over the telephone and changed at the first sign-in: kqma-7394-xtnp."""
    signs = (LETTERS, DIGITS, LETTERS)
    return "-".join("".join(secrets.choice(each) for _ in range(4)) for each in signs)


def _class_of(sign: str) -> str:
    classes = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
    return next((each for each in classes if sign in each), "other")
