"""Who reviews and who signs: switches, drafters of every rank, what is never agreed by telephone."""

from datetime import date
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils.datastructures import MultiValueDict

from documents.outgoing import actions
from documents.outgoing.actions import Parts
from documents.outgoing.approval import OUTGOING
from documents.outgoing.forms.drafting import DraftForm
from documents.outgoing.forms.stages import ConsultForm, SignForm
from documents.outgoing.models import Outgoing
from documents.outgoing.rules import DIRECTOR_SIGNS, HEAD_FIRST
from tests.documents.outgoing.desk import Desk, manuscript, staffed, submitted
from tests.documents.walk import organ
from tests.files.samples import PDF
from tests.house import House, build_house
from township_office import clock
from township_office.approvals.actions import (
    Call,
    add_signer,
    agree_by_phone,
    confirm_paper,
    record_paper,
    transfer,
)
from township_office.approvals.core import Seat
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment, Organ, Post
from township_office.setup.actions import set_switch
from township_office.townships.models import Profile
from township_office.web.refusals import Refused

A, B = Profile.GENERAL, Profile.TOWN
DRAFTER, DIRECTOR, CLERK, HEAD = "应急办干事", "办公室主任", "文书", "应急办主任"
DEPUTY, OFFICE_DEPUTY = "副镇长（农业）", "副书记（分管办公室）"
MAYOR, SECRETARY = "镇长", "党委书记"


@pytest.fixture
def office(house: House) -> House:
    return staffed(house)


def switched(house: House, switch, value: bool = True) -> House:
    director = capacity_of(house[DIRECTOR])
    set_switch(township=house.township, key=switch.key, value=value, by=director)
    return house


def way_of(desk: Desk, *posts: str) -> list[str]:
    """The stages as each of these decides in turn; the last is where it lies then."""
    met = [desk.stage]
    for post in posts:
        desk.agree(post)
        met.append(desk.stage)
    return met


def with_village(house: House, **parts) -> Parts:
    return Parts(main=[organ(house, "柳树湾村民委员会", Organ.Level.BELOW)], **parts)


STATION = {"issuer": "station", "name_of": "office"}


def test_a_station_s_document_is_vetted_first(office):
    desk = submitted(office, **STATION)
    assert way_of(desk, DIRECTOR, DEPUTY, MAYOR) == ["审核", "核稿", "签发", "复核"]


def test_where_the_township_wants_it_the_head_of_the_station_reviews_first(office):
    desk = submitted(switched(office, HEAD_FIRST), **STATION)
    assert way_of(desk, HEAD, DIRECTOR) == ["部门核稿", "审核", "核稿"]
    assert desk.fresh().numbers.count() == 1


def test_by_the_town_s_rules_a_station_goes_from_the_office_to_the_signer(db):
    desk = submitted(staffed(build_house(profile=B)), **STATION)
    stages = way_of(desk, DIRECTOR, MAYOR, CLERK, DRAFTER)
    assert stages == ["审核", "签发", "编号", "复核", "印制"]
    assert [str(each) for each in desk.fresh().numbers.all()] == [desk.paper.number]


OFFICE = {"issuer": "office", "side": "government"}


def test_where_the_township_wants_it_the_director_signs_for_the_office(office):
    desk = submitted(switched(office, DIRECTOR_SIGNS), CLERK, **OFFICE)
    assert way_of(desk, DIRECTOR, OFFICE_DEPUTY, DIRECTOR) == ["审核", "核稿", "签发", "复核"]
    assert desk.fresh().signers == ["李秀英"]


UPWARD = {"direction": "up", "kind": "报告", "title": "关于今冬明春安全生产工作情况的报告"}


@pytest.mark.parametrize("fields", [UPWARD, {"important": True}])
def test_the_director_signs_nothing_important_and_nothing_upward(office, fields):
    parts = with_village(office, copied=[organ(office, "县人民政府")])
    desk = submitted(switched(office, DIRECTOR_SIGNS), CLERK, parts, **OFFICE | fields)
    way_of(desk, DIRECTOR, OFFICE_DEPUTY)
    assert desk.task(MAYOR).stage_name == "签发"


def test_what_the_mayor_drafts_the_secretary_signs(office):
    desk = submitted(office, MAYOR)
    way_of(desk, DIRECTOR, OFFICE_DEPUTY)
    desk.agree(SECRETARY)
    assert (desk.stage, desk.fresh().signers) == ("复核", ["陈志远"])


