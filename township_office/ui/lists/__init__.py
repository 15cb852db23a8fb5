"""Registers (登记簿): the ledgers of the office, declared by their columns.

A module's ``lists.py`` says what stands in its register::

    REGISTER = Register(
        title="收文登记簿",
        order="-number",
        unit="件",
        tabs=(years("year"), Tab("late", "超时", only=lambda rows: rows.late(), counted=True)),
        row=lambda paper: "void" if paper.voided_on else "",
        columns=[
            Column("number", "编号", sort=("year", "number"), css="code"),
            Column("received_on", "日期", sort=("received_on",), css="date"),
            Column("title", "标题", css="subject", link=Paper.get_absolute_url, sub=number_of),
            Column("copies", "份数", css="figure", label="份数", sum=True),
            Column("standing", "状态", value=standing, css="status"),
        ],
    )

and its view which rows the reader may see::

    def register(request):
        papers = Paper.objects.registered_in(request.user).select_related("source")
        return render_register(request, REGISTER, papers, filterset=PaperFilter)

That one address answers the page, ``?as=xlsx`` the workbook and ``?as=print`` the paper. The page's
button of its own (登记收文) stands in a template of three lines that extends ``ui/register.html``
and fills its block ``act``; a page that is more than a register includes ``ui/_register.html``
inside a ``.card.ledger`` of its own. The names ``tab``, ``sort``, ``page`` and ``as`` in the
address belong to the register; no filter may be called so.

**Every sort needs its index.** A page is read by key: the rows after the last one shown, in the
order of the column's ``sort`` and then of ``pk``, both in the same direction. An index on what is
always filtered (township, then the year of the tab) followed by the ``sort`` fields serves it, and
read backwards it serves the other direction too. Say so in a comment beside the index in the model:
*the register of a year, newest number first*. A column that may be blank keeps its blanks last in
both directions, as Excel does; on PostgreSQL only ascending order finds that in a plain index, so
the descending one wants its own (``F("deadline").desc(nulls_last=True)``) where the list is long.
Sort by own columns: for what stands in another table or is computed, the database reads all rows.
"""

from township_office.ui.lists.answers import render_register
from township_office.ui.lists.columns import Column
from township_office.ui.lists.registers import Register
from township_office.ui.lists.tabs import Tab, years

__all__ = ["Column", "Register", "Tab", "render_register", "years"]
