from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from township_office.setup.actions import found_township
from township_office.setup.forms import FoundingForm
from township_office.setup.models import Invitation


# Not @once: nobody is signed in yet, and the link itself has effect once.
@login_not_required
@never_cache
@sensitive_post_parameters()
def found(request: HttpRequest, token: str) -> HttpResponse:
    invitation = Invitation.objects.opened_by(token).first()
    if invitation is None:
        return render(request, "setup/spent.html", status=410)
    form = FoundingForm(request.POST or None)
    if form.is_valid():
        township = found_township(**form.founding(), by_link=invitation)
        messages.success(request, f"{township}已设好，请用刚才的登录名和密码登录。")
        return redirect("people:login")
    return render(request, "setup/found.html", {"form": form})
