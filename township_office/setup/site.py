from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator

from township_office.people.views import sign_out
from township_office.web.refusals import Refused


class OfficeAdminSite(AdminSite):
    """Configuration only: people, calendar, flows, settings.

    One signs in, signs out and changes the password where everybody does, so that the lock, the
    trail and the password rules are the same.
    """

    site_header = site_title = "管理后台"
    index_title = "配置"
    enable_nav_sidebar = True

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.user.is_authenticated:
            raise Refused("管理后台由系统管理员使用。人员、流程、设置要改的，请找系统管理员。")
        return redirect_to_login(request.GET.get("next", "/admin/"))

    def logout(  # type: ignore[override]  # answers with a redirect, as everywhere
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return sign_out(request)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("people:password_change")
