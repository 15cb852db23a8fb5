import pytest

from township_office.people import actions


@pytest.fixture
def reader(client, house):
    client.force_login(house["应急办干事"])
    return client


def sections(answer) -> dict[str, list[str]]:
    return {
        section.title: [f"{line.post} {line.officer}".strip() for line in section.lines]
        for section in answer.context["sections"]
    }


def test_the_directory_lists_leaders_by_rank_and_heads_first(reader):
    shown = sections(reader.get("/people/"))
    assert list(shown) == ["领导班子", "党政办公室", "应急管理办公室", "民政办公室"]
    assert shown["领导班子"][:2] == ["党委书记 陈志远", "镇长 王建国"]
    assert shown["应急管理办公室"] == ["应急办主任 赵磊", "应急办干事 马军"]


def test_a_leader_stands_with_what_he_is_in_charge_of(reader):
    assert "分管 应急办、民政办" in reader.get("/people/").content.decode()


def test_one_finds_a_person_by_initials_without_script(reader, house, by):
    officer = actions.hire(house.township, name="单建国", username="sjg", by=by).officer
    actions.appoint(officer, house.posts["文书"], by=by)
    assert sections(reader.get("/people/?words=sjg")) == {"党政办公室": ["文书 单建国"]}


def test_who_holds_no_post_is_found_too(reader, house, by):
    actions.hire(house.township, name="单建国", username="sjg", by=by)
    assert sections(reader.get("/people/?words=单"))["未任职"] == ["单建国"]


def test_a_closed_account_is_not_listed(reader, house, by):
    officer = actions.hire(house.township, name="单建国", username="sjg", by=by).officer
    actions.disable(officer, by=by)
    assert sections(reader.get("/people/?words=单")) == {}
    assert "没有找到这个人" in reader.get("/people/?words=单").content.decode()


def test_another_townships_people_are_not_listed(reader, house, other_house):
    other = other_house["文书"]
    other.name = "高远方"
    other.save()
    assert "高远方" not in reader.get("/people/").content.decode()
    assert sections(reader.get("/people/?words=高远方")) == {}


def test_the_directory_costs_the_same_for_many_people(
    reader, house, by, django_assert_max_num_queries
):
    for number in range(12):
        officer = actions.hire(house.township, name=f"丁{number}", username=f"d{number}", by=by)
        actions.appoint(officer.officer, house.posts["应急办干事"], by=by)
    with django_assert_max_num_queries(12):
        reader.get("/people/")


def test_a_stranger_sees_no_directory(client, house):
    assert client.get("/people/").url.startswith("/login/")
