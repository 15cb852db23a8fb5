"""In the browser once it is out, and what never went through the system: 补录, 字号管理."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents.outgoing.models import Amendment, Outgoing, PrintRun, SeriesYear
from tests.documents.outgoing.deeds import Office
from tests.files.samples import PDF
from tests.house import House
from township_office import clock
from township_office.files.models import File
from township_office.people.models import Organ

CLERK, DIRECTOR = "文书", "办公室主任"


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def browser(office: Office, post: str = CLERK) -> Client:
    client = Client()
    client.force_login(office.house[post])
    return client


def sent(client: Client, way: str, **said: Any) -> Any:
    return client.post(way, {"once-key": str(uuid4()), **said})


def words(answer: Any) -> str:
    return answer.content.decode()


def test_a_receipt_is_noted_on_the_page_of_the_document(office):
    paper = office.out()
    row = paper.recipients.get()
    way = f"{paper.get_absolute_url()}receipt/{row.pk}/"
    client, today = browser(office), clock.today()
    late = sent(client, way, name="柳支书", on=today.replace(year=today.year + 1))
    assert (late.status_code, "不能晚于今天" in words(late)) == (200, True)
    assert 'value="柳支书"' in words(late)
    assert sent(client, way, name="柳支书", on=today).status_code == 302
    assert "柳支书" in words(client.get(paper.get_absolute_url()))
    assert "柳支书" in words(client.get(f"{paper.get_absolute_url()}list/"))


def test_a_recipient_of_another_document_gets_no_receipt_here(office):
    first, second = office.out(), office.out()
    way = f"{first.get_absolute_url()}receipt/{second.recipients.get().pk}/"
    assert sent(browser(office), way, name="柳支书", on=clock.today()).status_code == 404


def test_further_copies_stand_on_the_page_with_their_reason(office):
    paper = office.out()
    client, way = browser(office), f"{paper.get_absolute_url()}more/"
    assert sent(client, way, copies=0, reason="", went_to="").status_code == 200
    said = {"copies": 3, "reason": "各村另要一份。", "went_to": "各村"}
    assert sent(client, way, **said).status_code == 302
    assert PrintRun.objects.filter(reason="各村另要一份。").count() == 1
    assert "各村另要一份。" in words(client.get(paper.get_absolute_url()))


def test_what_was_repealed_says_so_on_its_page_and_in_the_register(office):
    paper = office.out()
    client, way = browser(office, DIRECTOR), f"{paper.get_absolute_url()}correct/"
    said = {"what": "repealed", "reason": "新文件已经印发。", "basis": "宁政发〔2026〕9号"}
    said |= {"since": "2027-01-01", "to_recall": 0, "recalled": 0}
    recall = said | {"what": "recalled"}
    too_many = sent(client, way, **recall | {"recalled": 2, "to_recall": 1})
    assert (too_many.status_code, "不能多于应收回" in words(too_many)) == (200, True)
    assert sent(client, way, **said).status_code == 302
    assert Amendment.objects.count() == 1
    assert "废止：自 2027-01-01 起失效。" in words(client.get(paper.get_absolute_url()))
    assert "已废止" in words(client.get("/documents/outgoing/register/"))


def test_a_text_that_leads_nowhere_is_void_with_its_reason(office):
    paper = office.sent()
    client, way = browser(office, "应急办干事"), f"{paper.get_absolute_url()}void/"
    assert sent(client, way, reason="").status_code == 200
    assert sent(client, way, reason="情况变了。").status_code == 302
    assert Outgoing.objects.get(pk=paper.pk).void_reason == "情况变了。"
    assert "作废" in words(client.get(paper.get_absolute_url()))


def from_paper(office: Office, number: int, **said: Any) -> dict[str, Any]:
    usual = {
        "series": office.series.pk,
        "number": number,
        "issuer": "government",
        "kind": "通知",
        "direction": "down",
        "title": "关于春耕生产的通知",
        "signer": "王建国",
        "disclosure": "active",
        "signed_on": str(clock.today()),
        "sent_on": str(clock.today()),
        "scans": SimpleUploadedFile("春耕.pdf", PDF),
    }
    return usual | said


def opened(office: Office, first: int) -> Any:
    year = clock.today().year
    said = {"act": "open", "series": office.series.pk, "year": year, "first": first}
    return sent(browser(office, DIRECTOR), "/documents/outgoing/register/years/", **said)


def test_what_went_out_on_paper_is_entered_with_its_scan(office):
    assert opened(office, 10).status_code == 302
    client, way = browser(office), "/documents/outgoing/register/afterwards/"
    answer = sent(client, way, **from_paper(office, 3))
    paper = Outgoing.objects.get()
    assert answer.url == paper.get_absolute_url()
    assert [file.name for file in File.objects.attached_to(paper)] == ["春耕.pdf"]
    assert "关于春耕生产的通知" in words(client.get(answer.url))
    taken = sent(client, way, **from_paper(office, 3, title="关于秋收的通知"))
    assert (taken.status_code, "关于秋收的通知" in words(taken)) == (200, True)
    assert "已经登记过" in str(taken.context["form"].errors["number"])
    assert Outgoing.objects.count() == 1


def test_what_went_out_on_paper_has_a_whole_line_in_the_register(office):
    assert opened(office, 10).status_code == 302
    client, way = browser(office), "/documents/outgoing/register/afterwards/"
    said = {"signer": "王建国、陈志远", "main": "柳树湾村民委员会，县农业农村局", "copies": 12}
    assert sent(client, way, **from_paper(office, 3, **said)).status_code == 302
    paper = Outgoing.objects.get()
    assert paper.signers == ["王建国", "陈志远"]
    assert [each.organ.level for each in paper.recipients.all()] == ["below", "same"]
    line = words(client.get("/documents/outgoing/register/"))
    for part in ("王建国、陈志远", "柳树湾村民委员会、县农业农村局", ">12<"):
        assert part in line


def test_a_department_written_down_by_name_is_that_department(office):
    assert opened(office, 10).status_code == 302
    said = {"main": "民政办公室", "copies": ""}
    way = "/documents/outgoing/register/afterwards/"
    assert sent(browser(office), way, **from_paper(office, 3, **said)).status_code == 302
    whom = Outgoing.objects.get().recipients.get()
    assert whom.department == office.house.departments["民政办公室"]
    assert not Organ.objects.filter(name="民政办公室").exists()


def test_a_year_is_closed_on_the_page_of_the_numbers(office):
    client, way = browser(office, DIRECTOR), "/documents/outgoing/register/years/"
    year = clock.today().year
    assert f"宁政发〔{year}〕1号" in words(client.get(way))
    said = {"act": "close", "series": office.series.pk, "year": year}
    assert sent(browser(office), way, **said).status_code == 403
    assert sent(client, way, **said).status_code == 302
    assert SeriesYear.objects.get().year == year
    assert "已经封号" in words(sent(client, way, **said))


def test_the_form_is_made_once_and_not_twice_at_a_time(office):
    paper = office.sent()
    client, way = browser(office), f"{paper.get_absolute_url()}form/"
    assert sent(client, way).status_code == 302
    assert sent(client, way).status_code == 409
    assert "正在生成发文稿纸" in words(client.get(f"{paper.get_absolute_url()}files/"))


def test_what_came_back_and_who_was_told_are_noted_on_the_page(office):
    recall = office.recalled()
    paper = recall.outgoing
    way, client = f"{paper.get_absolute_url()}amendments/{recall.pk}/", browser(office)
    page = words(client.get(paper.get_absolute_url()))
    assert "收回 0/1 份" in page
    assert "还要由党政办告知" in page
    too_many = sent(client, f"{way}recalled/", copies=2)
    assert "还没有收回的是 1 份" in str(too_many.context["form"].errors["copies"])
    assert sent(client, f"{way}recalled/", copies=1).status_code == 302
    whom = paper.recipients.get().pk
    assert "请填怎么告知的" in words(sent(client, f"{way}told/", whom=[whom], how=""))
    assert sent(client, f"{way}told/", whom=[whom], how="电话 柳支书").status_code == 302
    page = words(client.get(paper.get_absolute_url()))
    assert "收回 1/1 份" in page
    assert "电话 柳支书" in page
    assert "还要由党政办告知" not in page
    trail = words(client.get(f"{paper.get_absolute_url()}trail/"))
    assert "又收回" in trail
    assert "记已告知" in trail


def test_the_day_an_amendment_begins_stands_on_the_form(office):
    page = browser(office, DIRECTOR).get(f"{office.out().get_absolute_url()}correct/")
    assert page.context["form"]["since"].value() == clock.today()


def test_what_went_out_on_paper_says_whether_the_public_may_read_it(office):
    assert opened(office, 10).status_code == 302
    client, way = browser(office), "/documents/outgoing/register/afterwards/"
    assert client.get(way).context["form"]["disclosure"].value() is None
    closed = from_paper(office, 3, disclosure="none")
    assert "请写明理由" in words(sent(client, way, **closed))
    said = from_paper(office, 3, disclosure="none", disclosure_reason="内部事务。")
    assert sent(client, way, **said).status_code == 302
    assert Outgoing.objects.get().disclosure == "none"


def test_nothing_is_entered_into_a_closed_year(office):
    assert opened(office, 10).status_code == 302
    years = "/documents/outgoing/register/years/"
    said = {"act": "close", "series": office.series.pk, "year": clock.today().year}
    assert sent(browser(office, DIRECTOR), years, **said).status_code == 302
    way = "/documents/outgoing/register/afterwards/"
    refused = sent(browser(office), way, **from_paper(office, 3))
    assert "已经封号" in str(refused.context["form"].errors["series"])
    assert "关于春耕生产的通知" in words(refused)


def test_the_keeper_stamps_a_part_on_a_page_of_its_own(office):
    paper = office.at_the_seal()
    client, way = browser(office, "印章保管员"), f"{paper.get_absolute_url()}seal/"
    assert way in words(client.get(paper.get_absolute_url()))
    assert "还要盖 2 份" in words(client.get(way))
    assert "先盖的要比它少" in str(sent(client, way, copies=2).context["form"].errors["copies"])
    assert sent(client, way, copies=1).status_code == 302
    assert "已盖 1 份，还要盖 1 份。" in words(client.get(paper.get_absolute_url()))
