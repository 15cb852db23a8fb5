from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser

from tests.documents.walk import published
from tests.house import PASSWORD, House, build_house
from tests.journeys.people import WIDE, Person, sign_in
from township_office.people.models import Officer
from township_office.workdays.actions import seed_calendar


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/journeys/" in str(item.path):
            item.add_marker(pytest.mark.journey)


def open_office(profile: str) -> House:
    """The small township, its flows published, everybody with the same password."""
    house = published(build_house(profile=profile))
    seed_calendar()
    Officer.objects.update(password=make_password(PASSWORD), must_change_password=False)
    return house


@pytest.fixture(params=["A", "B"])
def office(request: pytest.FixtureRequest, transactional_db: None) -> House:
    """The office at work, in each profile."""
    return open_office(request.param)


@pytest.fixture
def one_office(transactional_db: None) -> House:
    """The office at work, where the profile makes no difference."""
    return open_office("A")


@pytest.fixture
def person(browser: Browser, live_server) -> Iterator[Callable[..., Person]]:
    """Signs somebody in on a device of his own: ``person("镇长", PHONE)``."""
    contexts = []

    def arrive(post: str, device: dict[str, int] | None = None) -> Person:
        contexts.append(browser.new_context(viewport=device or WIDE, locale="zh-CN"))
        page = contexts[-1].new_page()
        page.set_default_timeout(15000)
        return sign_in(page, live_server.url, post)

    yield arrive
    for context in contexts:
        context.close()
