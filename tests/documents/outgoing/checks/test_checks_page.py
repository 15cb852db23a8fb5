from io import StringIO

from django.conf import settings
from django.core.management import call_command

from documents.outgoing.checks import CHECKS


def test_the_page_of_all_checks_is_what_the_command_prints():
    out = StringIO()
    call_command("checks", stdout=out)
    assert (settings.BASE_DIR / "docs/checks.md").read_text(encoding="utf-8") == out.getvalue()
    assert out.getvalue().count("\n| ") == len(CHECKS) + 1
