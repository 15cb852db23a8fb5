import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from township_office.audit.models import Entry
from township_office.people import actions
from township_office.people.capacity import capacity_of
from township_office.people.models import UsedPassword
from township_office.people.passwords import one_time_password
from township_office.web.refusals import Refused


def test_a_new_officer_gets_a_password_to_be_changed(house, by):
    officer, password = actions.hire(house.township, name="吴芳", username="wufang", by=by)
    assert officer.check_password(password)
    assert officer.must_change_password
    assert (officer.pinyin, officer.initials) == ("wufang", "wf")
    assert password not in str(Entry.objects.get(code="people.officer.hired").after)


def test_a_login_name_is_taken_once(house, by):
    actions.hire(house.township, name="吴芳", username="wufang", by=by)
    with pytest.raises(Refused, match="已被占用"):
        actions.hire(house.township, name="吴方", username="wufang", by=by)


def test_an_account_stays_open_while_its_owner_holds_a_post(house, by):
    with pytest.raises(Refused, match="还担任文书"):
        actions.disable(house["文书"], by=by)
    actions.release(house.posts["文书"].appointments.get(), by=by)
    with pytest.raises(Refused, match="还担任文书"):
        actions.disable(house["文书"], by=by)


def test_a_closed_account_keeps_its_name_and_can_be_reopened(house, by):
    officer, _ = actions.hire(house.township, name="吴芳", username="wufang", by=by)
    actions.disable(officer, by=by)
    officer.refresh_from_db()
    assert not officer.is_active
    actions.enable(officer, by=by)
    officer.refresh_from_db()
    assert officer.is_active


def test_nobody_closes_his_own_account(administrator, by):
    with pytest.raises(Refused, match="不能停用自己"):
        actions.disable(administrator, by=by)


def test_a_new_name_is_found_by_its_own_pinyin(house, by):
    actions.amend_officer(house["文书"], name="单芳", by=by)
    entry = Entry.objects.get(code="people.officer.amended")
    assert (entry.before, entry.after) == ({"姓名": "刘芳"}, {"姓名": "单芳"})
    assert house["文书"].initials == "sf df"


def test_a_reset_password_opens_the_account_once_more(house, by):
    password = actions.reset_password(house["文书"], by=by)
    officer = type(house["文书"]).objects.get(pk=house["文书"].pk)
    assert officer.check_password(password)
    assert officer.must_change_password


def test_the_last_five_passwords_do_not_come_back(house):
    officer = house["文书"]
    by = capacity_of(officer)
    for number in range(6):
        actions.change_password(officer, f"Mi-ma-{number}-xyz", by=by)
    for number in (1, 5):
        with pytest.raises(ValidationError, match="最近 5 次"):
            validate_password(f"Mi-ma-{number}-xyz", officer)
    validate_password("Mi-ma-0-xyz", officer)
    assert UsedPassword.objects.filter(officer=officer).count() == 5


@pytest.mark.parametrize("password", ["Ab1-efghi", "abcdefghijk", "abcdef12345", "ABCDEFGHIJ99"])
def test_a_short_or_plain_password_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password", ["abcdef-1234", "Abcdef1234k", "ABCDEF-1234", "密码密码密码abc12"]
)
def test_ten_signs_of_three_classes_are_a_password(password):
    validate_password(password)


def test_a_password_made_of_the_name_is_refused(house, by):
    officer, _ = actions.hire(house.township, name="欧阳秀英", username="x1", by=by)
    with pytest.raises(ValidationError, match="拼音"):
        validate_password("Ouyangxiuying1", officer)


def test_a_one_time_password_keeps_the_rules():
    for _ in range(20):
        validate_password(one_time_password())


def test_a_login_name_is_one_that_can_be_typed(house, by):
    """Signing in makes full-width signs narrow, so that a name with them would never fit."""
    with pytest.raises(Refused, match="全角字符"):
        actions.hire(house.township, name="高远", username="高远（农业）", by=by)
