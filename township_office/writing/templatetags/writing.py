"""A body shown on a page."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from township_office.writing.blocks import blocks_of, html_of

register = template.Library()


@register.filter
def shown(body: str) -> SafeString:
    """The body as its paragraphs and tables: made anew from their words, each escaped."""
    return mark_safe(html_of(blocks_of(body)))  # noqa: S308 - nothing but our own tags is in it
