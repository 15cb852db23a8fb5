"""The office's own addresses, and four pages that fail in the ways a page can fail."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from township_office.web.refusals import Refused, Stale


def refused(request: HttpRequest) -> HttpResponse:
    raise Refused("只有拟稿人可以提交。")


def stale(request: HttpRequest) -> HttpResponse:
    raise Stale("已由李秀英处理。")


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [
    path("refused/", refused),
    path("stale/", stale),
    path("forbidden/", forbidden),
    path("suspicious/", suspicious),
    path("broken/", broken),
    path("", include("township_office.urls")),
]
