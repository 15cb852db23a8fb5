"""The accounts of the demonstration, for whoever wants to look around as one of its people."""

from pathlib import Path

from django.conf import settings

from township_office.demo.cast import ADMINISTRATOR, PASSWORD, Cast
from township_office.people.models import Appointment, Officer

SHOWN = (
    "党委书记",
    "镇长",
    "常务副镇长",
    "党政办主任",
    "文书",
    "机要员",
    "应急办主任",
)


def path() -> Path:
    return Path(settings.VAR) / "accounts.txt"


def write(cast: Cast) -> None:
    """Everybody's line: username, password, name, posts."""
    posts: dict[int, list[str]] = {}
    held = Appointment.objects.on().filter(post__township=cast.township).order_by("post__rank")
    for officer, post in held.values_list("officer_id", "post__name"):
        posts.setdefault(officer, []).append(post)
    lines = [
        f"{each.username} {PASSWORD} {each.name} {'、'.join(posts.get(each.pk, []))}"
        for each in Officer.objects.filter(township=cast.township).order_by("id")
    ]
    path().write_text("\n".join(lines) + "\n")


def table(cast: Cast) -> str:
    """The most interesting ones, for the terminal."""
    rows = [(cast.holder(post), post) for post in SHOWN]
    rows.append((cast.officers[ADMINISTRATOR], "管理员"))
    lines = [f"  {officer.username:<14}{officer.name}　{post}" for officer, post in rows]
    return "\n".join([f"密码都是 {PASSWORD}", *lines])
