import re

import pytest
from django.urls import reverse

from tests.house import PASSWORD
from township_office import clock
from township_office.audit.models import Entry
from township_office.people import actions
from township_office.people.models import Appointment, Charge, Department, Officer, Organ, Post


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


def page(name, *args) -> str:
    return reverse(f"admin:people_{name}", args=args)


def codes() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("code", flat=True))


def password_on(answer) -> str:
    return re.search(r"<h2>([a-z0-9-]{14})</h2>", answer.content.decode())[1]


def test_a_new_account_shows_its_password_once(desk, house):
    answer = desk.post(page("officer_add"), {"name": "吴芳", "username": "wufang", "phone": ""})
    officer = Officer.objects.get(username="wufang")
    assert officer.check_password(password_on(answer))
    assert answer["Cache-Control"].count("no-store")
    assert (officer.township, officer.initials) == (house.township, "wf")
    assert codes() == ["people.officer.hired"]
    assert "<h2>" not in desk.get(page("officer_password", officer.pk)).content.decode()


def test_a_forgotten_password_is_replaced(desk, house):
    officer = house["文书"]
    answer = desk.post(page("officer_password", officer.pk))
    assert Officer.objects.get(pk=officer.pk).check_password(password_on(answer))
    assert codes() == ["people.password.reset"]


def test_an_account_is_amended_and_closed_by_its_own_acts(desk, house, by):
    officer = actions.hire(house.township, name="吴芳", username="wufang", by=by).officer
    typed = {"name": "吴方", "username": "wufang", "phone": "13000000000"}
    desk.post(page("officer_change", officer.pk), typed)
    assert codes()[1:] == ["people.account.disabled", "people.officer.amended"]
    entry = Entry.objects.get(code="people.officer.amended")
    assert (entry.before["姓名"], entry.after["姓名"]) == ("吴芳", "吴方")
    clicks = set(Entry.objects.exclude(code="people.officer.hired").values_list("click"))
    assert len(clicks) == 1
    assert not Officer.objects.get(pk=officer.pk).is_active


def test_an_account_with_a_post_is_not_closed(desk, house):
    officer = house["文书"]
    typed = {"name": officer.name, "username": officer.username, "phone": ""}
    answer = desk.post(page("officer_change", officer.pk), typed)
    (refusal,) = answer.context["adminform"].form.non_field_errors()
    assert "还担任文书" in refusal
    assert Officer.objects.get(pk=officer.pk).is_active


def test_nothing_changed_records_nothing(desk, house):
    officer = house["文书"]
    typed = {"name": officer.name, "username": officer.username, "phone": "", "is_active": "on"}
    desk.post(page("officer_change", officer.pk), typed)
    assert codes() == []


def test_an_administrator_made_in_the_admin_enters_it(desk, house, client):
    officer = house["文书"]
    typed = {"name": officer.name, "username": officer.username, "is_active": "on"}
    desk.post(page("officer_change", officer.pk), {**typed, "is_staff": "on"})
    client.force_login(Officer.objects.get(pk=officer.pk))
    assert client.get(page("officer_changelist")).status_code == 200


def test_departments_posts_and_appointments_are_made_by_actions(desk, house, by):
    desk.post(
        page("department_add"),
        {
            "name": "林业站",
            "short_name": "林业站",
            "kind": "station",
            "line": "government",
            "rank": 50,
        },
    )
    station = Department.objects.get(name="林业站")
    desk.post(
        page("post_add"),
        {"name": "林业站站长", "department": station.pk, "heads": "on", "rank": 50},
    )
    post = Post.objects.get(name="林业站站长")
    officer = actions.hire(house.township, name="吴芳", username="wufang", by=by).officer
    day = clock.today().isoformat()
    desk.post(page("appointment_add"), {"officer": officer.pk, "post": post.pk, "valid_from": day})
    desk.post(
        page("charge_add"),
        {"post": house.posts["镇长"].pk, "department": station.pk, "valid_from": day},
    )
    assert list(Post.objects.held_by(officer)) == [post]
    assert Charge.objects.on().get(department=station).post == house.posts["镇长"]
    assert codes() == [
        "people.department.opened",
        "people.post.created",
        "people.officer.hired",
        "people.appointed",
        "people.charge.given",
    ]


def test_an_appointment_is_ended_and_otherwise_left_alone(desk, house):
    appointment = house.posts["文书"].appointments.get()
    url = page("appointment_change", appointment.pk)
    typed = {"officer": house["镇长"].pk, "valid_until": clock.today().isoformat()}
    desk.post(url, typed)
    appointment.refresh_from_db()
    assert appointment.officer == house["文书"]
    assert appointment.valid_until == clock.today()
    assert codes() == ["people.released"]


def test_an_appointments_end_is_not_wiped_out(desk, house):
    appointment = house.posts["文书"].appointments.get()
    desk.post(page("appointment_change", appointment.pk), {"valid_until": ""})
    appointment.refresh_from_db()
    assert appointment.valid_until is None
    assert codes() == []


