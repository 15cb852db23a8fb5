from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple, TypeVar

from axes.utils import reset as unlock
from django.db import models, transaction
from django.utils import timezone

from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.jobs.outbox import enqueue
from township_office.people.acts import Act
from township_office.people.groups import group_for, group_name, mirror
from township_office.people.models import (
    Appointment,
    Charge,
    Department,
    Line,
    Officer,
    Organ,
    Post,
    UsedPassword,
)
from township_office.people.passwords import KEPT, one_time_password
from township_office.people.pinyin import pinyin_of, pinyin_of_person
from township_office.people.rules import (
    check_can_appoint,
    check_can_disable,
    check_can_put_in_charge,
    check_can_release,
    check_can_relieve,
    check_department,
    check_login_name,
    check_organ,
    check_own,
    check_post,
)
from township_office.people.told import told
from township_office.townships.models import Township

M = TypeVar("M", bound=models.Model)
DAY = timedelta(days=1)
FOLLOWS = {
    "pinyin",
    "initials",
    "is_superuser",
}  # what follows from another field is not told twice


class Hired(NamedTuple):
    """A new account and the one-time password to be told to its owner; it is kept nowhere."""

    officer: Officer
    password: str


@transaction.atomic
def hire(
    township: Township,
    *,
    name: str,
    username: str,
    by: Capacity,
    phone: str = "",
    is_staff: bool = False,
) -> Hired:
    """Open an account for somebody who starts here; he changes the password when he first signs in."""
    check_login_name(username)
    password = one_time_password()
    officer = Officer(
        township=township,
        name=name,
        username=username,
        phone=phone,
        is_staff=is_staff,
        is_superuser=is_staff,
    )
    _keep_new(officer, password, must_change=True)
    after = told(officer, ["name", "username", "phone", "is_staff"])
    record(Act.HIRED, officer, by=by, after=after)
    return Hired(officer, password)


@transaction.atomic
def admit_administrator(
    township: Township, *, name: str, username: str, password: str, by: Capacity
) -> Officer:
    """Give the township an administrator with a password he chose himself (DJ-06)."""
    check_login_name(username)
    officer = Officer(
        township=township, name=name, username=username, is_staff=True, is_superuser=True
    )
    _keep_new(officer, password, must_change=False)
    after = told(officer, ["name", "username", "is_staff"])
    record(Act.ADMINISTRATOR_ADMITTED, officer, by=by, after=after)
    return officer


@transaction.atomic
def amend_officer(officer: Officer, *, by: Capacity, **changes: Any) -> Officer:
    """Change name, login name, telephone, or whether he is an administrator."""
    check_own(by, officer)
    check_login_name(changes.get("username", officer.username), besides=officer.pk)
    if "name" in changes:
        changes["pinyin"], changes["initials"] = pinyin_of_person(changes["name"])
    if "is_staff" in changes:
        # Django's admin asks both; being superuser opens the admin and no record.
        changes["is_superuser"] = changes["is_staff"]
    return _amend(Act.OFFICER_AMENDED, officer, changes, by=by)


@transaction.atomic
def disable(officer: Officer, *, by: Capacity) -> None:
    """Close the account of somebody who left; name and record stay.

    Raises Refused while he still holds a post (A3.2.10).
    """
    check_can_disable(officer, by=by)
    _amend(Act.ACCOUNT_DISABLED, officer, {"is_active": False}, by=by)


@transaction.atomic
def enable(officer: Officer, *, by: Capacity) -> None:
    check_own(by, officer)
    _amend(Act.ACCOUNT_ENABLED, officer, {"is_active": True}, by=by)


@transaction.atomic
def change_password(officer: Officer, password: str, *, by: Capacity) -> None:
    """Take the password the officer chose; the form has held it against DJ-01."""
    _set_password(officer, password, must_change=False)
    record(Act.PASSWORD_CHANGED, officer, by=by)


@transaction.atomic
def reset_password(officer: Officer, *, by: Capacity) -> str:
    """Give the officer a one-time password, returned to be told to him.

    All his sessions end, and a lock after wrong passwords is lifted (DJ-02).
    """
    check_own(by, officer)
    password = one_time_password()
    _set_password(officer, password, must_change=True)
    unlock(username=officer.username)
    record(Act.PASSWORD_RESET, officer, by=by)
    return password


