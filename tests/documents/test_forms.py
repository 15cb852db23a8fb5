"""The register form: what it asks, what it refuses, and that nothing typed is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from documents.incoming.models import Incoming
from tests.documents.walk import organ, register
from township_office import clock
from township_office.files.models import File


def filled(**changes):
    return {
        "once-key": str(uuid4()),
        "source_name": "县委办公室",
        "source_level": "above",
        "source_number": "靖办发〔2026〕1号",
        "title": "关于做好当前几项重点工作的通知",
        "kind": "通知",
        "side": "party",
        "work": "handle",
        "urgency": "平件",
        "secrecy": "none",
        "copies": "1",
        "received_on": f"{clock.today():%Y-%m-%d}",
        **changes,
    }


@pytest.fixture
def clerk(office, client):
    client.force_login(office["文书"])
    return client


def send(client, **changes):
    return client.post("/documents/incoming/new/", filled(**changes))


def words(answer):
    return answer.content.decode()


def pdf(name="正文.pdf"):
    file = SimpleUploadedFile(name, b"", "application/pdf")
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(file)
    file.size = file.tell()
    file.seek(0)
    return file


def test_a_filled_form_registers_and_leads_to_the_paper(clerk):
    answer = send(clerk, scans=[pdf()])
    paper = Incoming.objects.get()
    assert (answer.status_code, answer.url) == (302, paper.get_absolute_url())
    assert File.objects.attached_to(paper).count() == 1
    assert paper.source.name == "县委办公室"


def test_the_same_form_sent_twice_registers_once(clerk):
    data = filled()
    first = clerk.post("/documents/incoming/new/", data)
    second = clerk.post("/documents/incoming/new/", data)
    assert first.url == second.url
    assert Incoming.objects.count() == 1


def test_a_known_key_with_another_content_is_refused(clerk):
    data = filled()
    clerk.post("/documents/incoming/new/", data)
    answer = clerk.post("/documents/incoming/new/", data | {"title": "另一件"})
    assert answer.status_code == 422
    assert "没有再办" in words(answer)
    assert Incoming.objects.count() == 1


def test_a_likely_duplicate_is_shown_and_can_be_registered_all_the_same(clerk, office):
    register(office, source=organ(office, "县委办公室"), source_number="靖办发〔2026〕1号")
    answer = send(clerk)
    assert "可能重复" in words(answer)
    assert "关于做好当前几项重点工作的通知" in words(answer)
    assert Incoming.objects.count() == 1
    assert send(clerk, again="on").status_code == 302


def test_a_file_that_lies_about_its_kind_is_said_beside_the_field(clerk):
    lie = SimpleUploadedFile("正文.pdf", b"MZ\x90\x00 not a pdf", "application/pdf")
    answer = send(clerk, scans=[lie])
    assert answer.status_code == 200
    assert "没有存入" in words(answer)
    assert "关于做好当前几项重点工作的通知" in words(answer)
    assert not Incoming.objects.exists()


@pytest.mark.parametrize("secrecy", ["secret", "confidential", "top_secret"])
def test_of_a_state_secret_nothing_but_the_card_passes(clerk, secrecy):
    refused = send(clerk, secrecy=secrecy, scans=[pdf()])
    assert "涉密文件不得上传" in words(refused)
    assert not File.objects.exists()
    send(clerk, secrecy=secrecy)
    card = Incoming.objects.get()
    assert (card.title, card.source_number) == ("涉密件", "无")


def test_the_future_and_the_past_are_refused_where_they_make_no_sense(clerk):
    tomorrow = clock.today() + timedelta(days=1)
    assert "不能晚于今天" in words(send(clerk, received_on=f"{tomorrow:%Y-%m-%d}"))
    assert "期限已过" in words(send(clerk, deadline="2026-01-01T08:00"))
    assert "特急办件须定期限" in words(send(clerk, urgency="特急"))


def test_the_way_is_shown_for_what_is_filled_in_so_far(clerk):
    answer = clerk.get("/documents/incoming/way/", {"side": "party", "work": "read"})
    assert "党委书记 陈志远" in words(answer)
    assert "<b>承办</b>" not in words(answer)


def test_odd_characters_do_not_break_the_way(clerk):
    answer = clerk.get("/documents/incoming/way/", {"source_name": "县\x00委", "side": "x"})
    assert answer.status_code == 200


def test_an_uninvited_colleague_gets_a_sentence(office, client):
    client.force_login(office["民政办主任"])
    answer = send(client)
    assert answer.status_code == 403
    assert "由党政办公室登记" in words(answer)
    assert "关于做好当前几项重点工作的通知" in words(answer)


def test_a_day_years_ago_is_taken_for_a_slip_of_the_pen(clerk):
    assert "请核对收文日期" in words(send(clerk, received_on="2006-11-23"))
    assert not Incoming.objects.exists()


def test_what_came_in_before_new_year_takes_a_number_of_the_old_year(office, client):
    new_year = clock.now().replace(year=clock.today().year + 1, month=1, day=5)
    with clock.moved_to(new_year):
        last = new_year.year - 1
        client.force_login(office["文书"])
        assert send(client, received_on=f"{last}-12-31").status_code == 302
    assert Incoming.objects.get().label == f"〔{last}〕1号"
