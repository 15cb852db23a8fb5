"""Every address of a record of leave: whoever may not see it finds nothing there, here and beyond."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client

from tests.documents.walk import published
from tests.house import House, build_house
from tests.leave.deeds import Office, keys_of_leave, subject_of
from tests.leave.desk import CLERK, DIRECTOR, HEAD, STAFF
from township_office.people.models import Officer

LEAVE = ["", "amend/", "void/", "extend/", "extend/way/", "cancel/", "back/"]
LEAVE += ["slip/", "files/", "proof/", "permit/", "trail/"]
TRIP = ["", "amend/", "void/", "end/", "lengthen/", "lengthen/way/", "trail/"]
WALKED = {
    *(f"leave/<int:pk>/{rest}" for rest in LEAVE),
    *(f"leave/trips/<int:pk>/{rest}" for rest in TRIP),
    "leave/extensions/<int:pk>/",
    "leave/lengthenings/<int:pk>/",
    "leave/cancellations/<int:pk>/",
    "leave/returns/<int:pk>/",
    "leave/backfills/<int:pk>/",
    "leave/unexcused/<int:pk>/withdraw/",
}
# who may look at what keys_of_leave() makes, beside the clerk and the director
SEES = {
    "leave": {CLERK, DIRECTOR},
    "trip": {HEAD, "副镇长（农业）"},
    "extension": {STAFF, HEAD},
    "lengthening": {HEAD, "副镇长（农业）"},
    "cancellation": {STAFF},
    "return": {"机要员"},
    "backfill": {"民政办主任", "党委书记"},
    "unexcused": {"副书记（分管办公室）", "党委书记", "镇长"},
}
KEEPERS = {"leave": {CLERK, DIRECTOR}, "unexcused": {DIRECTOR}}


@pytest.fixture
def keys(house: House) -> dict[str, int]:
    return keys_of_leave(Office(published(house)))


@pytest.fixture
def beyond(keys: dict[str, int]) -> list[Officer]:
    other = published(build_house("红墩界镇", prefix="hdj-"))
    return list(other.officers.values())


def seeing(subject: str) -> set[str]:
    return SEES[subject] | KEEPERS.get(subject, {CLERK, DIRECTOR})


def answers(officer: Officer, address: str) -> Iterator[int]:
    browser = Client()
    browser.force_login(officer)
    yield browser.get(address).status_code
    yield browser.post(address, {"once-key": str(uuid4())}).status_code


def test_what_one_may_not_see_is_not_there_and_the_rest_is(house, keys, beyond):
    for route in sorted(WALKED):
        address = f"/{route.replace('<int:pk>', str(keys[subject_of(route)]))}"
        found = {
            post
            for post, officer in house.officers.items()
            if not set(answers(officer, address)) <= {404, 405}
        }
        assert (route, found) == (route, seeing(subject_of(route)))
        assert {code for one in beyond for code in answers(one, address)} <= {404, 405}


def test_a_page_of_each_kind_opens_to_whoever_sees_it(house, keys):
    pages = [route for route in WALKED if route.endswith("<int:pk>/")]
    for route in pages:
        address = f"/{route.replace('<int:pk>', str(keys[subject_of(route)]))}"
        for post in seeing(subject_of(route)):
            assert next(answers(house[post], address)) == 200, (route, post)


def test_being_superuser_opens_no_leave(house, keys):
    Officer.objects.update(is_staff=True, is_superuser=True)
    found = {
        post
        for post, officer in house.officers.items()
        if next(answers(officer, f"/leave/{keys['leave']}/")) == 200
    }
    assert found == {CLERK, DIRECTOR}
