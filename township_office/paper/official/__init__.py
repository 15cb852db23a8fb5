"""The general format of official documents (GB/T 9704-2012): what one says, as PDF and as DOCX."""

from township_office.paper.official.layout import official_html, official_pdf
from township_office.paper.official.values import Annex, Official

__all__ = ["Annex", "Official", "official_html", "official_pdf"]
