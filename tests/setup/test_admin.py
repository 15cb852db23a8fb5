import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from township_office import clock
from township_office.audit.models import Entry
from township_office.numbers import series as numbers
from township_office.numbers.counters import take
from township_office.numbers.models import Counter
from township_office.people.models import Officer
from township_office.setup.switches import spoken, typed
from township_office.townships import settings as switches
from township_office.townships.models import Setting
from township_office.townships.settings import Switch

CONFIGURATION = {
    "documents.series",
    "leave.entitlement",
    "leave.leavekind",
    "leave.service",
    "people.officer",
    "people.department",
    "people.post",
    "people.appointment",
    "people.charge",
    "people.organ",
    "people.standin",
    "townships.township",
    "townships.setting",
    "workdays.calendaryear",
    "approvals.flowversion",
    "approvals.stucktask",  # where a case stands still; never what it is about
    "numbers.counter",
    "seals.certificatetemplate",
    "seals.matterclass",
}


@pytest.fixture
def desk(client, township):
    client.force_login(Officer.objects.get())
    return client


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    known = {}
    for key, default in (("a.on", False), ("a.hours", 4), ("a.times", [["08:00", "12:00"]])):
        known[key] = Switch(key, f"试验{key}", default, "A3.1.1")
        monkeypatch.setitem(switches._declared, key, known[key])
    return known


def set_in_admin(desk, key, value, day=None):
    typed = {"key": key, "value": value, "valid_from": (day or clock.today()).isoformat()}
    return desk.post(reverse("admin:townships_setting_add"), typed)


def test_what_a_screen_reader_says_above_the_list_is_chinese(desk):
    page = desk.get(reverse("admin:index")).text
    assert "Model name" not in page
    assert '<th scope="col">查看或修改</th>' in page


def test_the_admin_holds_configuration_and_no_record():
    assert {model._meta.label_lower for model in admin.site._registry} == CONFIGURATION


@pytest.mark.parametrize(
    ("key", "words", "value"),
    [("a.on", "是", True), ("a.hours", "8", 8), ("a.times", "9:00-12:00、13:30-17:30", None)],
)
def test_a_switch_is_set_in_the_offices_words(desk, key, words, value):
    words = words.replace("9:00-", "09:00-")
    assert set_in_admin(desk, key, words).status_code == 302
    setting = Setting.objects.get()
    assert setting.value == (value or [["09:00", "12:00"], ["13:30", "17:30"]])
    assert spoken(setting.value) == words
    assert Entry.objects.filter(code="setup.switch.set").count() == 1


@pytest.mark.parametrize(
    ("key", "words"),
    [("a.on", "对"), ("a.hours", "八"), ("a.times", "12:00-09:00"), ("a.times", "上午")],
)
def test_a_value_of_another_kind_is_shown_back(desk, key, words):
    page = set_in_admin(desk, key, words).content.decode()
    assert "值填得不对" in page
    assert f'value="{words}"' in page
    assert not Setting.objects.exists()


def test_what_is_in_force_stands_beside_each_switch(desk):
    set_in_admin(desk, "a.hours", "8")
    assert "试验a.hours（8）" in desk.get(reverse("admin:townships_setting_add")).content.decode()


def test_a_row_that_counted_is_read_and_not_changed(desk):
    set_in_admin(desk, "a.hours", "8")
    url = reverse("admin:townships_setting_change", args=[Setting.objects.get().pk])
    assert "试验a.hours" in desk.get(url).content.decode()
    answer = desk.post(url, {"key": "a.hours", "value": "1", "valid_from": "2020-01-01"})
    assert answer.status_code == 403
    assert Setting.objects.get().value == 8


def test_an_undeclared_switch_is_no_choice(desk):
    page = set_in_admin(desk, "a.unknown", "1")
    assert page.context["adminform"].form.errors["key"]
    assert not Setting.objects.exists()


@pytest.fixture
def series(monkeypatch) -> str:
    monkeypatch.setitem(numbers._titles, "tests.letters", "试验编号")
    return "tests.letters"


def open_in_admin(desk, series, first):
    typed = {"series": series, "year": 2026, "first": first}
    return desk.post(reverse("admin:numbers_counter_add"), typed)


def test_a_series_goes_on_where_the_paper_register_ended(desk, township, series):
    assert open_in_admin(desk, series, 318).status_code == 302
    with transaction.atomic():
        assert take(township.pk, series, 2026) == 318
    assert Entry.objects.filter(code="numbers.series.opened").count() == 1


def test_an_opening_number_is_corrected_until_the_first_is_used(desk, township, series):
    open_in_admin(desk, series, 318)
    url = reverse("admin:numbers_counter_change", args=[Counter.objects.get().pk])
    assert 'value="318"' in desk.get(url).content.decode()
    assert desk.post(url, {"first": 320, "series": "x", "year": 1999}).status_code == 302
    with transaction.atomic():
        assert take(township.pk, series, 2026) == 320
    form = desk.post(url, {"first": 1}).context["adminform"].form
    assert form.non_field_errors() == ["试验编号 2026 年 已经用到 320 号，不能再改起始编号。"]
    again = open_in_admin(desk, series, 1).context["adminform"].form
    assert "已经用到 320 号" in again.non_field_errors()[0]


def test_the_township_is_amended_and_keeps_its_regulation(desk, township):
    url = reverse("admin:townships_township_change", args=[township.pk])
    desk.post(url, {"name": township.name, "office_name": "党政综合办公室", "profile": "B"})
    township.refresh_from_db()
    assert (township.office_name, township.profile) == ("党政综合办公室", "A")
    assert Entry.objects.get(code="setup.township.amended").after == {
        "办公室名称": "党政综合办公室"
    }


def test_another_township_is_not_found(desk, other_house):
    url = reverse("admin:townships_township_change", args=[other_house.township.pk])
    assert desk.get(url).status_code == 302
    listed = desk.get(reverse("admin:townships_township_changelist")).content.decode()
    assert "红墩界镇" not in listed


def test_no_township_is_added_or_deleted_there(desk, township):
    assert desk.get(reverse("admin:townships_township_add")).status_code == 403
    url = reverse("admin:townships_township_delete", args=[township.pk])
    assert desk.get(url).status_code == 403


def test_words_and_values_mean_the_same(declared):
    for switch in declared.values():
        assert typed(spoken(switch.default), switch) == switch.default
