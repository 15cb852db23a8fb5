"""The house's components. Every state of each is shown on the page 部件 (ui:kit)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid4
from zlib import crc32

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from lucide.templatetags.lucide import lucide

from township_office import clock
from township_office.ui.titles import in_marks

register = template.Library()

MOST_COUNTED = 999
ONCE_KEY = "once-key"  # the name that web.once looks for; ui and web do not import each other
MINUTE = timedelta(minutes=1)
TONE_ICONS = {
    "": "info",
    "green": "circle-check",
    "amber": "triangle-alert",
    "red": "circle-alert",
}


@register.filter
def ago(moment: datetime) -> str:
    """How long it has been by the office's own clock, in its largest unit: 4 小时."""
    now = clock.now()
    return "不到 1 分钟" if now - moment < MINUTE else timesince(moment, now, depth=1)


register.filter(in_marks)


@register.filter
def earlier(moment: datetime) -> str:
    """When it was, seen from now: 4 小时前, 刚刚."""
    now = clock.now()
    return "刚刚" if now - moment < MINUTE else f"{timesince(moment, now, depth=1)}前"


@register.simple_tag
def icon(name: str) -> SafeString:
    """A lucide icon, silent to the screen reader; raises IconDoesNotExist for an unknown name."""
    return _drawn(name)


@cache
def _drawn(name: str) -> SafeString:
    _, _, shapes = lucide(name).partition(">")
    drawing = "".join(line.strip() for line in shapes.splitlines())
    return mark_safe(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{drawing}')  # noqa: S308


@register.simple_tag(takes_context=True)
def once_key(context: Context) -> SafeString:
    """The hidden key that lets a form take effect once; a form shown again keeps its key."""
    request = context.get("request")
    return format_html(
        '<input type="hidden" name="{}" value="{}">',
        ONCE_KEY,
        _key(request.POST.get(ONCE_KEY, "") if request else ""),
    )


def _key(posted: str) -> UUID:
    try:
        return UUID(posted)
    except ValueError:
        return uuid4()


@register.simple_tag
def field(bound: BoundField, width: str = "", *, phrases: Iterable[str] = ()) -> SafeString:
    """A form's field with label, help and faults; width is half, whole or pair, else a third.

    ``phrases`` stand above the field, one tap each.
    """
    return bound.form.render("ui/_field.html", {"field": bound, "width": width, "phrases": phrases})


@register.simple_block_tag
def card(
    content: str,
    title: str = "",
    note: str = "",
    *,
    body: str = "",
    bare: bool = False,
    kind: str = "",
    id: str = "",  # noqa: A002 - the attribute's name
    link: str = "",
    href: str = "",
) -> SafeString:
    """A card with its title and, at the right, a note or a link.

    ``body`` adds classes to the body (``stack``, ``fields``); ``bare`` leaves the body out, for
    tables and lists that run to the edge.
    """
    context = {"content": content, "title": title, "note": note, "body": body, "bare": bare}
    return render_to_string(
        "ui/_card.html", {**context, "kind": kind, "id": id, "link": link, "href": href}
    )


@register.simple_block_tag
def notice(
    content: str,
    tone: str = "",
    *,
    icon: str = "",
    link: str = "",
    href: str = "",
    role: str = "",
    kind: str = "",
) -> SafeString:
    """Words that must be seen: blue, amber for care, red for what went wrong, green for settled."""
    context = {"content": content, "tone": tone, "icon": icon or TONE_ICONS.get(tone, "info")}
    return render_to_string(
        "ui/_notice.html", {**context, "link": link, "href": href, "role": role, "kind": kind}
    )


@register.simple_block_tag
def empty(content: str, icon: str, words: str) -> SafeString:
    """What stands where a list would be.

    Not in a for loop's body, where the word is Django's own; after its ``{% empty %}`` it is fine.
    """
    return render_to_string("ui/_empty.html", {"content": content, "icon": icon, "words": words})


@register.simple_block_tag
def facts(content: str, label: str = "") -> SafeString:
    """A line of short facts, each a ``{% fact %}``."""
    return format_html('<ul class="facts"{}>{}</ul>', _attribute("aria-label", label), content)


@register.simple_tag
def fact(words: str, value: Any = "", *, icon: str = "") -> SafeString:
    """带班 **张志强**: what it is, then the fact itself."""
    drawn = _drawn(str(icon)) if icon else ""
    strong = format_html(" <b>{}</b>", value) if value not in ("", None) else ""
    return format_html("<li>{}{}{}</li>", drawn, words, strong)


@register.simple_tag
def person(officer: Any, post: Any = "") -> SafeString:
    """A person by family name in a ring, name, and the post in which he stands here."""
    name = str(officer)
    return format_html(
        '<span class="person"><span class="person-mark" aria-hidden="true">{}</span>{}{}</span>',
        name[:1],
        name,
        format_html('<span class="muted small">{}</span>', post) if post else "",
    )


@register.simple_tag
def state(kind: str, words: Any) -> SafeString:
    """Where a row of a register stands: waiting, done, refused, void, or nothing yet."""
    return _classed("state", kind, words)


@register.simple_tag
def tag(kind: str, words: Any) -> SafeString:
    """A mark beside a title: urgent, red, amber, green, blue, or plain."""
    return _classed("tag", kind, words)


@register.simple_tag
def stamp(words: Any, kind: str = "") -> SafeString:
    """How a thing ended, in words: red, green, grey, round. Never the picture of a seal."""
    return _classed("stamp", kind, words)


@register.simple_tag
def count(number: Any, *, late: bool = False, unit: str = "件") -> SafeString:
    """How many wait; red when one of them is overdue, and said so to the screen reader.

    Beyond three figures nobody reads how many.
    """
    words = f"{MOST_COUNTED}+" if isinstance(number, int) and number > MOST_COUNTED else number
    heard = f" {unit}，有超时" if late else f" {unit}"
    return format_html(
        '<span class="count{}">{}<span class="unseen">{}</span></span>',
        " late" if late else "",
        words,
        heard,
    )


@register.inclusion_tag("ui/_button.html")
def button(
    words: str, kind: str = "", *, icon: str = "", name: str = "", value: str = "", why: Any = ""
) -> dict[str, Any]:
    """A button that acts; with ``why`` it cannot be pressed, and the sentence stands beside it."""
    return {
        "words": words,
        "kind": kind,
        "icon": icon,
        "name": name,
        "value": value,
        "why": why,
        "why_id": f"why-{crc32(f'{words}{why}'.encode()):x}",
    }


@register.simple_tag
def is_demo() -> bool:
    """Whether this is the demonstration; asked of the settings, so that error pages know it too."""
    return settings.OFFICE_DEMO


def _classed(what: str, kind: str, words: Any) -> SafeString:
    return format_html('<span class="{}">{}</span>', f"{what} {kind}".strip(), words)


def _attribute(name: str, value: str) -> SafeString:
    return format_html(' {}="{}"', name, value) if value else SafeString("")
