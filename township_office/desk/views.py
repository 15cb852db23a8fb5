from django.http import HttpRequest, HttpResponse

from township_office.desk.lists import begun_page, done_page, todo_groups


def todo(request: HttpRequest) -> HttpResponse:
    """待办: what waits for me, by urgency and deadline."""
    return _desk(request, "todo", {"groups": todo_groups(request.user)})


def begun(request: HttpRequest) -> HttpResponse:
    """我发起的: what I sent, where it lies, with whom, since when."""
    return _desk(request, "begun", begun_page(request))


def done(request: HttpRequest) -> HttpResponse:
    """已办: what I have acted in, the newest first."""
    return _desk(request, "done", done_page(request))
