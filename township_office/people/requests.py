from django.http import HttpRequest

from township_office.people.models import Officer


class OfficerRequest(HttpRequest):
    """A request of somebody signed in; login is required everywhere but where a view says otherwise."""

    user: Officer
