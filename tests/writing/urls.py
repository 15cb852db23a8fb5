"""The office's own addresses, and a page on which one writes a text, saves it and compares it."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from township_office.ui.forms import OfficeForm
from township_office.writing.comparison import compare
from township_office.writing.fields import BodyField

PAGE = """
{% extends "ui/shell.html" %}{% load static %}
{% block title %}拟稿{% endblock %}
{% block head %}{{ form.media }}<script src="{% static 'writing/autosave.js' %}" defer></script>{% endblock %}
{% block main %}
<div class="page-head"><h1>拟稿</h1></div>
<form class="card" method="post" data-autosave="draft/">
  <div class="card-body fields">{% csrf_token %}
  {% field form.title "whole" %}{% field form.body "whole" %}</div>
  <div class="form-end"><button class="button main">保存文稿</button>
    <span class="small muted" role="status" data-autosave-state></span></div>
</form>
{% if arrived %}<pre class="card card-body" id="arrived">{{ arrived }}</pre>{% endif %}
{% endblock %}
"""
COMPARED = """
{% extends "ui/shell.html" %}
{% block title %}对照{% endblock %}
{% block main %}
<div class="page-head"><h1>两稿对照</h1></div>
<section class="card">{% include "writing/_comparison.html" with comparison=comparison only %}</section>
{% endblock %}
"""
SENT = (
    "<p>各村（社区），镇直各单位：</p><p>为扎实做好今冬明春安全生产工作，现将有关事项通知如下：</p>"
    "<h2>一、总体要求</h2><p>各村要在11月30日前完成排查，逐户建立台账。</p><h3>（一）压实责任。</h3>"
    "<p>同一句话。</p><p>联系人：刘芳，电话 0912-4811234。</p>"
    "<table><tbody><tr><th>村</th><th>户数</th></tr><tr><td>宁条梁村</td><td>12</td></tr>"
    "<tr><td>西园则村</td><td>9</td></tr></tbody></table>"
)
SIGNED = (
    SENT.replace("要在11月30日前完成排查", "（社区）要在12月5日前完成全面排查")
    .replace("<p>同一句话。</p>", "<p>实行网格化管理，定人定岗定责。</p>")
    .replace("<td>9</td>", "<td>11</td>")
    .replace("<h3>", "<h2>")
    .replace("</h3>", "</h2>")
)
saved: list[dict[str, str]] = []
answers: list[HttpResponse] = []  # of the next times something is saved; then it simply is


class Draft(OfficeForm):
    title = forms.CharField(label="标题")
    body = BodyField(label="正文")


def write(request: HttpRequest) -> HttpResponse:
    kept = {"title": "关于做好安全生产工作的通知", "body": request.GET.get("body", "")}
    form = Draft(request.POST or None, initial=kept)
    arrived = form.cleaned_data["body"] if form.is_bound and form.is_valid() else ""
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"form": form, "arrived": arrived}, request))


def save(request: HttpRequest) -> HttpResponse:
    if answers:
        return answers.pop(0)
    saved.append(request.POST.dict())
    return HttpResponse(status=204)


def compared(request: HttpRequest) -> HttpResponse:
    page = engines["django"].from_string(COMPARED)
    return HttpResponse(page.render({"comparison": compare(SENT, SIGNED)}, request))


def to_everybody(view: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """The same page without a login, which costs a test several seconds."""
    return login_not_required(wraps(view)(lambda request: view(request)))


urlpatterns = [
    path("writing/", to_everybody(write)),
    path("writing/draft/", to_everybody(save)),
    path("writing/compared/", to_everybody(compared)),
    path("mine/", write),
    path("mine/draft/", save),
    path("", include("township_office.urls")),
]
