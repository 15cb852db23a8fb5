"""What an administrator does before the office opens: the deployment check, and the key."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

THIS_RUN = {"SECRET_KEY", "DJANGO_ALLOW_ASYNC_UNSAFE"}  # what a test run sets for itself


def manage(var: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """``manage.py`` as it runs behind https, with a directory of its own."""
    own = {"OFFICE_VAR": str(var), "OFFICE_URL": "https://oa.ningtiaoliang.example"}
    kept = {name: value for name, value in os.environ.items() if name not in THIS_RUN}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=kept | own,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_deployment_check_finds_nothing_behind_https(tmp_path):
    checked = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stderr


def settings_behind_https(var: Path, *names: str) -> list[str]:
    told = f"from django.conf import settings; print(*(getattr(settings, n) for n in {names}))"
    shown = manage(var, "shell", "--verbosity", "0", "--command", told)
    assert shown.returncode == 0, shown.stderr
    return shown.stdout.split()


def test_the_key_is_made_once_and_read_by_nobody_else(tmp_path):
    keys = [settings_behind_https(tmp_path, "SECRET_KEY") for _ in range(2)]
    kept = tmp_path / "secret_key"
    assert keys == [[kept.read_text()]] * 2
    assert kept.stat().st_mode & 0o777 == 0o600


def test_behind_https_nothing_travels_in_the_open(tmp_path):
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "DEBUG")
    assert settings_behind_https(tmp_path, *names) == ["True", "True", "True", "False"]
