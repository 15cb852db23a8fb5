"""The house's mail server, as one address in the environment: smtp://name:password@host:25."""

from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


class MailServer(NamedTuple):
    """Without a host there is none, and nothing is ever sent."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    ssl: bool = False


def mail_server(url: str) -> MailServer:
    """``smtp`` is plain, ``smtp+tls`` turns to TLS after the greeting, ``smtps`` is TLS from the start."""
    if not url:
        return MailServer()
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ImproperlyConfigured(f"EMAIL_URL is one of {', '.join(PORTS)}, as in smtp://host:25")
    return MailServer(
        parts.hostname,
        _port(parts),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+tls",
        ssl=parts.scheme == "smtps",
    )


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or PORTS[parts.scheme]
    except ValueError as wrong:
        raise ImproperlyConfigured("EMAIL_URL has a port that is no number") from wrong
