import pytest
from django.db import DatabaseError, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from tests.files import samples
from tests.files.conftest import paper_of
from tests.files.samples import docx, picture, upload
from township_office.audit.models import Unalterable
from township_office.files.actions import keep
from township_office.files.models import Reading
from township_office.people.capacity import capacity_of
from township_office.people.grants import let_read


@pytest.fixture
def kept(paper, by):
    return keep(upload("榆应急87号.pdf"), attached_to=paper, by=by)


@pytest.fixture
def clerk(client, house):
    client.force_login(house["文书"])
    return client


def opened(client, file):
    return client.get(reverse("files:open", args=[file.pk]))


def downloaded(client, file):
    return client.get(reverse("files:download", args=[file.pk]))


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_pdf_opens_where_the_reader_is(clerk, kept):
    answer = opened(clerk, kept)
    assert body(answer) == samples.PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''")
    assert int(answer["Content-Length"]) == kept.size


@pytest.mark.parametrize("view", [opened, downloaded])
def test_nothing_in_a_file_can_run_or_be_guessed_or_be_kept(clerk, kept, view):
    answer = view(clerk, kept)
    policy = answer["Content-Security-Policy"].split("; ")
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert not any(directive.startswith("script-src") for directive in policy)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store, private"


def test_a_download_carries_its_chinese_name(clerk, kept):
    answer = downloaded(clerk, kept)
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E6%A6%86%E5%BA%94%E6%80%A587%E5%8F%B7.pdf"
    )


@pytest.mark.parametrize(
    ("name", "data", "how"),
    [
        ("照片.jpg", picture("JPEG"), "inline"),
        ("截图.png", picture("PNG"), "inline"),
        ("传真.tif", picture("TIFF"), "attachment"),
        ("通知.docx", docx(), "attachment"),
        ("页面.txt", samples.HTML, "attachment"),
    ],
)
def test_only_pictures_and_pdf_open_in_place(clerk, paper, by, name, data, how):
    file = keep(upload(name, data), attached_to=paper, by=by)
    answer = opened(clerk, file)
    assert answer["Content-Disposition"].startswith(f"{how}; ")
    assert Reading.objects.get().how == {"attachment": "download"}.get(how, how)


def test_every_reading_is_noted_once_with_who_when_and_where(clerk, kept, house):
    opened(clerk, kept)
    downloaded(clerk, kept)
    first, second = Reading.objects.order_by("id")
    assert (first.officer, first.officer_name) == (house["文书"], "刘芳")
    assert (first.file, first.how, first.address) == (kept, "inline", "127.0.0.1")
    assert second.how == "download"


def test_a_reading_stays_as_it_is(clerk, kept):
    opened(clerk, kept)
    reading = Reading.objects.get()
    with pytest.raises(Unalterable):
        reading.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        super(type(Reading.objects.all()), Reading.objects.all()).update(officer_name="别人")


def test_asking_about_a_file_is_not_reading_it(clerk, kept):
    assert clerk.head(reverse("files:open", args=[kept.pk])).status_code == 405
    assert not Reading.objects.exists()


def test_who_may_not_see_the_record_finds_nothing(client, kept, house):
    client.force_login(house["民政办主任"])
    assert opened(client, kept).status_code == 404
    assert downloaded(client, kept).status_code == 404
    assert not Reading.objects.exists()


def test_who_is_let_see_the_record_reads_its_files(client, kept, paper, house):
    let_read(paper, officers=[house["民政办主任"]])
    client.force_login(house["民政办主任"])
    assert opened(client, kept).status_code == 200


def test_another_townships_office_finds_nothing(client, kept, other_house):
    paper_of(other_house)
    client.force_login(other_house["文书"])
    assert opened(client, kept).status_code == 404


def test_a_file_filed_under_another_township_is_read_by_neither(client, house, other_house, paper):
    stray = keep(upload("错放.pdf"), attached_to=paper, by=capacity_of(other_house["文书"]))
    for officer in (house["文书"], other_house["文书"]):
        client.force_login(officer)
        assert opened(client, stray).status_code == 404


def test_being_superuser_opens_no_file(client, kept, house):
    officer = house["民政办主任"]
    officer.is_superuser = officer.is_staff = True
    officer.save()
    client.force_login(officer)
    assert opened(client, kept).status_code == 404


def test_without_a_login_nothing_is_handed_out(client, kept):
    assert opened(client, kept).status_code == 302


def test_a_content_that_was_lost_is_a_sentence_and_no_reading(clerk, kept, store):
    (store / kept.stored).unlink()
    answer = opened(clerk, kept)
    assert answer.status_code == 403
    assert "从备份中恢复" in answer.content.decode()
    assert not Reading.objects.exists()


def test_opening_a_file_asks_the_database_little(clerk, kept, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        opened(clerk, kept)


def test_a_files_row_opens_and_downloads_it(kept, paper, by):
    letter = keep(upload("通知.docx", docx()), attached_to=paper, by=by)
    page = render_to_string("files/_list.html", {"files": [kept, letter]})
    assert f'href="{reverse("files:open", args=[kept.pk])}"' in page
    assert f'href="{reverse("files:open", args=[letter.pk])}"' not in page
    assert f'href="{reverse("files:download", args=[letter.pk])}"' in page
    assert 'aria-label="下载 通知.docx"' in page


def test_no_files_are_said_in_words():
    assert "没有上传扫描件" in render_to_string("files/_list.html", {"none": "没有上传扫描件"})
