from typing import Any

from django import template

from township_office.approvals.stuck import stuck_in

register = template.Library()


@register.simple_tag(takes_context=True)
def how_many_stuck(context: Any) -> int:
    """How many lie in the administrator's township where nobody may do them."""
    return stuck_in(context["request"].user.township_id).count()
