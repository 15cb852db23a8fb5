"""证明、介绍信: filled in, numbered, approved like any request, printed with its stub."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from pypdf import PdfReader

from seals.certifying import actions, rules
from seals.certifying.models import Certificate
from seals.using import rules as using
from seals.using.models import Request, Stamping
from tests.house import build_house
from tests.seals.certifying.deeds import ANSWERS, approved, by, issued, kind
from tests.seals.using.desk import APPLICANT, Desk, matter_of, staffed
from tests.seals.using.test_pages import browser_of, words
from township_office.approvals.actions import withdraw
from township_office.audit.models import Unalterable
from township_office.files.models import File
from township_office.jobs import claim
from township_office.web.refusals import Refused, Stale

TEXT = "兹证明张三（身份证后四位123X）系我镇居民，用于办理居住登记。"


def desk_of(office, certificate):
    return Desk(office, Request.objects.get(pk=certificate.request_id))


def test_the_blanks_of_a_template_are_asked_for_once_each():
    assert rules.blanks_of("{姓名}……{事由}……{姓名}") == ["姓名", "事由"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("兹证明我镇居民。", "没有要填的"),
        ("兹证明{}。", "1 到 20 个字"),
        ("兹证明{姓名}，身份证{身份证号}。", "只留后四位"),
        ("兹证明{姓名。", "没有要填的"),
        ("兹证明{姓名}和{单位。", "没有配对"),
        ("{姓名}", "没有正文"),
    ],
)
def test_a_template_that_cannot_be_asked_for_is_refused(office, body, why):
    with pytest.raises(Refused, match=why):
        kind(office, body=body)


def test_a_template_is_of_one_name_and_of_no_blank_matter(office):
    kind(office)
    with pytest.raises(Refused, match="已经有了"):
        kind(office)
    with pytest.raises(Refused, match="不能用印"):
        kind(office, name="空白的", matter=matter_of(office, "空白"))


def test_a_certificate_is_a_request_with_its_words_and_a_stub_with_its_number(office):
    certificate = issued(office)
    assert certificate.wording == TEXT
    assert (certificate.number, certificate.whom, certificate.what) == (1, "张三", "办理居住登记")
    request = certificate.request
    assert (request.wording, request.copies, request.on_behalf) == (TEXT, 2, "张三")
    assert request.document_number == certificate.label
    assert desk_of(office, certificate).lies_with == {"镇长"}
    again = actions.issue_certificate(certificate.template, ANSWERS, by=by(office))
    assert again.number == 2


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"事由": ""}, "请填事由"),
        ({"身份证后四位": "612701199001011234"}, "后四位"),
        ({"身份证后四位": "12"}, "后四位"),
        ({"姓名": "张三612701199001011234"}, "完整的身份证号"),
    ],
)
def test_no_blank_stays_and_no_whole_identity_number_is_kept(office, answers, why):
    with pytest.raises(Refused, match=why):
        actions.issue_certificate(kind(office), ANSWERS | answers, by=by(office))
    assert not Certificate.objects.exists()
    assert not Request.objects.exists()


def test_a_stub_is_never_changed(office):
    certificate = issued(office)
    with pytest.raises(Unalterable):
        certificate.save()


def test_what_was_issued_keeps_its_words_when_the_template_changes(office):
    certificate = issued(office)
    actions.amend_template(certificate.template, body="兹介绍{姓名}前来。", by=by(office))
    assert Certificate.objects.get().wording == TEXT
    actions.amend_template(certificate.template, in_use=False, by=by(office))
    certificate.template.refresh_from_db()
    with pytest.raises(Refused, match="已经停用"):
        actions.issue_certificate(certificate.template, {"姓名": "李四"}, by=by(office))


def test_it_is_printed_only_when_approved_and_as_its_stub_says(office):
    certificate = issued(office)
    with pytest.raises(Refused, match="还没有批准"):
        actions.ask_for_print(certificate, by=by(office))
    desk_of(office, certificate).agree("镇长")
    certificate = Certificate.objects.get()
    actions.ask_for_print(certificate, by=by(office))
    with pytest.raises(Stale, match="正在生成"):
        actions.ask_for_print(certificate, by=by(office))
    Request.objects.update(wording="兹证明李四系我镇居民。")
    with pytest.raises(Refused, match="与存根不一致"):
        actions.ask_for_print(Certificate.objects.get(), by=by(office))


def test_what_the_keeper_sent_back_is_not_printed_by_its_old_approval(office):
    certificate = approved(office)
    desk_of(office, certificate).return_to("印章保管员", "份数不对。")
    with pytest.raises(Refused, match="还没有批准"):
        actions.ask_for_print(Certificate.objects.get(), by=by(office))


def test_what_was_taken_back_is_not_printed(office):
    certificate = issued(office)
    withdraw(desk_of(office, certificate).case, by=by(office))
    with pytest.raises(Refused, match="已经撤回"):
        actions.ask_for_print(certificate, by=by(office))


def test_the_keeper_stamps_it_and_the_ledger_has_its_number(office):
    certificate = approved(office)
    desk_of(office, certificate).agree("印章保管员")
    line = Stamping.objects.get()
    assert (line.document_number, line.title) == (certificate.label, "居住证明：张三")


def test_a_worker_prints_stub_and_certificate_with_one_number(transactional_db):
    office = staffed(build_house())
    certificate = approved(office)
    actions.ask_for_print(certificate, by=by(office))
    claim.drain()
    file = File.objects.attached_to(certificate.request).get(role="form")
    with default_storage.open(file.stored) as pdf:
        pages = PdfReader(BytesIO(pdf.read())).pages
        text = "".join(pages[0].extract_text().split())
    assert len(pages) == 1
    assert not pages[0].images  # SEAL-16: no picture of the seal
    assert text.count(certificate.label) == 3
    assert "（存根）" in text
    assert TEXT in text
    assert not using.content_of(certificate.request).exists()  # what was approved is the wording


def test_it_is_issued_on_a_page(office):
    template = kind(office)
    browser = browser_of(office, APPLICANT)
    assert "开具居住证明" in words(browser.get("/seals/certificates/"))
    page = f"/seals/certificates/issue/{template.pk}/"
    said = {"blank-0": "张三", "blank-1": "12", "blank-2": "", "copies": "1"}
    answer = browser.post(page, said | {"once-key": str(uuid4())})
    assert "只填身份证号的后四位" in words(answer)
    assert "请填事由" in words(answer)
    assert 'value="张三"' in answer.content.decode()
    said |= {"blank-1": "1234", "blank-2": "入学", "once-key": str(uuid4())}
    answer = browser.post(page, said, follow=True)
    assert "已送审批" in words(answer)
    assert "批准以后打印" in words(answer)
    assert "张三" in words(browser.get("/seals/certificates/"))


def test_it_opens_to_whoever_sees_its_request(office):
    certificate = issued(office)
    there = staffed(build_house("红墩界镇", prefix="hdj-"))

    def opens(house, url):
        browsers = {post: browser_of(house, post) for post in house.officers}
        return {post for post, browser in browsers.items() if browser.get(url).status_code == 200}

    for page in ("", "files/"):
        url = f"{certificate.get_absolute_url()}{page}"
        assert opens(office, url) == opens(office, certificate.request.get_absolute_url())
        assert opens(there, url) == set()
    stranger = browser_of(office, "民政办主任")
    answer = stranger.post(f"{certificate.get_absolute_url()}pdf/", {"once-key": str(uuid4())})
    assert answer.status_code == 404
    assert "张三" not in words(stranger.get("/seals/certificates/"))
