"""发文字号: no gap, no double, never used again, in the year of the 成文日期 (DOC-41)."""

from datetime import date, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.outgoing import actions
from documents.outgoing.actions.numbering import upcoming_label
from documents.outgoing.models import Number, Outgoing, Series
from tests.documents.outgoing.desk import Desk, manuscript, staffed, submitted
from tests.house import House, build_house
from township_office import clock
from township_office.approvals.actions import refuse, withdraw
from township_office.people.capacity import capacity_of
from township_office.townships.models import Profile
from township_office.web.refusals import Refused

DIRECTOR, CLERK, DRAFTER, MAYOR = "办公室主任", "文书", "应急办干事", "镇长"
NEW_YEARS_EVE = clock.local(clock.midnight(date(2026, 12, 31))).replace(hour=10)
SECOND_OF_JANUARY = clock.local(clock.midnight(date(2027, 1, 2))).replace(hour=10)


class Spilled(Exception):
    """What goes wrong after a number was given out."""


@pytest.fixture
def office(house: House) -> House:
    return staffed(house)


@pytest.fixture
def series(office: House) -> Series:
    return Series.objects.get(code="宁政发", township=office.township)


def who(house: House, post: str):
    return capacity_of(house[post], house.posts[post])


def paper_of(house: House, **fields) -> Outgoing:
    """A text as it stands in the middle of its way; who has it matters to no number."""
    department = house.departments["应急管理办公室"]
    paper = manuscript(house, drafter=house[DRAFTER], department=department, **fields)
    paper.save()
    return paper


def signed(house: House, day: date = date(2026, 11, 26)) -> Outgoing:
    return paper_of(house, signed_on=day)


def numbered(house: House, series: Series, day: date = date(2026, 11, 26)) -> Number:
    return actions.number_outgoing(signed(house, day), series=series, by=who(house, CLERK))


def labels(*numbers: Number) -> list[str]:
    return [str(number) for number in numbers]


def on(desk: Desk, moment: datetime, *posts: str) -> None:
    """Who decides at that moment, one after the other."""
    with clock.moved_to(moment):
        for post in posts:
            desk.agree(post)