@transaction.atomic
def sign_in(officer: Officer, *, by: Capacity, address: str) -> None:
    """Note who came in, and from which network address (DJ-11, DJ-12)."""
    record(Act.SIGNED_IN, officer, by=by, after={"网络地址": address})


@transaction.atomic
def sign_out(officer: Officer, *, by: Capacity) -> None:
    record(Act.SIGNED_OUT, officer, by=by)


@transaction.atomic
def open_department(
    township: Township,
    name: str,
    *,
    by: Capacity,
    short_name: str = "",
    kind: str = Department.Kind.DEPARTMENT,
    line: str = Line.GOVERNMENT,
    is_office: bool = False,
    rank: int = 100,
) -> Department:
    check_department(name, is_office=is_office, by=by)
    department = Department.objects.create(
        township=township,
        name=name,
        short_name=short_name or name,
        kind=kind,
        line=line,
        is_office=is_office,
        rank=rank,
        group=group_for("机构", township, name),
    )
    after = told(department, ["name", "short_name", "kind", "line", "is_office"])
    record(Act.DEPARTMENT_OPENED, department, by=by, after=after)
    return department


@transaction.atomic
def amend_department(department: Department, *, by: Capacity, **changes: Any) -> Department:
    check_own(by, department)
    name = changes.get("name", department.name)
    is_office = changes.get("is_office", department.is_office)
    check_department(name, is_office=is_office, by=by, besides=department.pk)
    amended = _amend(Act.DEPARTMENT_AMENDED, department, changes, by=by)
    _rename_group(amended, "机构")
    return amended


@transaction.atomic
def create_post(
    township: Township,
    name: str,
    *,
    by: Capacity,
    role: str = "",
    department: Department | None = None,
    heads: bool = False,
    leader: bool = False,
    rank: int = 100,
) -> Post:
    """Put a post on the list; ``role`` is the name by which flows look for it."""
    check_post(name, department=department, heads=heads, by=by)
    post = Post.objects.create(
        township=township,
        name=name,
        role=role,
        department=department,
        heads=heads,
        leader=leader,
        rank=rank,
        group=group_for("职务", township, name),
    )
    after = told(post, ["name", "role", "department", "heads", "leader", "rank"])
    record(Act.POST_CREATED, post, by=by, after=after)
    return post


@transaction.atomic
def amend_post(post: Post, *, by: Capacity, **changes: Any) -> Post:
    """Change what a post is; its holders follow it into another department."""
    check_own(by, post)
    name, heads = changes.get("name", post.name), changes.get("heads", post.heads)
    department = changes.get("department", post.department)
    check_post(name, department=department, heads=heads, by=by, besides=post.pk)
    amended = _amend(Act.POST_AMENDED, post, changes, by=by)
    _rename_group(amended, "职务")
    mirror(Officer.objects.holding(amended))
    return amended


@transaction.atomic
def appoint(
    officer: Officer,
    post: Post,
    *,
    by: Capacity,
    since: date | None = None,
    until: date | None = None,
) -> Appointment:
    """Let the officer hold the post from a day on (任职), today unless said, beside what he holds already.

    Raises Refused where the account is closed, he holds it then, or a leader's post is taken.
    """
    since = since or clock.today()
    _lock(post)
    check_can_appoint(officer, post, since=since, until=until, by=by)
    appointment = Appointment.objects.create(
        officer=officer, post=post, valid_from=since, valid_until=until
    )
    _mirror(officer, since, until and until + DAY)
    after = told(appointment, ["officer", "post", "valid_from", "valid_until"])
    record(Act.APPOINTED, appointment, by=by, after=after)
    return appointment


@transaction.atomic
def release(appointment: Appointment, *, by: Capacity, last_day: date | None = None) -> Appointment:
    """End an appointment (免职); the last day, today unless said, he still holds the post."""
    last_day = last_day or clock.today()
    appointment = _lock(appointment)
    check_can_release(appointment, last_day=last_day, by=by)
    amended = _amend(Act.RELEASED, appointment, {"valid_until": last_day}, by=by)
    _mirror(appointment.officer, last_day + DAY)
    return amended


