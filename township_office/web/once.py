"""Every form that changes something carries a key; the same key has one effect, however often it is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from hashlib import sha256
from typing import Any, TypeVar, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from township_office import click
from township_office.townships.known import one_look
from township_office.web.models import Receipt
from township_office.web.refusals import Refused

View = Callable[..., HttpResponse]
Action = TypeVar("Action", bound=Callable[..., Any])
KEY = "once-key"
_in_once: ContextVar[bool] = ContextVar("in_once", default=False)


class WrongKey(Refused):
    """A key that is missing, or comes back with another content."""

    status = 422
    title = "没有送出"


class _Undo(Exception):
    """Carries the answer of a view that changed nothing past the end of the transaction."""

    def __init__(self, answer: HttpResponse) -> None:
        self.answer = answer


def once(view: View) -> View:
    """Let a POST take effect once.

    Opens the transaction and inserts the receipt first. A redirect is the outcome and is kept; any
    other answer (a form with errors) and any refusal leave no receipt and no change. The same key
    again returns the first outcome; the same key with another content is 422.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        key, digest = _key(request), _digest(request)
        try:
            with transaction.atomic(), _whole(), one_look(), click.served(str(key)):
                return _first_time(key, digest, view, request, *args, **kwargs)
        except _Undo as undo:
            return undo.answer
        except _Again:
            return _same_outcome(key, digest, request)

    return wrapper


def together(action: Action) -> Action:
    """All of an action or nothing: a transaction of its own, or the one that ``once`` has opened.

    That one ends as a whole with whatever is raised in it, so the action needs no savepoint there.
    """

    @wraps(action)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        with transaction.atomic(savepoint=not _in_once.get()):
            return action(*args, **kwargs)

    return cast(Action, wrapper)


@contextmanager
def _whole() -> Iterator[None]:
    token = _in_once.set(True)
    try:
        yield
    finally:
        _in_once.reset(token)


class _Again(Exception):
    """The key is known; the transaction is lost, and the answer comes from outside it."""


def _first_time(
    key: UUID, digest: str, view: View, request: HttpRequest, /, *args: Any, **kwargs: Any
) -> HttpResponse:
    receipt = Receipt(key=key, officer_id=_officer(request), digest=digest)
    try:
        receipt.save(force_insert=True)
    except IntegrityError as known:
        raise _Again from known
    answer = view(request, *args, **kwargs)
    if not isinstance(answer, HttpResponseRedirect):
        raise _Undo(answer)
    receipt.location = answer.url
    receipt.save(update_fields=["location"])
    return answer


def _same_outcome(key: UUID, digest: str, request: HttpRequest) -> HttpResponse:
    receipt = Receipt.objects.filter(key=key, officer_id=_officer(request), digest=digest).first()
    if receipt is None:
        raise WrongKey("这张表已经送出过，内容与上次不同，没有再办。请返回刷新后再填。")
    return HttpResponseRedirect(receipt.location)


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get(KEY, ""))
    except ValueError as wrong:
        raise WrongKey("这张表没有编号，没有送出。请刷新页面后再办。") from wrong


def _officer(request: HttpRequest) -> int:
    """Who sent the form; nobody sends one without signing in."""
    return cast(int, request.user.pk)


def _digest(request: HttpRequest) -> str:
    """What makes the content of a form. Of a password nothing is kept, not even a digest."""
    digest = sha256(request.path.encode())
    for name in sorted(request.POST):
        if name != "csrfmiddlewaretoken" and "password" not in name:
            digest.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            digest.update(repr((name, file.name, _content(file))).encode())
    return digest.hexdigest()


def _content(file: UploadedFile[Any]) -> str:
    content = sha256()
    for chunk in file.chunks():
        content.update(chunk)
    file.seek(0)
    return content.hexdigest()
