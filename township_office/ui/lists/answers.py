"""One address answers a register three ways: the page, the workbook, the paper."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django_filters import FilterSet

from township_office import clock
from township_office.ui.lists.asked import Asked
from township_office.ui.lists.excel import workbook
from township_office.ui.lists.registers import Register

EXCEL_ROWS = 10_000  # some six seconds of a worker's time
PRINTED_ROWS = 5_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _unnoted(title: str, said: str, how: str) -> None:
    """Nobody wants to know that the register was taken away."""


def render_register(
    request: HttpRequest,
    register: Register,
    queryset: QuerySet[Any],
    *,
    filterset: type[FilterSet] | None = None,
    template: str = "ui/register.html",
    taken: Callable[[str, str, str], None] = _unnoted,
    **context: Any,
) -> HttpResponse:
    """Answer with a page of the register, or with all that is asked for as Excel or on paper.

    ``queryset`` holds what this reader may see; tab and filters narrow it. ``taken`` hears the title,
    what was asked for and how (导出, 打印) when it leaves the house. ``context`` goes to the template.
    """
    asked = Asked(request, register, queryset, filterset)
    match request.GET.get("as"):
        case "xlsx":
            taken(asked.title, asked.said("导出"), "导出")
            return _excel(asked)
        case "print":
            taken(asked.title, asked.said("打印"), "打印")
            return _paper(asked)
    return _page(asked, template, context)


def _page(asked: Asked, template: str, context: dict[str, Any]) -> HttpResponse:
    page = asked.register.page(asked.request, asked.rows)
    table = asked.table(page.rows, page.total, year=clock.today().year)
    return render(
        asked.request, template, {**context, "asked": asked, "page": page, "table": table}
    )


def _excel(asked: Asked) -> HttpResponse:
    excerpt = asked.excerpt(EXCEL_ROWS)
    book = workbook(
        asked.register,
        excerpt.rows,
        numbers=excerpt.total,
        said=asked.said("导出"),
        cut=_cut(EXCEL_ROWS, "导出") if excerpt.cut else "",
    )
    name = f"{asked.title} {clock.today()}.xlsx"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(book, XLSX, headers={"Content-Disposition": disposition})


def _paper(asked: Asked) -> HttpResponse:
    excerpt = asked.excerpt(PRINTED_ROWS)
    context = {
        "asked": asked,
        "table": asked.table(excerpt.rows, excerpt.total),
        "said": asked.said("打印"),
        "cut": _cut(PRINTED_ROWS, "打印") if excerpt.cut else "",
    }
    return render(asked.request, "ui/print_register.html", context)


def _cut(limit: int, done: str) -> str:
    return f"只{done}了前 {limit} 行，后面还有。请加上条件，分几次{done}。"
