"""To whom a document was only sent, he reads it; how it was made stays in the house."""

from uuid import uuid4

import pytest
from django.test import Client

from documents.outgoing import actions
from documents.outgoing.actions import Parts
from documents.outgoing.models import Outgoing, Recipient
from tests.documents.outgoing.deeds import MADE, REPEALED, Office
from tests.documents.outgoing.desk import Desk, submitted
from tests.house import House
from township_office.approvals.circulation.models import Circulation
from township_office.files.models import File

SENT_TO = "民政办主任"
INSIDE = ("versions/", "trail/", "files/", "list/")


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


@pytest.fixture
def paper(office: Office) -> Outgoing:
    """Reviewed with a word, issued, and sent to a department that had no part in it."""
    desk = submitted(office.house, parts=Parts(main=[office.house.departments["民政办公室"]]))
    desk.agree("办公室主任", "措辞太软，请改硬一些。")
    for post in ("副镇长（农业）", "镇长", "应急办干事", "文书", "文书", "印章保管员"):
        desk.agree(post)
    return distributed(office, desk)


def distributed(office: Office, desk: Desk) -> Outgoing:
    paper = desk.fresh()
    ways = {row.pk: (1, Recipient.Way.SYSTEM.value) for row in paper.recipients.all()}
    actions.distribute(paper, ways, filed=1, by=office.clerk)
    actions.keep_layout(paper.layouts.get(formal=True), MADE, by=office.clerk)
    return desk.fresh()


def browser(office: Office, post: str) -> Client:
    client = Client()
    client.force_login(office.house[post])
    return client


def statuses(client: Client, paper: Outgoing) -> set[int]:
    return {client.get(f"{paper.get_absolute_url()}{at}").status_code for at in INSIDE}


def test_he_reads_the_document_and_circles_it(office, paper):
    client = browser(office, SENT_TO)
    page = client.get(paper.get_absolute_url()).content.decode()
    laid = paper.layouts.get(formal=True)
    assert f"/layout/{laid.pk}/1.png" in page
    assert f"/files/{laid.pdf_id}/" in page and f"/files/{laid.docx_id}/" not in page
    assert "措辞太软" not in page and "发文稿纸" not in page
    assert "圈阅" in page
    reader = Circulation.objects.get().readers.get()
    assert reader.post == office.house.posts[SENT_TO]


def test_how_it_was_made_is_not_there_for_him(office, paper):
    assert statuses(browser(office, SENT_TO), paper) == {404}
    form = f"{paper.get_absolute_url()}form/"
    asked = browser(office, SENT_TO).post(form, {"once-key": str(uuid4())})
    assert asked.status_code == 404


def test_what_became_of_it_stands_at_the_top_for_him_too(office, paper):
    said = REPEALED | {"what": "recalled", "to_recall": 1}
    actions.correct(paper, said, by=office.director)
    page = browser(office, SENT_TO).get(paper.get_absolute_url()).content.decode()
    assert REPEALED["reason"] in page.split("正式文件")[0]


def test_of_its_files_he_opens_the_one_that_was_issued(office, paper):
    laid = paper.layouts.get(formal=True)
    client = browser(office, SENT_TO)
    opened = {
        file.pk: client.get(f"/files/{file.pk}/").status_code
        for file in File.objects.attached_to(paper)
    }
    assert opened.pop(laid.pdf_id) == 200
    assert opened and set(opened.values()) == {404}


@pytest.mark.parametrize("post", ["文书", "镇长", "应急办干事", "印章保管员"])
def test_the_office_leaders_and_who_had_a_part_in_it_see_all(office, paper, post):
    client = browser(office, post)
    assert "措辞太软" in client.get(paper.get_absolute_url()).content.decode()
    assert statuses(client, paper) == {200}


def test_who_was_consulted_and_gets_it_sees_all(office):
    civil = office.house.departments["民政办公室"]
    desk = submitted(office.house, parts=Parts(main=[civil], consulted=[civil]))
    desk.agree("办公室主任")
    desk.agree(SENT_TO)
    for post in ("副镇长（农业）", "镇长", "应急办干事", "文书", "文书", "印章保管员"):
        desk.agree(post)
    assert statuses(browser(office, SENT_TO), distributed(office, desk)) == {200}
