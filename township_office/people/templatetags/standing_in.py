from typing import Any

from django import template

from township_office.people.models import Officer
from township_office.people.stand_ins.query import taken_by

register = template.Library()


@register.inclusion_tag("people/_standing_in.html")
def standing_in(officer: Officer) -> dict[str, Any]:
    """您正在代张志强办理: for whom he acts today, above what lies on his desk; one query."""
    return {"taken": taken_by(officer)}
