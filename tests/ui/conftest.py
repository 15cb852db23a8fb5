from collections.abc import Callable
from typing import Any

import pytest
from django.template import engines
from django.test import Client


@pytest.fixture
def render() -> Callable[..., str]:
    """Render a line of template as the office's pages do, with the components built in."""

    def _render(source: str, request: Any = None, **context: Any) -> str:
        return engines["django"].from_string(source).render(context, request)

    return _render


@pytest.fixture
def clerk(house, client: Client) -> Client:
    """The browser of 刘芳, signed in."""
    client.force_login(house["文书"])
    return client
