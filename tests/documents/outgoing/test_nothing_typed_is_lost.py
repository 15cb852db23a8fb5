"""What is refused once it is out, and on the pages of the numbers, stands beside its field."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.outgoing import actions
from documents.outgoing.forms.after import CorrectForm
from documents.outgoing.models import Amendment, Number, Outgoing, Recipient, SeriesYear
from documents.outgoing.rules import copies_out
from tests.documents.outgoing.deeds import REPEALED, Office
from tests.documents.outgoing.test_after_pages import browser, from_paper, opened, sent, words
from tests.files.samples import PDF
from tests.house import House
from township_office import clock
from township_office.numbers.counters import upcoming
from township_office.web.refusals import Refused

DIRECTOR = "办公室主任"
AFTERWARDS = "/documents/outgoing/register/afterwards/"
YEARS = "/documents/outgoing/register/years/"


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def faults(answer: Any, form: str = "form") -> dict[str, list[str]]:
    assert answer.status_code == 200, answer.status_code
    return dict(answer.context[form].errors)


def entered(office: Office, number: int = 3, **said: Any) -> Any:
    return sent(browser(office), AFTERWARDS, **from_paper(office, number, **said))


def test_a_number_ahead_of_what_was_given_out_is_told_beside_it(office):
    assert opened(office, 10).status_code == 302
    answer = entered(office, 12, signer="王建国、陈志远")
    assert "现在编到 9 号" in str(faults(answer)["number"])
    assert "王建国、陈志远" in words(answer)
    assert "扫描件要重新选" in words(answer)


def test_nothing_chosen_for_openness_asks_for_no_reason(office):
    assert opened(office, 10).status_code == 302
    assert faults(entered(office, disclosure="")).keys() == {"disclosure"}
    assert faults(entered(office, disclosure="on_request")).keys() == {"disclosure_reason"}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"disclosure": ""}, "请选公开属性"),
        ({"disclosure": "on_request"}, "不主动公开的，请写明理由"),
        ({"disclosure": "none", "disclosure_reason": "　"}, "不主动公开的，请写明理由"),
    ],
)
def test_whoever_asks_what_stays_closed_says_why(office, said, sentence):
    free = office.free_number()
    for name, value in said.items():
        setattr(free["paper"], name, value)
    with pytest.raises(Refused, match=sentence):
        actions.enter_afterwards(**free, by=office.clerk)
    with pytest.raises(Refused, match=sentence):
        actions.submit_outgoing(office.blank(**said), office.parts, by=office.who("应急办干事"))
    assert not Outgoing.objects.exists()


def test_a_name_too_long_for_the_directory_is_told_beside_it_and_one_given_twice_counts_once(
    office,
):
    assert opened(office, 10).status_code == 302
    long = "县" * 81
    answer = entered(office, main=f"县农业农村局、{long}")
    assert faults(answer)["main"] == [f"“{long}”太长，单位名称最多 80 个字。"]
    assert f"县农业农村局、{long}" in words(answer)
    assert entered(office, main="县农业农村局、县农业农村局").status_code == 302
    assert Recipient.objects.get().name == "县农业农村局"


def test_selects_ask_in_the_language_of_the_office(office):
    for post, page in (("文书", AFTERWARDS), (DIRECTOR, YEARS)):
        shown = words(browser(office, post).get(page))
        assert ("请选机关代字" in shown, "---------" in shown) == (True, False)


def year(office: Office, act: str, post: str = DIRECTOR, **said: Any) -> Any:
    usual = {"act": act, "series": office.series.pk, "year": clock.today().year}
    return sent(browser(office, post), YEARS, **usual | said)


def test_a_year_neither_begins_nor_ends_far_ahead(office):
    now = clock.today().year
    far = year(office, "open", year=now + 2, first=37)
    assert f"最远设到 {now + 1} 年" in str(faults(far, "opening")["year"])
    assert 'value="37"' in words(far)
    high = year(office, "open", first=99999999999)
    assert faults(high, "opening")["first"] == ["不能大于 99999。"]
    ahead = year(office, "close", year=now + 1)
    assert "还没有到，不能封号" in str(faults(ahead, "closing")["year"])
    assert not SeriesYear.objects.exists()


@pytest.mark.parametrize(("ahead", "first"), [(2, 7), (0, 100_000), (0, 0)])
def test_whoever_asks_a_year_begins_near_and_low(office, ahead, first):
    begins = clock.today().year + ahead
    with pytest.raises(Refused, match="请核对"):
        actions.open_year(office.series, year=begins, first=first, by=office.director)
    assert upcoming(office.house.township.pk, office.series.counter, begins) == 1


def test_whoever_asks_no_year_is_closed_before_it_comes(office):
    with pytest.raises(Refused, match="还没有到"):
        actions.close_year(office.series, year=clock.today().year + 1, by=office.director)


def test_a_year_that_has_begun_is_told_beside_it(office):
    office.numbered()
    assert "已经编过号" in str(faults(year(office, "open", first=50), "opening")["year"])


def test_where_the_coming_year_begins_stands_on_the_page(office):
    coming = clock.today().year + 1
    assert f"〔{coming}〕" not in words(browser(office, DIRECTOR).get(YEARS))
    assert year(office, "open", year=coming, first=7).status_code == 302
    assert f"宁政发〔{coming}〕7号" in words(browser(office, DIRECTOR).get(YEARS))


def test_who_does_not_direct_the_office_reads_who_does_instead_of_a_form(office):
    shown = words(browser(office).get(YEARS))
    assert "由办公室主任办" in shown
    assert 'name="act"' not in shown
    assert 'name="act"' in words(browser(office, DIRECTOR).get(YEARS))
    assert year(office, "open", "文书", first=7).status_code == 403


def corrects(office: Office, paper: Outgoing, **said: Any) -> Any:
    way = f"{paper.get_absolute_url()}correct/"
    typed = {name: value for name, value in REPEALED.items() if "recall" not in name}
    return sent(browser(office, DIRECTOR), way, **typed | said)


def further(office: Office, paper: Outgoing, copies: int = 3) -> None:
    told = {"copies": copies, "reason": "各村另要一份。", "went_to": "各村"}
    actions.print_more(paper, **told, by=office.clerk)


def offered(office: Office, paper: Outgoing) -> Any:
    page = browser(office, DIRECTOR).get(f"{paper.get_absolute_url()}correct/")
    return page.context["form"]["to_recall"].value()


def test_all_that_went_out_is_offered_to_be_called_back_further_copies_included(office):
    paper = office.out()
    assert offered(office, paper) == 1
    further(office, paper)
    assert offered(office, paper) == 4
    actions.correct(paper, REPEALED | {"what": "recalled", "to_recall": 4}, by=office.director)
    assert offered(office, paper) is None


def test_of_a_paper_entered_afterwards_what_was_printed_is_offered(office):
    assert opened(office, 10).status_code == 302
    assert entered(office, copies=12).status_code == 302
    assert offered(office, Outgoing.objects.get()) == 11


def test_a_correction_calls_nothing_back_and_hinders_no_recall(office):
    paper = office.out()
    assert corrects(office, paper, what="corrected", to_recall=1).status_code == 302
    assert Amendment.objects.get().to_recall == 0
    assert corrects(office, paper, what="recalled", to_recall=1).status_code == 302
    with pytest.raises(Refused, match="只有收回的才写"):
        actions.correct(paper, REPEALED | {"to_recall": 1}, by=office.director)


def test_copies_once_written_beside_a_correction_count_for_nothing(office):
    paper = office.out()
    said = REPEALED | {"what": "corrected", "to_recall": 1}
    Amendment.objects.create(outgoing=paper, by=office.house[DIRECTOR], **said)
    assert copies_out(paper) == 1


def test_what_is_called_back_is_asked_of_a_recall_alone(office):
    paper = office.out()
    answer = corrects(office, paper, what="recalled")
    assert "要收回几份" in str(faults(answer)["to_recall"])
    assert REPEALED["reason"] in words(answer)
    answer = corrects(office, paper, what="recalled", to_recall=2)
    assert "发出的共 1 份" in str(faults(answer)["to_recall"])
    for name in ("to_recall", "recalled"):
        assert not CorrectForm(instance=Amendment(outgoing=paper)).fields[name].required
    assert words(answer).count("for-recall") == 2


def test_who_was_told_by_hand_is_ticked_and_how_it_was_said_stays(office):
    recall = office.recalled()
    way = f"{recall.outgoing.get_absolute_url()}amendments/{recall.pk}/told/"
    answer = sent(browser(office), way, how="电话 柳支书")
    assert "全部没有勾" in str(faults(answer)["whom"])
    assert 'value="电话 柳支书"' in words(answer)
    assert "柳树湾村民委员会" in words(answer)


def test_what_is_left_empty_on_the_page_is_told_in_our_words(office):
    page = words(browser(office).get(office.recalled().outgoing.get_absolute_url()))
    below = page.split('id="sent"')[1].split("</section>")[0]
    inputs = [each.split(">")[0] for each in below.split("<input")[1:]]
    asked = [each for each in inputs if " required" in each]
    assert {"name", "on", "copies", "how"} == {
        each.split('name="')[1].split('"')[0] for each in asked
    }
    assert all("data-if-required=" in each for each in asked)
    copies = next(each for each in asked if 'name="copies"' in each)
    assert ("data-if-min=" in copies, "data-if-max=" in copies) == (True, True)


def test_a_clerk_of_another_department_notes_nothing(office):
    recall = office.recalled()
    page = recall.outgoing.get_absolute_url()
    client = browser(office, "应急办干事")
    for deed in ("recalled", "told"):
        assert sent(client, f"{page}amendments/{recall.pk}/{deed}/").status_code == 403
    row = recall.outgoing.recipients.get()
    assert sent(client, f"{page}receipt/{row.pk}/").status_code == 403


def test_a_number_of_a_year_not_begun_is_told_once_the_day_is_known(office):
    assert opened(office, 10).status_code == 302
    said = {"signed_on": str(date(clock.today().year - 1, 5, 4)), "sent_on": ""}
    scan = SimpleUploadedFile("旧.pdf", PDF)
    assert "现在编到 0 号" in str(faults(entered(office, **said, scans=scan))["number"])
    assert not Number.objects.exists()
