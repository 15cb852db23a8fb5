"""柜台登记: a row for who stands before the clerk, and below it those who came today."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from seals.counter import actions
from seals.counter.forms import CounterForm
from seals.counter.lists import TODAY
from seals.counter.rules import usual
from seals.using.models import Request
from township_office.approvals.deciding import whither
from township_office.desk.actions import take_register
from township_office.people.capacity import capacity_of
from township_office.people.requests import OfficerRequest
from township_office.people.rules import department_of
from township_office.ui.lists import render_register
from township_office.web.once import once

IN_A_ROW = ("seal", "matter", "department", "applicant")


@once
def counter(http: OfficerRequest) -> HttpResponse:
    """柜台登记: one row, sent with one press; the next one begins with the same matter and seal."""
    department_of(http.user, "申请用印")
    form = CounterForm(*_posted(http), officer=http.user, initial=usual(http.user))
    if http.method == "POST" and form.is_valid():
        by = capacity_of(http.user)
        case = actions.enter_at_counter(form.instance, form.cleaned_data["content"], by=by)
        messages.success(http, f"{form.instance.on_behalf}：{whither(case)}")
        return redirect("seals:counter")
    today = Request.objects.listed_for(http.user).with_standing().entered_today()
    return render_register(
        http,
        TODAY,
        today.select_related(*IN_A_ROW),
        template="seals/counter/counter.html",
        taken=partial(take_register, http.user, by=capacity_of(http.user)),
        form=form,
    )


def _posted(http: OfficerRequest) -> tuple[Any, ...]:
    return (http.POST, http.FILES) if http.method == "POST" else ()
