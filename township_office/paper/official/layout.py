"""An official document as a page and as a PDF."""

from django.template.loader import render_to_string

from township_office.paper.official.sheet import sheet_of
from township_office.paper.official.values import Official
from township_office.paper.render import render_html_to_pdf

TEMPLATE = "paper/official.html"


def official_html(official: Official) -> str:
    """The document in the general format, for ``render_html_to_pdf`` alone: it asks for ``paper:`` files."""
    return render_to_string(TEMPLATE, {"sheet": sheet_of(official)})


def official_pdf(official: Official) -> bytes:
    """The document on paper. Takes a second or more; raises what ``render_html_to_pdf`` raises."""
    return render_html_to_pdf(official_html(official))
