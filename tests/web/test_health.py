import pytest
from django.test import Client


@pytest.mark.django_db
def test_health_is_told_to_anyone(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.content == b"ok"


@pytest.mark.django_db
def test_health_is_only_read(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


def test_an_office_without_its_database_is_not_well(client: Client) -> None:
    """Outside of django_db the suite lets nobody reach a database."""
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        client.get("/healthz")