STEPS = st.lists(
    st.sampled_from(["reserve", "take", "take reserved", "void", "spill"]), min_size=1, max_size=14
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_whatever_happens_no_number_is_missing_or_given_twice(office, series, steps):
    """And a void one is never given out again."""
    with pytest.raises(Spilled), transaction.atomic():
        given_out = [number for step in steps for number in happened(office, series, step)]
        found = list(Number.objects.order_by("number").values_list("number", flat=True))
        assert found == list(range(1, len(found) + 1))
        assert given_out == found
        assert all(each.void_reason for each in Number.objects.exclude(voided_on=None))
        raise Spilled


def happened(house: House, series: Series, step: str) -> list[int]:
    """One thing more; the number it gave out, if it did."""
    standing = Number.objects.standing()
    by = who(house, CLERK)
    match step:
        case "take":
            return [actions.number_outgoing(signed(house), series=series, by=by).number]
        case "reserve":
            return [actions.reserve_number(paper_of(house), by=by).number]
        case "take reserved" if reserved := standing.filter(taken_on=None).first():
            taken = actions.number_outgoing(reserved.outgoing, series=series, by=by)
            assert taken == reserved
        case "void" if number := standing.first():
            actions.void_number(number, reason="不再需要。", by=by)
        case "spill":
            with pytest.raises(Spilled), transaction.atomic():
                actions.number_outgoing(signed(house), series=series, by=by)
                raise Spilled
    return []


def test_the_series_follows_the_date_of_signature(office):
    desk = submitted(office)
    on(desk, NEW_YEARS_EVE, DIRECTOR, "副镇长（农业）", MAYOR)
    on(desk, SECOND_OF_JANUARY, DRAFTER, CLERK)
    assert desk.fresh().number == "宁政发〔2026〕1号"
    assert desk.paper.signed_on == date(2026, 12, 31)


def test_both_years_go_on_side_by_side(office, series):
    days = [date(2026, 12, 30), date(2027, 1, 4), date(2026, 12, 31), date(2027, 1, 4)]
    assert labels(*(numbered(office, series, day) for day in days)) == [
        "宁政发〔2026〕1号",
        "宁政发〔2027〕1号",
        "宁政发〔2026〕2号",
        "宁政发〔2027〕2号",
    ]


def test_a_number_reserved_in_the_old_year_is_void_when_it_is_signed_in_the_new(office):
    desk = submitted(office, issuer="station", name_of="government", side="government")
    on(desk, NEW_YEARS_EVE, DIRECTOR)
    on(desk, SECOND_OF_JANUARY, "副镇长（农业）", MAYOR, DRAFTER, CLERK)
    old, new = desk.fresh().numbers.order_by("id")
    assert labels(old, new) == ["宁政发〔2026〕1号", "宁政发〔2027〕1号"]
    assert (old.void_reason, new.void_reason) == ("改编入 宁政发〔2027〕", "")
    assert desk.paper.number == str(new)


def test_a_reserved_number_is_confirmed_when_it_is_signed_in_its_year(office):
    desk = submitted(office, issuer="station", name_of="government", side="government")
    for post in (DIRECTOR, "副镇长（农业）", MAYOR, DRAFTER, CLERK):
        desk.agree(post)
    assert [str(each) for each in desk.fresh().numbers.all()] == [desk.paper.number]


def test_a_closed_year_gives_out_no_number(office, series):
    numbered(office, series)
    actions.close_year(series, year=2026, by=who(office, DIRECTOR))
    with pytest.raises(Refused, match="已经封号"):
        numbered(office, series)
    assert str(numbered(office, series, date(2027, 1, 4))) == "宁政发〔2027〕1号"


def test_a_year_with_a_number_still_reserved_is_not_closed(office, series):
    actions.reserve_number(paper_of(office), by=who(office, DIRECTOR))
    with pytest.raises(Refused, match="还有预留未用的字号"):
        actions.close_year(series, year=clock.today().year, by=who(office, DIRECTOR))


def test_a_year_is_not_closed_while_what_was_signed_in_it_waits_for_its_number(office, series):
    """Nothing opens a year again."""
    desk = submitted(office)
    on(desk, NEW_YEARS_EVE, DIRECTOR, "副镇长（农业）", MAYOR)
    director = who(office, DIRECTOR)
    with pytest.raises(Refused, match="^《关于做好今冬明春安全生产工作的通知》在 2026 年签发"):
        actions.close_year(series, year=2026, by=director)
    party = Series.objects.get(code="宁党发", township=office.township)
    actions.close_year(party, year=2026, by=director)
    on(desk, SECOND_OF_JANUARY, DRAFTER, CLERK)
    actions.close_year(series, year=2026, by=director)
    assert desk.fresh().number == "宁政发〔2026〕1号"


def test_what_was_given_up_keeps_no_year_open(office, series):
    desk = submitted(office)
    on(desk, NEW_YEARS_EVE, DIRECTOR, "副镇长（农业）", MAYOR)
    actions.void_outgoing(desk.fresh(), reason="情况变了。", by=who(office, DIRECTOR))
    assert actions.close_year(series, year=2026, by=who(office, DIRECTOR)).year == 2026


def test_only_the_director_opens_and_closes_a_year(office, series):
    for act in (
        lambda by: actions.close_year(series, year=2026, by=by),
        lambda by: actions.open_year(series, year=2026, first=5, by=by),
    ):
        with pytest.raises(Refused, match="办公室主任"):
            act(who(office, CLERK))


def test_a_year_begins_where_the_paper_register_stopped(office, series):
    actions.open_year(series, year=2026, first=38, by=who(office, DIRECTOR))
    assert upcoming_label(series, 2026) == "宁政发〔2026〕38号"
    assert str(numbered(office, series)) == "宁政发〔2026〕38号"
    with pytest.raises(Refused, match="已经编过号"):
        actions.open_year(series, year=2026, first=50, by=who(office, DIRECTOR))


def entered(house: House, series: Series, number: int) -> Outgoing:
    paper = manuscript(house, signed_on=date(2026, 3, 2))
    told = {"series": series, "year": 2026, "number": number}
    return actions.enter_afterwards(paper, **told, by=who(house, CLERK))


def test_what_went_out_on_paper_takes_a_number_that_is_free(office, series):
    actions.open_year(series, year=2026, first=10, by=who(office, DIRECTOR))
    paper = entered(office, series, 3)
    assert (paper.number, paper.from_paper) == ("宁政发〔2026〕3号", True)
    with pytest.raises(Refused, match="已经登记过"):
        entered(office, series, 3)
    assert Outgoing.objects.count() == 1
    assert str(numbered(office, series)) == "宁政发〔2026〕10号"


def test_what_went_out_on_paper_takes_no_number_yet_to_come_nor_a_void_one(office, series):
    void = numbered(office, series)
    actions.void_number(void, reason="编错。", by=who(office, CLERK))
    for number, sentence in ((1, "已经登记过"), (2, "现在编到 1 号"), (900, "现在编到 1 号")):
        with pytest.raises(Refused, match=sentence):
            entered(office, series, number)


def test_a_year_does_not_open_at_a_number_that_was_entered_from_paper(office, series):
    director = who(office, DIRECTOR)
    actions.open_year(series, year=2026, first=10, by=director)
    entered(office, series, 3)
    with pytest.raises(Refused, match="宁政发〔2026〕3号 已经登记过"):
        actions.open_year(series, year=2026, first=2, by=director)
    actions.open_year(series, year=2026, first=4, by=director)
    assert str(numbered(office, series)) == "宁政发〔2026〕4号"


def station(office: House) -> Desk:
    """Of a station, with its number reserved; the next lies before the leader in charge."""
    desk = submitted(office, issuer="station", name_of="office")
    desk.agree(DIRECTOR)
    return desk


def test_a_number_reserved_for_what_is_refused_is_void_with_the_reason(office):
    desk = station(office)
    desk.agree("副镇长（农业）")
    task = desk.task(MAYOR)
    refuse(task, reason="不必行文。", by=who(office, MAYOR))
    (number,) = desk.fresh().numbers.all()
    assert (desk.stage, number.voided_on) == ("不同意", clock.today())
    assert "不必行文" in number.void_reason


def test_a_number_reserved_for_what_is_taken_back_is_void(office):
    desk = station(office)
    desk.return_to("副镇长（农业）", 1, "还要再议。")
    withdraw(desk.case, by=who(office, DRAFTER))
    (number,) = desk.fresh().numbers.all()
    assert number.voided_on == clock.today()
    assert "收回" in number.void_reason or "撤回" in number.void_reason


def test_a_number_of_a_text_that_is_given_up_is_void_with_the_reason(office):
    desk = station(office)
    actions.void_outgoing(desk.paper, reason="情况变了。", by=who(office, DRAFTER))
    (number,) = desk.fresh().numbers.all()
    assert (number.void_reason, desk.stage) == ("情况变了。", "作废")


def test_a_code_that_has_numbers_keeps_its_name(office, series):
    numbered(office, series)
    by = who(office, DIRECTOR)
    with pytest.raises(Refused, match="已经编过号"):
        actions.amend_series(series, code="宁府发", by=by)
    assert actions.amend_series(series, in_use=False, by=by).in_use is False
    with pytest.raises(Refused, match="还没有设定宁条梁镇人民政府的机关代字"):
        actions.reserve_number(paper_of(office), by=by)


def test_by_the_town_s_rules_the_recheck_looks_at_the_number_too(db):
    desk = submitted(staffed(build_house(profile=Profile.TOWN)))
    for post in (DIRECTOR, MAYOR, CLERK):
        desk.agree(post)
    assert desk.stage == "复核"
    desk.agree(DRAFTER)
    assert "文号无误" in desk.case.events.get(kind="documents.recheck").form["核对"]
