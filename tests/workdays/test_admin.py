"""The administrator imports the yearly notice, and touches the calendar in no other way."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.workdays.test_notice import NOTICE
from township_office.audit.models import Entry
from township_office.workdays.models import CalendarDay, CalendarYear

pytestmark = pytest.mark.usefixtures("seeded")

IMPORT = "/admin/workdays/calendaryear/import/"


@pytest.fixture
def administrator(house, client):
    officer = house["文书"]
    officer.is_staff = officer.is_superuser = True
    officer.save()
    client.force_login(officer)
    return client


def form(text: str = NOTICE, **fields: object) -> dict[str, object]:
    file = BytesIO(text.encode())
    file.name = "2027.csv"
    return {"once-key": str(uuid4()), "year": 2027, "source": "", "file": file, **fields}


def test_the_notice_is_imported_and_stands_on_the_trail(administrator, house):
    answer = administrator.post(IMPORT, form(), follow=True)
    assert "2027年放假安排已更新。" in answer.content.decode()
    assert CalendarDay.objects.filter(year=2027).count() == 4
    line = Entry.objects.get(code="workdays.notice_imported")
    assert (line.officer_name, line.words) == ("刘芳", "国务院办公厅关于2027年部分节假日安排的通知")


def test_the_same_form_sent_twice_is_imported_once(administrator):
    first = form()
    administrator.post(IMPORT, first)
    first["file"].seek(0)
    again = administrator.post(IMPORT, first)
    assert again.url == reverse("admin:workdays_calendaryear_changelist")
    assert Entry.objects.filter(code="workdays.notice_imported").count() == 1


def test_a_wrong_table_comes_back_with_what_to_do(administrator):
    page = administrator.post(IMPORT, form(NOTICE + "x,放假,春节")).content.decode()
    assert "第 6 行：日期“x”不对。请写成 2027-10-01 这样。" in page
    assert not CalendarYear.objects.filter(year=2027).exists()


def test_the_empty_form_offers_next_year_and_a_key(administrator):
    page = administrator.get(IMPORT).content.decode()
    assert 'name="once-key"' in page
    assert 'enctype="multipart/form-data"' in page


def test_the_overview_leads_to_the_import(administrator):
    assert IMPORT in administrator.get("/admin/workdays/calendaryear/").content.decode()


def test_a_year_is_shown_with_its_days_and_cannot_be_typed_over(administrator):
    page = administrator.get("/admin/workdays/calendaryear/2026/change/").content.decode()
    assert "2026-02-14 上班 春节" in page
    assert 'type="submit" value="保存"' not in page
    assert 'name="source"' not in page
    assert administrator.get("/admin/workdays/calendaryear/add/").status_code == 403
    assert administrator.get("/admin/workdays/calendaryear/2026/delete/").status_code == 403


def test_the_downloaded_table_can_be_imported_again(administrator):
    table = administrator.get("/admin/workdays/calendaryear/2026/table.csv").content.decode()
    days = list(CalendarDay.objects.filter(year=2026).values_list("date", "kind", "name"))
    administrator.post(IMPORT, form(table, year=2026))
    assert list(CalendarDay.objects.filter(year=2026).values_list("date", "kind", "name")) == days
    assert CalendarYear.objects.get(year=2026).source.endswith("节假日安排的通知")


def test_staff_without_the_right_do_not_import(house, client):
    officer = house["文书"]
    officer.is_staff = True
    officer.save()
    client.force_login(officer)
    assert client.get(IMPORT).status_code == 403
    assert client.post(IMPORT, form()).status_code == 403
    assert not CalendarYear.objects.filter(year=2027).exists()