@pytest.fixture
def presided(office) -> House:
    """The secretary's post is empty; a deputy secretary is named to preside."""
    Appointment.objects.filter(post=office.posts[SECRETARY]).delete()
    Post.objects.filter(pk=office.posts[OFFICE_DEPUTY].pk).update(role="presiding_deputy")
    return office


PARTY = {"issuer": "party", "side": "party"}


@pytest.mark.parametrize("fields", [{"direction": "down"}, {"important": True}])
def test_while_there_is_no_secretary_the_deputy_who_presides_signs(presided, fields):
    parts = with_village(presided, copied=[organ(presided, "中共县委")])
    desk = submitted(presided, parts=parts, **PARTY | fields)
    assert way_of(desk, DIRECTOR, DEPUTY, OFFICE_DEPUTY) == ["审核", "核稿", "签发", "复核"]
    assert desk.fresh().signers == ["刘洋"]


def test_what_goes_up_waits_for_the_secretary(presided):
    parts = Parts(main=[organ(presided, "中共县委")])
    desk = submitted(presided, parts=parts, **PARTY | UPWARD)
    desk.agree(DIRECTOR)
    with pytest.raises(Refused, match="下一环节没有人能办理"):
        desk.agree(DEPUTY)
    assert desk.stage == "核稿"
    holder = {"officer": presided["民政办主任"], "post": presided.posts[SECRETARY]}
    Appointment.objects.create(**holder, valid_from=clock.today())
    assert way_of(desk, DEPUTY, "民政办主任") == ["核稿", "签发", "复核"]


def test_what_a_deputy_lead_drafts_another_reviews(office):
    """Nobody is named for it by rule: the mayor is asked, who may pass it on."""
    desk = submitted(office, DEPUTY)
    desk.agree(DIRECTOR)
    assert desk.task(MAYOR).stage_name == "核稿"
    desk.agree(MAYOR)
    assert desk.stage == "签发"


def test_what_binds_the_public_is_looked_at_for_its_legality(office):
    desk = submitted(office, normative=True)
    met = way_of(desk, DIRECTOR, DEPUTY, "司法所所长", MAYOR)
    assert met == ["审核", "核稿", "合法性审核", "签发", "复核"]


def test_who_disagrees_says_why_and_it_is_settled_before_it_is_signed(office):
    desk = submitted(
        office, parts=with_village(office, consulted=[office.departments["民政办公室"]])
    )
    desk.agree(DIRECTOR)
    mute = ConsultForm({"agrees": "no"}, subject=desk.paper, officer=office["民政办主任"])
    assert mute.errors["opinion"] == ["不同意的，请写明意见，协调时要看。"]
    desk.agree("民政办主任", "经费来源没有说明。", agrees="no")
    assert desk.fresh().consulted.get().agrees is False
    stages = way_of(desk, DEPUTY, DEPUTY, MAYOR)
    assert stages == ["会签意见协调", "核稿", "签发", "复核"]


def test_where_all_agree_nothing_is_settled(office):
    desk = submitted(
        office, parts=with_village(office, consulted=[office.departments["民政办公室"]])
    )
    assert way_of(desk, DIRECTOR, "民政办主任") == ["审核", "会签", "核稿"]


NO_UPWARD = "上行文、联合行文不能电话请示，要由领导本人签发。"
NO_HURRY = "只有加急、特急件才能电话请示（B1.1u）。"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"direction": "up", "urgency": "特急"}, NO_UPWARD),
        ({"issuer": "joint", "urgency": "特急"}, NO_UPWARD),
        ({"urgency": "平件"}, NO_HURRY),
        ({"urgency": "加急"}, ""),
    ],
)
def test_what_goes_up_and_what_two_organs_sign_is_never_agreed_by_telephone(
    house, fields, sentence
):
    """Whatever a township switches on for the stage."""
    assert OUTGOING.no_phone(manuscript(house, **fields)) == sentence


def test_as_it_ships_nothing_is_signed_by_telephone(office):
    desk = submitted(office, urgency="特急")
    way_of(desk, DIRECTOR, DEPUTY)
    said = MultiValueDict({"opinion": ["同意。"]})
    form = SignForm(said, subject=desk.paper, officer=office[MAYOR])
    assert form.is_valid()
    by = capacity_of(office["机要员"], office.posts["机要员"])
    call, task = Call(clock.now()), desk.task(MAYOR)
    with pytest.raises(Refused, match="「签发」不能电话请示"):
        agree_by_phone(task, leader=office[MAYOR], call=call, form=form, by=by)
    assert desk.fresh().signers == []


