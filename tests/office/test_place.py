from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://127.0.0.1:8000", ("127.0.0.1", 8000)),
        ("http://localhost:8001", ("127.0.0.1", 8001)),
        ("http://10.1.2.3", ("10.1.2.3", 80)),
        ("http://[::1]:8000", ("::1", 8000)),
        ("http://oa.town.local:8000", ("0.0.0.0", 8000)),
        ("https://oa.town.local", ("127.0.0.1", 8000)),
    ],
)
def test_the_office_listens_where_its_address_says(office, monkeypatch, url, address) -> None:
    monkeypatch.setenv("OFFICE_URL", url)
    place = office.place_asked_for([])
    assert (place.host, place.port) == address


def test_another_port_changes_the_address_told_to_the_programs(office, monkeypatch) -> None:
    monkeypatch.setenv("OFFICE_URL", "http://10.1.2.3:8000")
    place = office.place_asked_for(["--port", "8001"])
    assert (place.host, place.port) == ("10.1.2.3", 8001)
    assert place.env["OFFICE_URL"] == "http://10.1.2.3:8001"


def test_behind_https_another_port_is_only_between_proxy_and_office(office, monkeypatch) -> None:
    monkeypatch.setenv("OFFICE_URL", "https://oa.town.local")
    place = office.place_asked_for(["--port", "8001"])
    assert (place.host, place.port) == ("127.0.0.1", 8001)
    assert place.env["OFFICE_URL"] == "https://oa.town.local"
    assert place.env["OFFICE_BEHIND_PROXY"] == "1"


def test_the_demo_never_learns_of_the_offices_own_data(office, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OFFICE_VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgres://office@127.0.0.1/office")
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.gov.cn")
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1/0")
    env = office.place_asked_for(["--demo"]).env
    assert env["OFFICE_VAR"] == str(tmp_path / "demo")
    assert env["OFFICE_DEMO"] == "1"
    assert not {"DATABASE_URL", "REDIS_URL", "EMAIL_URL"} & env.keys()


def test_the_office_itself_keeps_its_data(office, monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://office@127.0.0.1/office")
    env = office.place_asked_for([]).env
    assert env["DATABASE_URL"] == "postgres://office@127.0.0.1/office"
    assert "OFFICE_DEMO" not in env


def test_a_word_that_up_does_not_know_brings_the_usage(office) -> None:
    with pytest.raises(office.Halt, match="用法"):
        office.place_asked_for(["--dmeo"])


def test_static_files_are_collected_again_when_one_changes(office, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(office, "ROOT", tmp_path)
    (tmp_path / "requirements.txt").write_text("")
    style = tmp_path / "documents" / "static" / "style.css"
    collected = tmp_path / "var" / "static" / "style.css"
    for file in (style, collected):
        file.parent.mkdir(parents=True)
        file.write_text("a {}")
    before = office.static_stamp()
    collected.write_text("changed, but a copy")
    assert office.static_stamp() == before
    style.write_text("a { color: red }")
    assert office.static_stamp() != before
