"""刻制、启用、停用、缴销、遗失: which status follows which, and what each asks for."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command

from seals.keeping import actions
from seals.keeping.models import Life, Loss, LossStep, Making, Seal, What
from seals.keeping.rules import MOVES, check_in_use, custody_of, lacks, whereabouts
from tests.seals.keeping.desk import (
    CLERK,
    DEPUTY,
    DIRECTOR,
    KEEPER,
    OTHER_KEEPER,
    assert_without_gap_or_overlap,
    picture,
)
from township_office import clock
from township_office.approvals.actions import refuse, withdraw
from township_office.approvals.models import Case
from township_office.audit.trail import trail_of
from township_office.notices.models import Notice
from township_office.web.refusals import Refused, Stale

pytestmark = pytest.mark.django_db


def test_the_page_of_a_seals_life_is_what_the_table_says():
    out = StringIO()
    call_command("seal_life", stdout=out)
    page = (settings.BASE_DIR / "docs/seals.md").read_text(encoding="utf-8")
    assert page.startswith(out.getvalue())


def test_the_table_speaks_of_every_status():
    assert set(MOVES) == set(Life)


def test_a_new_seal_stands_in_the_register_from_the_day_it_is_asked_for(seals):
    walk = seals.making(What.MAKE, seals.seal())
    assert (walk.seal.status, walk.stage, walk.holder()) == (Life.MAKING, "审核", DIRECTOR)
    walk.agree(DIRECTOR)
    assert walk.stage == "批准"
    walk.all_the_way()
    assert walk.seal.status == Life.MADE
    assert Making.objects.get().place == "县公安局指定刻章单位"
    assert Making.objects.get().done_at is not None


@pytest.mark.parametrize(
    ("organ", "side", "leader"),
    [
        ("party", "party", "党委书记"),
        ("government", "government", "镇长"),
        ("other", "government", "镇长"),
        ("other", "party", "党委书记"),
    ],
)
def test_it_is_approved_by_the_principal_leader_of_its_side(seals, organ, side, leader):
    Seal.objects.all().delete()
    fields = {"organ": organ, "side": side}
    walk = seals.making(What.MAKE, seals.seal(**fields)).agree(DIRECTOR)
    assert walk.holder() == leader


def test_what_is_not_approved_is_not_cut_and_its_name_is_free_again(seals):
    walk = seals.making(What.MAKE, seals.seal()).agree(DIRECTOR)
    refuse(walk.task("镇长"), by=seals.who("镇长"), reason="没有必要。")
    assert walk.seal.status == Life.DROPPED
    taken_back = seals.making(What.MAKE, seals.seal())
    withdraw(taken_back.case, by=seals.who(CLERK))
    assert taken_back.seal.status == Life.DROPPED


def test_two_living_seals_have_not_the_same_name(seals):
    with pytest.raises(Refused, match="SEAL-04"):
        seals.making(What.MAKE, seals.seal(name=seals.government.name))


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"organ": "government", "sort": "unit", "diameter": "45.0"}, "SEAL-01"),
        ({"diameter": "45.1"}, "SEAL-02"),
        ({"sort": "steel", "diameter": "34.9"}, "SEAL-02"),
    ],
)
def test_the_size_is_as_it_must_be(seals, fields, rule):
    Seal.objects.all().delete()
    wanted = seals.seal(**fields)
    wanted.diameter = Seal._meta.get_field("diameter").to_python(fields["diameter"])
    with pytest.raises(Refused, match=rule):
        seals.making(What.MAKE, wanted)


def test_before_it_is_taken_into_use_it_has_an_imprint_and_a_keeper(seals):
    seal = seals.making(What.MAKE, seals.seal()).all_the_way().seal
    assert lacks(seal) == ["留存印模", "办理首次接管"]
    with pytest.raises(Refused, match="要先留存印模、办理首次接管"):
        seals.making(What.ACTIVATE, seal)
    actions.keep_imprint(seal, picture(), by=seals.who(CLERK))
    seals.kept(seal)
    used = seals.making(What.ACTIVATE, seal).all_the_way().seal
    assert (used.status, used.activated_on) == (Life.IN_USE, clock.today())


def test_the_second_seal_of_an_organ_waits_until_the_first_is_out_of_use(seals):
    new = seals.seal(name="宁条梁镇人民政府新印", organ="government", sort="unit")
    seal = seals.making(What.MAKE, new).all_the_way().seal
    actions.keep_imprint(seal, picture(), by=seals.who(CLERK))
    seals.kept(seal)
    with pytest.raises(Refused, match="已有在用的印章"):
        seals.making(What.ACTIVATE, seal)
    seals.making(What.SUSPEND, seals.government).all_the_way()
    assert seals.making(What.ACTIVATE, seal).all_the_way().seal.status == Life.IN_USE


def test_out_of_use_and_back_and_given_back(seals):
    seal = seals.moved(What.ACTIVATE, What.SUSPEND)
    assert (seal.ended_on, whereabouts(seal, "吴梅")) == (clock.today(), "停用，封存在吴梅处")
    with pytest.raises(Refused, match="停用，不能用印"):
        check_in_use(seal)
    seal = seals.making(What.ACTIVATE, seal).all_the_way().seal
    assert (seal.status, seal.ended_on) == (Life.IN_USE, None)
    with pytest.raises(Refused, match="不能改为已缴销"):
        seals.making(What.RETURN, seal)
    seals.making(What.SUSPEND, seal).all_the_way()
    seal = seals.making(What.RETURN, seal_again(seal)).all_the_way().seal
    assert (seal.status, custody_of(seal)) == (Life.RETURNED, None)
    assert_without_gap_or_overlap(seal)


def seal_again(seal: Seal) -> Seal:
    return Seal.objects.get(pk=seal.pk)


def test_a_seal_that_is_out_is_not_put_out_of_use(seals):
    seal = seals.moved(What.ACTIVATE)
    walk = seals.making(What.SUSPEND, seal).agree(DIRECTOR).agree("镇长")
    Seal.objects.filter(pk=seal.pk).update(out_since=clock.now())
    with pytest.raises(Refused, match="正在外带"):
        walk.agree(CLERK)
    assert walk.seal.status == Life.IN_USE


def test_nothing_is_given_back_half_way_through_a_handover(seals):
    seal = seals.moved(What.ACTIVATE, What.SUSPEND)
    walk = seals.making(What.RETURN, seal).agree(DIRECTOR).agree("镇长")
    seals.handover(OTHER_KEEPER, seal=seal)
    with pytest.raises(Refused, match="正在办移交"):
        walk.agree(CLERK, place="县政府办公室")


def test_one_change_in_its_life_at_a_time(seals):
    seal = seals.moved(What.ACTIVATE)
    seals.making(What.SUSPEND, seal)
    with pytest.raises(Refused, match="已经有申请在办"):
        seals.making(What.SUSPEND, seal)


def test_no_status_follows_another_but_by_the_table(seals):
    by, refused = seals.who(DIRECTOR), set()
    for status in Life:
        for to in Life:
            seal = Seal(pk=seals.party.pk, township=seals.house.township, status=status)
            try:
                actions.move(seal, to, by=by)
            except Stale:  # allowed, but it does not stand there
                continue
            except Refused as refusal:
                if "不能改为" in refusal.sentence:
                    refused.add((status, to))
    allowed = {(status, to) for status, follows in MOVES.items() for to in follows}
    assert refused == {(status, to) for status in Life for to in Life} - allowed


def test_where_somebody_was_faster_nothing_moves(seals):
    seal = seals.kept()
    Seal.objects.filter(pk=seal.pk).update(status=Life.SUSPENDED)
    with pytest.raises(Stale, match="状态已经变了"):
        actions.move(seal, Life.LOST, by=seals.who(KEEPER))


def test_each_move_leaves_a_row_of_history_and_a_line_on_the_trail(seals):
    seal = seals.kept()
    before = seal.history.count()
    actions.move(seal, Life.SUSPENDED, by=seals.who(DIRECTOR), words="磨损。")
    assert seal.history.count() == before + 1
    assert seal.history.first().status == Life.SUSPENDED
    line = trail_of(seal).last()
    assert (line.before, line.after) == ({"状态": "在用"}, {"状态": "停用"})


# 遗失


def lose(seals, seal: Seal, by: str = KEEPER) -> Loss:
    loss = Loss(seal=seal, noticed_at=clock.now(), place="镇政府", circumstances="下班清点时不见。")
    return actions.report_loss(loss, by=seals.who(by))


def test_a_lost_seal_is_void_at_once_and_the_leaders_hear_of_it(seals):
    seal = seals.kept()
    seals.handover(OTHER_KEEPER, by=KEEPER)
    lose(seals, seal)
    seal = seal_again(seal)
    assert (seal.status, custody_of(seal)) == (Life.LOST, None)
    assert not Case.objects.open().exists()
    told = Notice.objects.filter(kind="seals.lost").values_list("officer__name", flat=True)
    assert set(told) == {"李秀英", "陈志远", "王建国"}


def test_a_seal_may_be_lost_while_it_is_out(seals):
    seal = seals.kept()
    Seal.objects.filter(pk=seal.pk).update(out_since=clock.now())
    lose(seals, seal_again(seal))
    assert (seal_again(seal).status, seal_again(seal).is_out) == (Life.LOST, False)


@pytest.mark.parametrize("who", ["应急办主任", "镇长"])
def test_it_is_reported_by_its_keeper_or_the_office(seals, who):
    with pytest.raises(Refused, match="保管人和党政办"):
        lose(seals, seals.kept(), by=who)


def test_no_loss_is_reported_ahead_of_its_time(seals):
    loss = Loss(
        seal=seals.kept(),
        noticed_at=clock.now() + timedelta(hours=1),
        place="镇",
        circumstances="x",
    )
    with pytest.raises(Refused, match="还没有到"):
        actions.report_loss(loss, by=seals.who(KEEPER))


def test_a_loss_of_the_year_one_is_asked_for_again_and_the_seal_stands(client, seals):
    seal = seals.kept()
    client.force_login(seals.house[KEEPER])
    said = {"noticed_at": "0001-01-01T08:30", "place": "镇政府", "circumstances": "不见了。"}
    page = f"/seals/keeping/{seal.pk}/"
    answer = client.post(f"{page}lost/", said | {"once-key": str(uuid4())})
    assert "请核对年份" in answer.content.decode()
    assert client.get(page).status_code == 200
    assert not Loss.objects.exists()


def test_what_must_follow_is_ticked_off_each_with_its_day(seals):
    loss = lose(seals, seals.kept())
    step = LossStep(loss=loss, step="police", note="挂失回执 12 号")
    actions.tick_step(step, by=seals.who(CLERK))
    assert loss.steps.get().on == clock.today()
    with pytest.raises(Refused, match="已经记过"):
        actions.tick_step(LossStep(loss=loss, step="police"), by=seals.who(CLERK))
    with pytest.raises(Refused, match="党政办"):
        actions.tick_step(LossStep(loss=loss, step="notice"), by=seals.who("应急办主任"))


def test_after_a_loss_a_new_one_of_the_name_may_be_cut(seals):
    lose(seals, seals.kept())
    again = seals.seal(name=seals.government.name, organ="government", sort="unit")
    assert seals.making(What.MAKE, again).seal.status == Life.MAKING


def test_a_deputy_lead_vets_what_the_director_asks_for(seals):
    walk = seals.making(What.MAKE, seals.seal(), by=DIRECTOR)
    assert walk.holder() == DEPUTY