@pytest.mark.parametrize("verb", [transfer, partial(add_signer, before=True)])
def test_a_signature_is_passed_on_to_leaders_alone(office, verb):
    desk = submitted(office)
    way_of(desk, DIRECTOR, DEPUTY)
    task, by = desk.task(MAYOR), capacity_of(office[MAYOR], office.posts[MAYOR])
    asked = "to" if verb is transfer else "seat"
    for seat in (Seat(post=office.posts[CLERK].pk), Seat(officer=office[DIRECTOR].pk)):
        with pytest.raises(Refused, match="^「签发」只能转给领导班子成员"):
            verb(task, **{asked: seat}, note="请代我签。", by=by)
    verb(task, **{asked: Seat(post=office.posts[SECRETARY].pk)}, note="请书记签。", by=by)
    assert desk.agree(SECRETARY)
    assert desk.fresh().signers == [office[SECRETARY].name]


def test_only_leaders_are_offered_to_sign(client, office):
    desk = submitted(office)
    way_of(desk, DIRECTOR, DEPUTY)
    client.force_login(office[MAYOR])
    page = client.get(desk.paper.get_absolute_url()).context["decision"]
    asking = [each.form for each in page.offers if each.act in ("transfer", "add")]
    offered = [label for form in asking for _, label in form.fields["seat"].choices]
    assert [label for label in offered if SECRETARY in label]
    assert not [label for label in offered if CLERK in label or DIRECTOR in label]


def test_what_was_signed_on_paper_is_signed_by_the_leader_and_not_by_who_entered_it(office):
    desk = submitted(office)
    way_of(desk, DIRECTOR, DEPUTY)
    said = MultiValueDict({"opinion": ["发。"]})
    form = SignForm(said, subject=desk.paper, officer=office[MAYOR])
    assert form.is_valid()
    entered = record_paper(
        desk.task(MAYOR),
        leader=office[MAYOR],
        written_on=clock.today(),
        form=form,
        scan=SimpleUploadedFile("签发.pdf", PDF),
        by=capacity_of(office["文书"], office.posts["文书"]),
    )
    confirm_paper(entered, by=capacity_of(office[DIRECTOR], office.posts[DIRECTOR]))
    assert (desk.stage, desk.fresh().signers) == ("复核", [office[MAYOR].name])


# A5.7: no state secret, at the form, at the action, in the database


def form_of(house: House, **said) -> DraftForm:
    return DraftForm(said, officer=house[DRAFTER], instance=Outgoing(township=house.township))


def test_a_state_secret_is_refused_at_the_form(office):
    assert "A5.7" in form_of(office, secrecy="secret").errors["secrecy"][0]
    assert "secrecy" in form_of(office, secrecy="top_secret").errors
    assert "secrecy" not in form_of(office, secrecy="internal").errors


@pytest.mark.parametrize("secrecy", ["secret", "confidential", "top_secret"])
def test_a_state_secret_is_refused_by_the_action_and_by_the_database(office, secrecy):
    by = capacity_of(office[DRAFTER])
    with pytest.raises(Refused, match=r"A5\.7"):
        actions.submit_outgoing(manuscript(office, secrecy=secrecy), with_village(office), by=by)
    kept = manuscript(office, secrecy=secrecy, drafter=office[DRAFTER])
    kept.department = office.departments["应急管理办公室"]
    with pytest.raises(IntegrityError, match="no_state_secret"), transaction.atomic():
        kept.save()
    assert not Outgoing.objects.exists()


def test_what_the_public_may_not_read_says_why(office):
    by = capacity_of(office[DRAFTER])
    with pytest.raises(Refused, match="写明理由"):
        actions.submit_outgoing(manuscript(office, disclosure="none"), with_village(office), by=by)
    errors = form_of(office, disclosure="none").errors
    assert errors["disclosure_reason"] == ["不主动公开的，请写明理由。"]
    assert submitted(office, disclosure="none", disclosure_reason="涉及个人隐私").stage == "审核"


def test_nothing_is_sent_before_it_is_signed(office):
    paper = submitted(office).paper
    paper.sent_on = date(2026, 11, 26)
    with pytest.raises(IntegrityError, match="nothing_is_sent"), transaction.atomic():
        paper.save()
