"""After the signature: re-checked, reworded, or changed and signed anew (A3.2.7, DOC-40)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from documents.outgoing import actions
from documents.outgoing.actions import Parts
from documents.outgoing.forms.stages import RecheckForm
from documents.outgoing.models import Layout, Outgoing, PrintRun, Version
from documents.outgoing.rules import check_is_formal
from documents.outgoing.views.pages import changes_since_signing
from tests.documents.outgoing.desk import Desk, staffed, submitted
from tests.documents.walk import organ
from tests.house import House
from township_office import clock
from township_office.audit.models import Unalterable
from township_office.people.capacity import capacity_of
from township_office.people.models import Organ
from township_office.web.refusals import Refused

DIRECTOR, CLERK, DRAFTER, DEPUTY = "办公室主任", "文书", "应急办干事", "副镇长（农业）"
MAYOR, SECRETARY = "镇长", "党委书记"
DRAFT, SIGNING, RECHECKING = 1, 8, 9
COMMA = ("压实责任，抓好落实。", "压实责任、抓好落实。")
DEADLINE = ("12月10日", "12月20日")


@pytest.fixture
def office(house: House) -> House:
    return staffed(house)


@pytest.fixture
def desk(office) -> Desk:
    """Signed a moment ago; it lies with its drafter."""
    return brought(submitted(office), DIRECTOR, DEPUTY, MAYOR)


def brought(desk: Desk, *posts: str) -> Desk:
    for post in posts:
        desk.agree(post)
    return desk


def rewritten(desk: Desk, was: str, now: str) -> None:
    """The drafter changes the text where it lies with him."""
    paper = desk.fresh()
    assert was in paper.body
    paper.body = paper.body.replace(was, now)
    village = organ(desk.house, "柳树湾村民委员会", Organ.Level.BELOW)
    actions.amend_outgoing(paper, Parts(main=[village]), by=capacity_of(desk.house[DRAFTER]))


def whys(desk: Desk) -> list[str]:
    return list(desk.paper.versions.values_list("why", flat=True))


def test_what_was_not_changed_goes_straight_on(desk):
    desk.agree(DRAFTER)
    assert desk.stage == "登记编号"
    assert (desk.paper.changed, changes_since_signing(desk.paper)) == ("none", None)


def test_a_change_of_wording_waits_for_the_director(desk):
    rewritten(desk, *COMMA)
    desk.agree(DRAFTER, changed="wording")
    assert (desk.stage, desk.fresh().rechecked_on) == ("文字改动确认", None)
    desk.agree(DIRECTOR)
    desk.agree(CLERK)
    assert desk.fresh().is_formal
    assert desk.stage == "印制"


def test_a_change_of_substance_goes_back_to_the_signer(desk):
    first = desk.fresh().signed_version
    rewritten(desk, *DEADLINE)
    assert changes_since_signing(desk.fresh()) is not None
    said = {"changed": "substance", **dict.fromkeys(("text", "title", "signature", "parts"), "on")}
    form = RecheckForm(said, subject=desk.paper, officer=desk.house[DRAFTER])
    assert form.errors["changed"] == [
        "有实质性改动的，要由签发人重新签发（DOC-40）。请点「退回」，退回给「签发」。"
    ]
    desk.return_to(DRAFTER, SIGNING, "截止日期改了，请重新签发。")
    assert desk.stage == "签发"
    desk.agree(MAYOR)
    assert desk.stage == "复核"
    assert changes_since_signing(desk.fresh()) is None
    assert desk.paper.signed_version != first
    assert desk.paper.signers == ["王建国"]
    desk.agree(DRAFTER)
    assert desk.stage == "登记编号"


def test_whoever_says_nothing_was_changed_is_held_to_it(desk):
    rewritten(desk, *COMMA)
    by = capacity_of(desk.house[DRAFTER])
    with pytest.raises(Refused, match="不一致"):
        actions.recheck(desk.fresh(), changed="none", by=by)


def test_the_question_is_not_asked_of_what_was_not_changed(desk):
    form = RecheckForm(subject=desk.fresh(), officer=desk.house[DRAFTER])
    assert "changed" not in form.fields


def test_the_director_confirms_only_what_was_declared(desk):
    director = capacity_of(desk.house[DIRECTOR])
    with pytest.raises(Refused, match="没有待确认的文字改动"):
        actions.confirm_wording(desk.fresh(), by=director)
    rewritten(desk, *COMMA)
    desk.agree(DRAFTER, changed="wording")
    desk.return_to(DIRECTOR, RECHECKING, "这里也要改。")
    rewritten(desk, *DEADLINE)
    with pytest.raises(Refused, match="没有待确认的文字改动"):
        actions.confirm_wording(desk.fresh(), by=director)


def test_what_is_changed_when_it_comes_back_from_the_press_is_checked_anew(desk):
    """Its red head is gone until then."""
    brought(desk, DRAFTER, CLERK)
    assert desk.fresh().is_formal
    desk.return_to(CLERK, RECHECKING, "清样有错字。")
    rewritten(desk, *COMMA)
    assert not desk.fresh().is_formal
    assert desk.paper.layouts.last().formal is False
    with pytest.raises(Refused, match="复核之后"):
        check_is_formal(desk.paper)
    desk.agree(DRAFTER, changed="wording")
    desk.agree(DIRECTOR)
    desk.agree(CLERK)
    assert desk.stage == "印制"
    assert desk.fresh().layouts.last().formal is True


def test_it_is_never_printed_before_the_day_on_which_it_was_signed(desk):
    """Signed anew some days later, it bears the later date of printing as well (FMT-068)."""
    brought(desk, DRAFTER, CLERK)
    first = desk.fresh().printed_on
    assert first == desk.paper.signed_on
    with clock.moved_to(clock.now() + timedelta(days=2)):
        desk.return_to(CLERK, RECHECKING, "截止日期不对。")
        rewritten(desk, *DEADLINE)
        desk.return_to(DRAFTER, SIGNING, "截止日期改了。")
        brought(desk, MAYOR, DRAFTER, CLERK)
    assert desk.fresh().printed_on == desk.paper.signed_on == first + timedelta(days=2)


def test_a_joint_document_is_signed_by_both_on_the_same_text(office):
    """The second sends it back; what the first has signed no longer counts."""
    desk = brought(submitted(office, issuer="joint", lead="party"), DIRECTOR, DEPUTY, MAYOR)
    assert desk.fresh().signers == ["王建国"]
    desk.return_to(SECRETARY, DRAFT, "截止日期太紧。", straight=True)
    rewritten(desk, *DEADLINE)
    actions.send_outgoing(desk.fresh(), by=capacity_of(office[DRAFTER]))
    brought(desk, DIRECTOR, DEPUTY, MAYOR)
    assert (desk.stage, desk.fresh().signers) == ("签发", ["王建国"])
    desk.agree(SECRETARY)
    assert (desk.stage, desk.fresh().signers) == ("复核", ["王建国", "陈志远"])
    assert changes_since_signing(desk.paper) is None


@pytest.mark.parametrize(("basis", "stage"), [("", "签发"), ("县安委会部署", "审核")])
def test_what_rests_on_another_basis_does_not_come_straight_back(office, basis, stage):
    desk = brought(submitted(office, issuer="joint", lead="party"), DIRECTOR, DEPUTY, MAYOR)
    desk.return_to(SECRETARY, DRAFT, "请写明依据。", straight=True)
    Outgoing.objects.filter(pk=desk.paper.pk).update(basis=basis)
    actions.send_outgoing(desk.fresh(), by=capacity_of(office[DRAFTER]))
    assert desk.stage == stage


def test_a_joint_document_changed_at_the_recheck_is_signed_anew_by_both(office):
    desk = submitted(office, issuer="joint", lead="government")
    brought(desk, DIRECTOR, DEPUTY, MAYOR, SECRETARY)
    rewritten(desk, *DEADLINE)
    desk.return_to(DRAFTER, SIGNING, "截止日期改了。")
    desk.agree(MAYOR)
    assert (desk.stage, desk.fresh().signers) == ("签发", ["王建国"])
    desk.agree(SECRETARY)
    assert (desk.stage, desk.fresh().signers) == ("复核", ["王建国", "陈志远"])


def test_until_the_recheck_there_is_no_red_head(desk):
    assert set(Layout.objects.values_list("formal", flat=True)) == {False}
    desk.agree(DRAFTER)
    assert set(Layout.objects.values_list("formal", flat=True)) == {False}
    desk.agree(CLERK)
    assert list(desk.fresh().layouts.values_list("formal", flat=True)) == [False, True]
    assert not PrintRun.objects.exists()


def test_every_turn_of_the_text_is_kept(office):
    desk = submitted(office)
    desk.return_to(DIRECTOR, DRAFT, "日期写明。")
    rewritten(desk, *DEADLINE)
    actions.send_outgoing(desk.fresh(), by=capacity_of(office[DRAFTER]))
    brought(desk, DIRECTOR, DEPUTY, MAYOR)
    rewritten(desk, *COMMA)
    desk.agree(DRAFTER, changed="wording")
    desk.agree(DIRECTOR)
    assert whys(desk) == ["submitted", "amended", "signed", "changed", "final"]
    said = [version.words["body"] for version in desk.paper.versions.all()]
    assert [DEADLINE[1] in words for words in said] == [False, True, True, True, True]
    assert [COMMA[1] in words for words in said] == [False, False, False, True, True]


def test_what_is_kept_is_not_written_over(desk):
    version = Version.objects.first()
    for spoil in (version.save, version.delete, Version.objects.all().delete):
        with pytest.raises(Unalterable):
            spoil()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE documents_version SET digest = %s", ["0" * 64])
