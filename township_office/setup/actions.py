from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model

from township_office import clock
from township_office.approvals.loader import Unpublishable, load_flows, load_missing_flows
from township_office.approvals.models import FlowVersion
from township_office.audit.capacity import Capacity, system
from township_office.audit.trail import record
from township_office.people.actions import (
    admit_administrator,
    create_post,
    open_department,
    put_in_charge,
)
from township_office.people.capacity import capacity_of
from township_office.people.models import Line
from township_office.people.told import told
from township_office.setup.acts import Act
from township_office.setup.founding import foundings
from township_office.setup.models import Invitation
from township_office.setup.rules import check_can_set, check_name, check_own_township
from township_office.townships.models import Profile, Setting, Township
from township_office.web.refusals import Refused, Stale
from township_office.workdays.actions import seed_calendar

OFFICE = "党政办公室"


@dataclass(frozen=True)
class Administrator:
    """Who will look after the system, with the password he chose himself (DJ-06)."""

    name: str
    username: str
    password: str


@transaction.atomic
def found_township(
    *,
    name: str,
    administrator: Administrator,
    office_name: str = OFFICE,
    profile: str = Profile.GENERAL,
    by_link: Invitation | None = None,
) -> Township:
    """Set a township up: its office, the posts that the flows ask for, its flows, what the modules
    need from the first day, its administrator.

    Nobody holds the posts yet; the administrator appoints. Raises Refused where the name is taken,
    Stale where the link was used in the meantime.
    """
    _close_links(by_link)
    check_name(name)
    township = Township.objects.create(name=name, office_name=office_name, profile=profile)
    admitted = admit_administrator(
        township,
        name=administrator.name,
        username=administrator.username,
        password=administrator.password,
        by=system(township.pk),
    )
    by = capacity_of(admitted)
    _open_office(township, by=by)
    seed_calendar()
    load_flows(township, by=by)
    for founding in foundings():
        founding(township, by)
    after = told(township, ["name", "office_name", "profile"])
    record(Act.TOWNSHIP_FOUNDED, township, by=by, after=after)
    return township


@transaction.atomic
def amend_township(township: Township, *, by: Capacity, **changes: Any) -> Township:
    """Change how the township or its office is called. The regulation it lives by was chosen once."""
    check_own_township(township, by=by)
    check_name(changes.get("name", township.name), besides=township.pk)
    standing = Township.objects.select_for_update().get(pk=township.pk)
    before = told(standing, changes)
    for field, value in changes.items():
        setattr(standing, field, value)
    standing.save(update_fields=list(changes))
    record(Act.TOWNSHIP_AMENDED, standing, by=by, before=before, after=told(standing, changes))
    return standing


@transaction.atomic
def lay_in(township: Township, *, by: Capacity) -> dict[str, str]:
    """补齐常用项目: what a township founded today would have and this one lacks, by kind.

    What is there stays as it is; where nothing is missing, nothing is recorded. Raises Refused
    where a flow asks for a post that the township does not have.
    """
    check_own_township(township, by=by)
    standing = Township.objects.select_for_update().get(pk=township.pk)
    made: list[Model] = [*_missing_flows(standing, by=by)]
    for founding in foundings():
        made.extend(founding(standing, by))
    after = _named_by_kind(made)
    if after:
        record(Act.LAID_IN, standing, by=by, after=after)
    return after


@transaction.atomic
def set_switch(
    township: Township, key: str, value: Any, *, by: Capacity, since: date | None = None
) -> Setting:
    """Turn a switch of the regulation from a day on, today unless said; the past stays explained."""
    since = since or clock.today()
    switch = check_can_set(township, key, value, since=since, by=by)
    earlier = Setting.objects.in_force(township, since).filter(key=key).last()
    before = earlier.value if earlier else switch.default
    setting, _ = Setting.objects.update_or_create(
        township=township, key=key, valid_from=since, defaults={"value": value}
    )
    after = {switch.title: value, "起用日期": since.isoformat()}
    record(Act.SWITCH_SET, setting, by=by, before={switch.title: before}, after=after)
    return setting


def _close_links(by_link: Invitation | None) -> None:
    """Let the link in hand be the first to be used, and every other be dead."""
    if by_link is not None and not Invitation.objects.filter(pk=by_link.pk).spend():
        raise Stale("这个链接刚才已经用过，没有再设一次。请直接登录。")
    Invitation.objects.spend()


def _missing_flows(township: Township, *, by: Capacity) -> list[FlowVersion]:
    try:
        return load_missing_flows(township, by=by)
    except Unpublishable as fault:
        raise Refused(f"新的流程还不能用：{fault}。请先照此补上，再补齐常用项目。") from fault


def _named_by_kind(made: Iterable[Model]) -> dict[str, str]:
    """As the trail shows it: 印章: 宁条梁镇人民政府、……"""
    names: dict[str, list[str]] = {}
    for each in made:
        names.setdefault(str(each._meta.verbose_name), []).append(str(each))
    return {kind: "、".join(each) for kind, each in names.items()}


def _open_office(township: Township, *, by: Capacity) -> None:
    """The office of both lines, and the posts that documents pass through, in and out.

    The legal reviewer has no department yet and nobody behind him: only he gives a legal opinion
    (MTG-09), so his post stands where an empty one is seen. Keepers of seals and the organisation
    office are made where a township has them; until then the clerk does their work.
    """
    mayor = "乡长" if township.name.endswith("乡") else "镇长"
    short = township.office_name.removesuffix("公室")
    office = open_department(
        township,
        township.office_name,
        short_name=short,
        line=Line.BOTH,
        is_office=True,
        rank=1,
        by=by,
    )
    create_post(township, "党委书记", role="party_secretary", leader=True, rank=1, by=by)
    create_post(township, mayor, role="mayor", leader=True, rank=2, by=by)
    deputy = create_post(
        township, "党委副书记", role="deputy_secretary", leader=True, rank=3, by=by
    )
    put_in_charge(deputy, office, by=by)
    director = f"{short}主任"
    create_post(
        township, director, role="office_director", department=office, heads=True, rank=20, by=by
    )
    create_post(township, "文书", role="clerk", department=office, rank=30, by=by)
    create_post(township, "机要员", role="confidential_officer", department=office, rank=31, by=by)
    create_post(township, "合法性审核员", role="legal_reviewer", rank=40, by=by)
