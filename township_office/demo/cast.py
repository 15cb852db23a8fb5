"""Who works in the demonstration's township, and whom it writes with: people.toml, made real."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.people.actions import (
    appoint,
    create_post,
    open_department,
    put_in_charge,
    remember_organ,
)
from township_office.people.acts import Act
from township_office.people.capacity import capacity_of
from township_office.people.models import Department, Line, Officer, Organ, Post, UsedPassword
from township_office.people.pinyin import pinyin_of_person
from township_office.people.told import told
from township_office.setup.actions import Administrator, found_township
from township_office.townships.models import Township

SOURCE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "people.toml").read_text())
NAME: str = SOURCE["name"]
ADMINISTRATOR = "王晓东"
PASSWORD = "Yanshi-2026"  # noqa: S105 - everybody may know it: it opens the demonstration


@dataclass
class Cast:
    """The township with everything in it by name."""

    township: Township
    by: Capacity
    password: str
    officers: dict[str, Officer] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    holders: dict[str, list[Officer]] = field(default_factory=dict)
    organs: dict[str, Organ] = field(default_factory=dict)
    charges: dict[str, str] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)

    def holder(self, post: str) -> Officer:
        """Who holds the post; where it has a second person, the first."""
        return self.holders[post][0]

    def spoken(self, post: str) -> str:
        """How the office writes of whoever a paper goes to: 志强同志, 应急办."""
        department = self.posts[post].department
        return self.called.get(post) or (department.short_name if department else post)

    def in_charge(self, post: str) -> str:
        """The leader's post that is in charge of a head's department; a leader's is his own."""
        department = self.posts[post].department
        leader = self.posts[post].leader or department is None
        return post if leader else self.charges[department.name]  # type: ignore[union-attr]


def call_together() -> Cast:
    """Found the township, open its departments, appoint everybody, fill its directory."""
    cast = _founded()
    for rank, leader in enumerate(SOURCE["leader"], start=1):
        _lead(cast, rank, leader)
    for rank, department in enumerate(SOURCE["department"], start=1):
        _staff(cast, rank, department)
    for level in Organ.Level.values:
        for name, organ in SOURCE[level].items():
            line = organ.get("line", Line.GOVERNMENT)
            cast.organs[name] = remember_organ(
                cast.township, name, level=level, line=line, by=cast.by
            )
    return cast


def username_of(name: str) -> str:
    return pinyin_of_person(name)[0].split()[0]


def _founded() -> Cast:
    administrator = Administrator(ADMINISTRATOR, username_of(ADMINISTRATOR), PASSWORD)
    township = found_township(name=NAME, administrator=administrator, profile=SOURCE["profile"])
    officer = Officer.objects.get(username=administrator.username)
    return Cast(
        township,
        capacity_of(officer),
        officer.password,
        officers={officer.name: officer},
        posts={post.name: post for post in Post.objects.filter(township=township)},
        departments={each.name: each for each in Department.objects.filter(township=township)},
    )


def _lead(cast: Cast, rank: int, leader: dict[str, Any]) -> None:
    for name in [leader["post"], *leader.get("also", ())]:
        post = _post(cast, name, role=leader.get("role", ""), leader=True, rank=rank)
        _appoint(cast, leader["name"], post, since=leader["since"])
        cast.called[name] = leader["called"]


def _staff(cast: Cast, rank: int, source: dict[str, Any]) -> None:
    department = cast.departments.get(source["name"]) or _opened(cast, rank, source)
    cast.departments[department.name] = department
    for place, held in enumerate(source["posts"]):
        post = _post(
            cast,
            held["post"],
            role=held.get("role", ""),
            department=department,
            heads=place == 0,
            rank=20 + 5 * rank + min(place, 4),
        )
        _appoint(cast, held["name"], post, since=held["since"])
    cast.charges[department.name] = source["charge"]
    if not department.charges.exists():
        put_in_charge(cast.posts[source["charge"]], department, by=cast.by)


def _opened(cast: Cast, rank: int, source: dict[str, Any]) -> Department:
    return open_department(
        cast.township,
        source["name"],
        short_name=source["short"],
        kind=source.get("kind", Department.Kind.DEPARTMENT),
        line=source.get("line", Line.GOVERNMENT),
        rank=rank,
        by=cast.by,
    )


def _post(cast: Cast, name: str, **about: Any) -> Post:
    """The post of that name; the founding has made those that flows ask for."""
    if name not in cast.posts:
        cast.posts[name] = create_post(cast.township, name, by=cast.by, **about)
    return cast.posts[name]


def _appoint(cast: Cast, name: str, post: Post, *, since: date) -> None:
    officer = cast.officers.get(name) or _hired(cast, name)
    appoint(officer, post, since=since, by=cast.by)
    cast.officers[name] = officer
    cast.holders.setdefault(post.name, []).append(officer)


def _hired(cast: Cast, name: str) -> Officer:
    """Hired as people.actions does, but with one hash for everybody: forty would take six seconds."""
    officer = Officer(
        township=cast.township, name=name, username=username_of(name), password=cast.password
    )
    officer.pinyin, officer.initials = pinyin_of_person(name)
    officer.phone = f"内线 {6101 + len(cast.officers)}"
    officer.save()
    UsedPassword.objects.create(officer=officer, hash=cast.password, at=clock.now())
    record(Act.HIRED, officer, by=cast.by, after=told(officer, ["name", "username", "phone"]))
    return officer