def test_being_in_charge_is_ended(desk, house):
    charge = house.departments["民政办公室"].charges.get()
    desk.post(page("charge_change", charge.pk), {"valid_until": clock.today().isoformat()})
    assert codes() == ["people.charge.ended"]


def test_an_organ_is_entered_and_amended(desk, house):
    typed = {"name": "靖边县水利局", "short_name": "水利局", "level": "above", "line": "government"}
    desk.post(page("organ_add"), typed)
    organ = Organ.objects.get()
    assert organ.initials == "jbxslj"
    desk.post(page("organ_change", organ.pk), {**typed, "level": "same"})
    assert codes() == ["people.organ.remembered", "people.organ.amended"]


def test_a_name_taken_is_refused_in_a_sentence(desk, house):
    typed = {
        "name": "党政办公室",
        "short_name": "办",
        "kind": "department",
        "line": "party",
        "rank": 1,
    }
    form = desk.post(page("department_add"), typed).context["adminform"].form
    assert form.non_field_errors() == ["已有名为“党政办公室”的机构。"]
    assert form["short_name"].value() == "办"


@pytest.mark.parametrize(
    "name", ["officer", "department", "post", "appointment", "charge", "organ"]
)
def test_nothing_is_deleted_in_the_admin(desk, house, name):
    url = reverse(f"admin:people_{name}_delete", args=[1])
    assert desk.get(url).status_code == 403
    assert "delete_selected" not in desk.get(page(f"{name}_changelist")).content.decode()


def test_another_township_is_invisible(desk, house, other_house):
    listed = desk.get(page("officer_changelist") + "?all=").content.decode()
    assert f"/officer/{house['文书'].pk}/change" in listed
    assert f"/officer/{other_house['文书'].pk}/change" not in listed
    for name, record in (
        ("officer", other_house["文书"]),
        ("department", other_house.departments["民政办公室"]),
        ("post", other_house.posts["文书"]),
        ("appointment", Appointment.objects.filter(officer=other_house["文书"]).get()),
    ):
        for what in ("change", "history"):
            answer = desk.get(page(f"{name}_{what}", record.pk))
            assert answer.status_code in (302, 404), (name, what)
    assert desk.post(page("officer_password", other_house["文书"].pk)).status_code == 404
    assert codes() == []


def test_choices_end_at_the_townships_border(desk, house, other_house):
    form = desk.get(page("appointment_add")).context["adminform"].form
    assert set(form.fields["post"].queryset) == set(house.posts.values())
    assert not set(form.fields["officer"].queryset) & set(other_house.officers.values())
    answer = desk.post(
        page("appointment_add"),
        {
            "officer": other_house["文书"].pk,
            "post": house.posts["文书"].pk,
            "valid_from": clock.today().isoformat(),
        },
    )
    assert answer.status_code == 200
    assert codes() == []


def test_the_trail_of_a_record_tells_before_and_after(desk, house, administrator):
    officer = house["文书"]
    typed = {"name": "刘芳芳", "username": officer.username, "is_active": "on"}
    desk.post(page("officer_change", officer.pk), typed)
    shown = desk.get(page("officer_history", officer.pk)).content.decode()
    assert "更改人员资料" in shown
    assert administrator.name in shown
    assert "刘芳 → 刘芳芳" in shown


@pytest.mark.parametrize(
    "name", ["officer", "department", "post", "appointment", "charge", "organ"]
)
def test_every_page_of_the_admin_opens(desk, house, by, name):
    actions.remember_organ(house.township, "靖边县水利局", by=by)
    model = {
        each._meta.model_name: each
        for each in (Officer, Department, Post, Appointment, Charge, Organ)
    }[name]
    record = model.objects.first()
    assert desk.get(page(f"{name}_changelist") + "?q=l").status_code == 200
    assert desk.get(page(f"{name}_add")).status_code == 200
    assert desk.get(page(f"{name}_change", record.pk)).status_code == 200
    assert desk.get(page(f"{name}_history", record.pk)).status_code == 200


@pytest.mark.parametrize("name", ["officer", "post", "appointment"])
def test_lists_cost_the_same_for_many_people(desk, house, by, name, django_assert_max_num_queries):
    for number in range(9):
        officer = actions.hire(house.township, name=f"丁{number}", username=f"d{number}", by=by)
        actions.appoint(officer.officer, house.posts["应急办干事"], by=by)
    with django_assert_max_num_queries(12):
        desk.get(page(f"{name}_changelist"))


def test_who_is_no_administrator_is_told_whose_the_admin_is(client, house):
    client.force_login(house["镇长"])
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "管理后台由系统管理员使用" in answer.text
    assert "回工作台" in answer.text


def test_a_stranger_signs_in_where_everybody_does(client, house):
    answer = client.get("/admin/people/officer/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/login/")
    typed = {"username": "x", "password": PASSWORD}
    assert client.post("/admin/login/", typed).url.startswith("/login/")


def test_passwords_change_and_sessions_end_where_everybodys_do(desk):
    assert desk.get("/admin/password_change/").url == "/password/"
    assert desk.post("/admin/logout/").url == "/login/"
    assert codes() == ["people.signed_out"]
