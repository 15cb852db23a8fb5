from typing import cast

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from township_office.people import actions
from township_office.people.capacity import capacity_of
from township_office.people.forms import DirectoryFilter, OwnPasswordForm, SignInForm
from township_office.people.fresh import stamp
from township_office.people.lists import directory as directory_of
from township_office.people.models import Officer


class SignIn(LoginView):
    template_name = "people/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        answer = super().form_valid(form)
        officer = _officer(self.request)
        address = get_client_ip_address(self.request) or ""
        actions.sign_in(officer, by=capacity_of(officer), address=address)
        return answer


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    officer = _officer(request)
    actions.sign_out(officer, by=capacity_of(officer))
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


# Not @once: its receipt keeps a digest of what was sent, and nothing of a password is kept.
@sensitive_post_parameters()
def password_change(request: HttpRequest) -> HttpResponse:
    officer = _officer(request)
    form = OwnPasswordForm(officer, request.POST or None)
    if form.is_valid():
        actions.change_password(
            officer, form.cleaned_data["new_password1"], by=capacity_of(officer)
        )
        update_session_auth_hash(request, officer)
        stamp(request)
        messages.success(request, "密码已改，下次登录用新密码。")
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "people/password_change.html", {"form": form})


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The township's own people; no other township's."""
    form = DirectoryFilter(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    sections = directory_of(_officer(request).township, words)
    context = {"form": form, "words": words, "sections": sections}
    return render(request, "people/directory.html", context)


def _officer(request: HttpRequest) -> Officer:
    return cast(Officer, request.user)  # login is required by default
