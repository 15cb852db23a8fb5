"""A browser as small as can be, so that it takes little of the cores it shares with the server."""

import socket
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlencode

Fields = dict[str, list[str]]
UNSENT = ("radio", "checkbox", "file", "submit")  # unless checked


class Answer(NamedTuple):
    status: int
    head: str
    body: str


class Browser:
    """One person's browser: it keeps cookies and nothing else."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.address = address
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        return self._ask(f"GET {path} HTTP/1.1", "", b"")

    def post(self, path: str, said: Mapping[str, list[str]]) -> Answer:
        return self.send(path, urlencode(said, doseq=True).encode())

    def send(self, path: str, body: bytes) -> Answer:
        kind = "Content-Type: application/x-www-form-urlencoded\r\n"
        return self._ask(f"POST {path} HTTP/1.1", f"{kind}Content-Length: {len(body)}\r\n", body)

    def has_read(self) -> None:
        """The page that an answer led to shows what was to be told, and clears it."""
        self.cookies.pop("messages", None)

    def sign_in(self, username: str, password: str) -> None:
        page = fields_of(self.get("/login/").body)
        answer = self.post("/login/", page | {"username": [username], "password": [password]})
        if answer.status != 302:
            raise SystemExit(f"{username} cannot sign in: {answer.status}")

    def _ask(self, line: str, more: str, body: bytes) -> Answer:
        """The server closes after each answer, as sync workers do."""
        host, port = self.address
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = f"{line}\r\nHost: {host}:{port}\r\nCookie: {cookies}\r\n{more}\r\n"
        with socket.create_connection(self.address, timeout=60) as wire:
            wire.sendall(head.encode() + body)
            heard = b"".join(iter(lambda: wire.recv(1 << 16), b""))
        return self._read(heard)

    def _read(self, heard: bytes) -> Answer:
        head, _, body = heard.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        for line in lines:
            if line.lower().startswith("set-cookie: "):
                name, _, value = line[12:].partition(";")[0].partition("=")
                self.cookies[name] = value
        return Answer(int(lines[0].split()[1]), lines[0], body.decode())


class _Form(HTMLParser):
    """What a form would send if nobody touched it."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted, self.fields = wanted, Fields()
        self.inside = False
        self.selected = self.written = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = said.get("id", "") == self.wanted
        name = said.get("name", "")
        if tag == "select":
            self.selected = name
        elif tag == "textarea":
            self.written = name
            self._keep(name, "")
        elif tag == "option" and "selected" in said:
            self._keep(self.selected, said.get("value", ""))
        elif tag == "input" and said.get("type") not in UNSENT:
            self._keep(name, said.get("value", ""))
        elif tag == "input" and "checked" in said:
            self._keep(name, said.get("value", "on"))

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "form"
        self.written = "" if tag == "textarea" else self.written

    def handle_data(self, data: str) -> None:
        if self.inside and self.written:
            self.fields[self.written] = [data]

    def _keep(self, name: str, value: str) -> None:
        if self.inside and name:
            self.fields.setdefault(name, []).append(value)


def fields_of(page: str, form: str = "") -> Fields:
    parser = _Form(form)
    parser.feed(page)
    return parser.fields
