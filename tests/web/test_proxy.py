from django.http import HttpResponse
from django.test import RequestFactory

from township_office.web.middleware import BehindProxy


def address_seen(**headers):
    seen = []
    middleware = BehindProxy(
        lambda request: seen.append(request.META["REMOTE_ADDR"]) or HttpResponse()
    )
    middleware(RequestFactory().get("/", REMOTE_ADDR="10.0.0.2", headers=headers))
    return seen[0]


def test_behind_a_proxy_the_last_hop_is_believed():
    assert address_seen(**{"X-Forwarded-For": "1.2.3.4, 192.168.1.77"}) == "192.168.1.77"


def test_without_the_header_the_caller_is_who_he_is():
    assert address_seen() == "10.0.0.2"