@transaction.atomic
def put_in_charge(
    post: Post, department: Department, *, by: Capacity, since: date | None = None
) -> Charge:
    """Put a leader's post in charge of a department (分管); who was in charge is until the day before."""
    since = since or clock.today()
    _lock(department)
    standing = department.charges.during(since, None).order_by("valid_from").last()
    check_can_put_in_charge(post, department, since=since, standing=standing, by=by)
    before = told(standing, ["post", "valid_from"]) if standing else {}
    if standing is not None:
        standing.valid_until = since - DAY
        standing.save(update_fields=["valid_until"])
    charge = Charge.objects.create(post=post, department=department, valid_from=since)
    after = told(charge, ["post", "valid_from"])
    record(Act.PUT_IN_CHARGE, charge, by=by, before=before, after=after)
    return charge


@transaction.atomic
def relieve_of_charge(charge: Charge, *, by: Capacity, last_day: date | None = None) -> Charge:
    """End being in charge, with no successor; ``put_in_charge`` replaces without it."""
    last_day = last_day or clock.today()
    charge = _lock(charge)
    check_can_relieve(charge, last_day=last_day, by=by)
    return _amend(Act.RELIEVED_OF_CHARGE, charge, {"valid_until": last_day}, by=by)


@transaction.atomic
def remember_organ(
    township: Township,
    name: str,
    *,
    by: Capacity,
    short_name: str = "",
    level: str = Organ.Level.ABOVE,
    line: str = Line.GOVERNMENT,
) -> Organ:
    """The organ of that name, remembered from now on; one known already only moves up in the list."""
    pinyin, initials = pinyin_of(name)
    organ, new = Organ.objects.get_or_create(
        township=township,
        name=name.strip(),
        defaults={
            "short_name": short_name,
            "level": level,
            "line": line,
            "pinyin": pinyin,
            "initials": initials,
        },
    )
    Organ.objects.filter(pk=organ.pk).update(last_used=clock.today())
    if new:
        after = told(organ, ["name", "level", "line"])
        record(Act.ORGAN_REMEMBERED, organ, by=by, after=after)
    return organ


@transaction.atomic
def amend_organ(organ: Organ, *, by: Capacity, **changes: Any) -> Organ:
    check_own(by, organ)
    check_organ(changes.get("name", organ.name), by=by, besides=organ.pk)
    if "name" in changes:
        changes["pinyin"], changes["initials"] = pinyin_of(changes["name"])
    return _amend(Act.ORGAN_AMENDED, organ, changes, by=by)


def _keep_new(officer: Officer, password: str, *, must_change: bool) -> None:
    officer.pinyin, officer.initials = pinyin_of_person(officer.name)
    officer.must_change_password = must_change
    officer.set_password(password)
    officer.save()
    _remember_password(officer)


def _set_password(officer: Officer, password: str, *, must_change: bool) -> None:
    officer.must_change_password = must_change
    officer.set_password(password)
    officer.save(update_fields=["password", "must_change_password"])
    _remember_password(officer)


def _remember_password(officer: Officer) -> None:
    UsedPassword.objects.create(officer=officer, hash=officer.password)
    last = officer.used_passwords.values("pk")[:KEPT]
    officer.used_passwords.exclude(pk__in=last).delete()


def _lock(row: M) -> M:
    """The row as it stands now, nobody else changing it till the end of the transaction.

    On SQLite the transaction itself, immediate, is the lock.
    """
    return type(row)._base_manager.select_for_update().get(pk=row.pk)


def _amend(act: Act, row: M, changes: dict[str, Any], *, by: Capacity) -> M:
    """Change the fields that differ and record them, before and after; ``row`` itself follows."""
    standing = _lock(row)
    changed = {name: value for name, value in changes.items() if getattr(standing, name) != value}
    shown = [name for name in changed if name not in FOLLOWS]
    before = told(standing, shown)
    for name, value in changed.items():
        setattr(standing, name, value)
        setattr(row, name, value)
    standing.save(update_fields=list(changed))
    record(act, standing, by=by, before=before, after=told(standing, shown))
    return standing


def _rename_group(owner: Department | Post, kind: str) -> None:
    owner.group.name = group_name(kind, owner.township, owner.name)
    owner.group.save(update_fields=["name"])


def _mirror(officer: Officer, *days: date | None) -> None:
    """Set the officer's groups right now, and again on each coming day that changes them."""
    mirror(Officer.objects.filter(pk=officer.pk))
    for day in days:
        if day is not None and day > clock.today():
            start = datetime.combine(day, time.min, timezone.get_default_timezone())
            enqueue("people.mirror_groups", township_id=officer.township_id, run_at=start)
