"""机关代字 in the admin, and those a new township has from its first day."""

import pytest
from django.urls import reverse

from documents.outgoing.actions import make_series
from documents.outgoing.models import Series
from tests.documents.outgoing.desk import staffed, submitted
from tests.people.conftest import administrator, quick_hashes
from tests.setup.conftest import PASSWORD
from township_office.audit.models import Entry
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer
from township_office.setup.actions import Administrator, found_township

__all__ = ["administrator", "quick_hashes"]

ADD = "admin:documents_series_add"
CHANGE = "admin:documents_series_change"
TYPED = {"code": "宁政函", "organ": "government", "order": 20, "in_use": "on"}


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def code(house, administrator):
    return make_series(code="宁政发", organ="government", by=capacity_of(administrator))


def refusal(answer):
    (sentence,) = answer.context["adminform"].form.non_field_errors()
    return sentence


def test_a_code_is_made(desk, house):
    assert desk.post(reverse(ADD), TYPED).status_code == 302
    made = Series.objects.get()
    assert (made.township, made.code, made.organ) == (house.township, "宁政函", "government")
    assert Entry.objects.get(code="documents.outgoing.series_made").after["代字"] == "宁政函"


def test_a_code_that_stands_is_not_made_again(desk, code):
    assert "已经有了" in refusal(desk.post(reverse(ADD), TYPED | {"code": "宁政发"}))
    assert Series.objects.count() == 1


def test_a_code_is_amended_with_before_and_after(desk, code):
    desk.post(reverse(CHANGE, args=[code.pk]), TYPED)
    assert Series.objects.get().code == "宁政函"
    entry = Entry.objects.get(code="documents.outgoing.series_amended")
    assert (entry.before["机关代字"], entry.after["机关代字"]) == ("宁政发", "宁政函")


def test_a_code_does_not_become_another_that_stands(desk, code, administrator):
    make_series(code="宁政函", organ="government", by=capacity_of(administrator))
    assert "已经有了" in refusal(desk.post(reverse(CHANGE, args=[code.pk]), TYPED))


def test_a_code_with_numbers_keeps_its_name_and_may_be_put_out_of_use(desk, house):
    staffed(house)
    submitted(house, issuer="station", name_of="government").agree("办公室主任")
    used = Series.objects.get(code="宁政发")
    assert "已经编过号" in refusal(desk.post(reverse(CHANGE, args=[used.pk]), TYPED))
    typed = {"code": "宁政发", "organ": "government", "order": 10}
    assert desk.post(reverse(CHANGE, args=[used.pk]), typed).status_code == 302
    assert not Series.objects.get(pk=used.pk).in_use


def test_the_list_says_how_many_numbers_a_code_has_given_out(desk, code):
    page = desk.get(reverse("admin:documents_series_changelist")).content.decode()
    assert "宁政发" in page
    assert "已编号" in page


def test_another_township_s_codes_are_not_there(desk, code, other_house, administrator):
    Series.objects.create(township=other_house.township, code="红政发", organ="government")
    page = desk.get(reverse("admin:documents_series_changelist")).content.decode()
    assert "红政发" not in page


def test_a_new_township_has_its_usual_codes_in_the_founder_s_name(db):
    found_township(name="红墩界乡", administrator=Administrator("郭晓东", "gxd", PASSWORD))
    codes = set(Series.objects.values_list("organ", "code"))
    assert codes == {("party", "红党发"), ("government", "红政发"), ("office", "红党政办发")}
    made = Entry.objects.filter(code="documents.outgoing.series_made")
    assert {entry.officer_name for entry in made} == {Officer.objects.get().name}
    assert made.count() == 3
