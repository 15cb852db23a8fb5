"""The 版记: who else was written to, who printed it and when (FMT-080–083)."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from township_office.paper.official.text import listed
from township_office.paper.official.values import Official, day


def colophon(official: Official, *, main_moved: bool) -> SafeString:
    """Its rows between their lines; nothing at all where the document says nothing of it."""
    rows = [
        _row("main", f"主送：{listed(official.main)}。") if main_moved else "",
        _row("copied", f"抄送：{listed(official.copied)}。") if official.copied else "",
        _printed(official) if official.printed_by else "",
    ]
    if not any(rows):
        return SafeString()
    return format_html('<div class="colophon">{}{}{}</div>', *rows)


def _row(kind: str, words: str) -> SafeString:
    return format_html('<div class="{}"><p>{}</p></div>', kind, words)


def _printed(official: Official) -> SafeString:
    said = f"{day(official.printed_on)}印发" if official.printed_on else ""
    return format_html('<div class="printed"><p>{}</p><p>{}</p></div>', official.printed_by, said)
