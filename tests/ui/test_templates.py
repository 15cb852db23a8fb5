"""The content security policy forbids what these look for; a browser would only drop it silently."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "paper" not in path.parts]  # paper forms are never served


def ids(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR / "templates"))


@pytest.mark.parametrize("path", PAGES, ids=ids)
def test_no_template_carries_style_or_script_of_its_own(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son[a-z]+=", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert "javascript:" not in text


@pytest.mark.parametrize("path", PAGES, ids=ids)
def test_no_template_fetches_from_another_host(path):
    assert not re.search(r"""(src|href)=["'](https?:)?//""", path.read_text())


def test_the_stylesheet_stays_within_what_chromium_109_knows():
    sheet = (settings.BASE_DIR / "township_office/ui/static/ui/office.css").read_text()
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    for newer in ("light-dark(", "color-mix(", "@starting-style", "!important", "&"):
        assert newer not in rules
    assert not re.search(r"url\((?![\"']?data:)", rules)
