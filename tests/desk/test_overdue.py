"""超时: who sees which delay, what it says, and that the director urges from there."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.documents.walk import Walk, register
from tests.house import House
from township_office import clock
from township_office.approvals.models import Event, Task
from township_office.desk.filters import OverdueFilter
from township_office.notices.models import Notice

PAGE = "/overdue/"
WITH = {
    "镇长的件": "镇长",
    "书记的件": "党委书记",
    "应急办的件": "应急办主任",
    "民政办的件": "民政办主任",
}


@pytest.fixture
def late(office: House) -> Iterator[dict[str, Walk]]:
    """A month later nothing has moved: one paper with each, another with its sender to be mended."""
    walks = {
        "镇长的件": register(office, title="镇长的件").check().propose(),
        "书记的件": register(office, title="书记的件", side="party").check().propose(),
        "应急办的件": register(office, title="应急办的件").check().propose().instruct(),
        "民政办的件": register(office, title="民政办的件").check().propose().instruct("民政办主任"),
        "退回的件": register(office, title="退回的件").check(),
    }
    walks["退回的件"].return_to("办公室主任", to=1, reason="请补正。")
    Task.objects.open().update(due_at=clock.now() + timedelta(hours=8))
    with clock.moved_to(clock.now() + timedelta(days=30)):
        yield walks


def browser(house: House, post: str) -> Client:
    client = Client()
    client.force_login(house[post])
    return client


def page(house: House, post: str, asked: str = "") -> str:
    return browser(house, post).get(f"{PAGE}{asked}").content.decode()


def titles(words: str) -> set[str]:
    return {title for title in [*WITH, "退回的件"] if title in words}


def urge(client: Client, walk: Walk):
    return client.post(f"{PAGE}{walk.case.pk}/urge/", {"once-key": str(uuid4())})


@pytest.mark.parametrize(
    ("post", "sees"),
    [
        ("办公室主任", {"镇长的件", "书记的件", "应急办的件", "民政办的件"}),
        ("镇长", {"镇长的件", "应急办的件", "民政办的件"}),
        ("党委书记", {"书记的件"}),  # the others are not his to read
        ("应急办主任", {"应急办的件"}),
        ("应急办干事", set()),
        ("文书", set()),
        ("副镇长（农业）", set()),
    ],
)
def test_each_sees_the_delays_that_are_his_concern(office, late, post, sees):
    assert titles(page(office, post)) == sees


def test_nobody_sees_what_lies_with_the_other_principal_leader(office, late):
    """Even where he may read it."""
    both = register(office, title="两家的件", side="both").check().propose()
    Task.objects.filter(case=both.case).update(due_at=clock.now() - timedelta(hours=1))
    assert page(office, "镇长").count("两家的件") == 1
    assert page(office, "党委书记").count("两家的件") == 1
    assert page(office, "办公室主任").count("两家的件") == 2


def test_nothing_is_late_before_its_time(office, late):
    Task.objects.update(due_at=clock.now() + timedelta(minutes=1))
    assert "没有超时的件" in page(office, "办公室主任")


def test_it_says_where_since_when_and_how_long(office, late):
    shown = page(office, "办公室主任", "?stage=documents.incoming/documents.handle")
    assert "应急办主任 赵磊" in shown
    assert "4\xa0周" in shown
    assert f"/documents/incoming/{late['应急办的件'].paper.pk}/" in shown


@pytest.mark.parametrize(
    ("asked", "sees"),
    [
        ("?stage=documents.incoming/documents.instruct", {"镇长的件", "书记的件"}),
        ("?matter=documents.incoming", set(WITH)),
        ("?matter=nonsense", set(WITH)),
    ],
)
def test_the_director_looks_one_kind_up(office, late, asked, sees):
    assert titles(page(office, "办公室主任", asked)) == sees


def test_each_stage_is_offered_once_with_the_matter_that_it_belongs_to():
    offered = OverdueFilter.base_filters["stage"].field.choices
    values, labels = zip(*offered, strict=True)
    assert len(values) == len(set(values))
    assert len(labels) == len(set(labels))
    assert {"收文　归档", "发文　归档", "请假　审批", "续假　审批"} <= set(labels)


def test_the_director_looks_up_what_lies_with_one(office, late):
    lying = late["民政办的件"].task("民政办主任")
    assert titles(page(office, "办公室主任", f"?whose={lying.post_id}")) == {"民政办的件"}
    person = office["应急办干事"]
    Task.objects.filter(pk=lying.pk).update(post=None, officer=person)
    found = page(office, "办公室主任", f"?whose={office.posts['应急办干事'].pk}")
    assert titles(found) == {"民政办的件"}


def test_the_director_urges_from_the_list(office, late):
    director, walk = browser(office, "办公室主任"), late["应急办的件"]
    assert f'formaction="{PAGE}{walk.case.pk}/urge/"' in page(office, "办公室主任")
    assert urge(director, walk).url == PAGE
    assert "已催办" in director.get(PAGE).content.decode()
    assert "李秀英催办" in Notice.objects.of(office["应急办主任"]).latest("id").words
    assert urge(director, walk).status_code == 403  # within the hour
    assert Event.objects.filter(verb="urge").count() == 1


def test_two_late_in_one_case_are_urged_at_once(office, late):
    both = register(office, title="两家的件", side="both").check().propose()
    Task.objects.filter(case=both.case).update(due_at=clock.now() - timedelta(hours=1))
    assert urge(browser(office, "办公室主任"), both).status_code == 302


def test_others_have_no_button_and_no_effect(office, late):
    assert "formaction" not in page(office, "镇长")
    assert urge(browser(office, "镇长"), late["应急办的件"]).status_code == 403
    assert urge(browser(office, "民政办主任"), late["应急办的件"]).status_code == 404
    assert not Event.objects.filter(verb="urge").exists()


def test_what_is_not_late_is_not_urged_from_here(office, late):
    walk = late["应急办的件"]
    Task.objects.filter(case=walk.case).update(due_at=clock.now() + timedelta(hours=1))
    assert urge(browser(office, "办公室主任"), walk).status_code == 404


def test_paper_and_workbook_say_the_same_without_the_button(office, late):
    printed = page(office, "办公室主任", "?as=print")
    assert titles(printed) == set(WITH)
    assert "催办" not in printed
    book = load_workbook(BytesIO(browser(office, "办公室主任").get(f"{PAGE}?as=xlsx").content))
    rows = [row for row in book.active.values if row[0] and "收文" in str(row[0])]
    assert len(rows) == len(WITH)
    assert any("应急办主任 赵磊" in row for row in rows)


def test_only_who_looks_after_delays_finds_the_place(office, late):
    has = {post for post in office.officers if f'href="{PAGE}"' in shell(office, post)}
    assert has == {"办公室主任", "镇长", "党委书记"}


def shell(house: House, post: str) -> str:
    return browser(house, post).get("/begun/").content.decode()


LISTS = ["/begun/", "/documents/incoming/?tab=late", "/documents/incoming/?standing=late"]


def late_in(house: House, post: str, address: str) -> set[str]:
    """Of what the list says 超时: with the title, the line's last cell."""
    rows = browser(house, post).get(address).content.decode().split("<tr")
    return {title for title in WITH for row in rows if title in row and "超时" in row}


@pytest.mark.parametrize("address", LISTS)
def test_of_a_principal_leader_no_list_tells_his_subordinates_that_he_is_late(
    office, late, address
):
    assert late_in(office, "文书", address) == {"应急办的件", "民政办的件"}


@pytest.mark.parametrize("address", LISTS[1:])
def test_the_director_reads_of_all_and_a_leader_of_himself(office, late, address):
    assert late_in(office, "办公室主任", address) == set(WITH)
    assert "书记的件" not in late_in(office, "镇长", address)
    assert "镇长的件" in late_in(office, "镇长", address)
