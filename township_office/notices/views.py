from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from township_office.notices import actions
from township_office.notices.bell import unread_of
from township_office.notices.forms import MailWishForm
from township_office.notices.lists import TABS, page_of
from township_office.notices.models import MailWish, Notice
from township_office.notices.rules import TITLES_BY_MAIL, mail_is_connected
from township_office.people.capacity import capacity_of
from township_office.people.requests import OfficerRequest
from township_office.townships.settings import settings_of
from township_office.web.once import once


@require_safe
def notices(request: OfficerRequest) -> HttpResponse:
    """消息: what I was told, by matter."""
    page = {
        "page": page_of(request, Notice.objects.of(request.user)),
        "tabs": TABS.items(),
        "unread": len(unread_of(request).groups),
        "by_mail": mail_is_connected(),
    }
    return render(request, "notices/notices.html", page)


@require_POST
@once
def read_all(request: OfficerRequest) -> HttpResponse:
    """全部已读。"""
    actions.read_all(request.user)
    messages.success(request, "消息都已标为已读。")
    return redirect("notices:list")


@once
def mail(request: OfficerRequest) -> HttpResponse:
    """邮件提醒: whether and where to, where the house has a mail server."""
    wish = MailWish.objects.filter(officer=request.user).first()
    form = MailWishForm.showing(wish, request.POST)
    if request.method == "POST" and form.is_valid():
        by = capacity_of(request.user)
        actions.wish_mail(request.user, **form.cleaned_data, by=by)
        messages.success(request, "邮件提醒已保存。")
        return redirect("notices:list")
    titles = settings_of(request.user.township)[TITLES_BY_MAIL.key]
    page = {"form": form, "by_mail": mail_is_connected(), "titles": titles}
    return render(request, "notices/mail.html", page)
