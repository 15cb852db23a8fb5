"""发文稿纸 (A3.2.2): every opinion in its box, on the page and on paper."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from documents.outgoing.prints import form
from documents.outgoing.tasks import draw_form
from tests.documents.outgoing.desk import Desk, staffed, submitted
from tests.house import House
from township_office.approvals.story import Story


@pytest.fixture
def desk(house: House) -> Desk:
    """Vetted, reviewed and signed, each with words of his own."""
    desk = submitted(staffed(house))
    desk.agree("办公室主任", "符合要求，拟同意。")
    desk.agree("副镇长（农业）", "已阅，请镇长签发。")
    desk.agree("镇长", "同意，请印发。")
    return desk


@pytest.mark.django_db
def test_each_opinion_stands_in_its_box(desk):
    boxes = {box.label: box for box in form(desk.fresh(), Story(desk.case))["boxes"]}
    said = {
        label: [(each.words, each.name) for each in box.entries] for label, box in boxes.items()
    }
    assert said["签发"] == [("同意，请印发。", "王建国")]
    assert said["核稿"] == [("已阅，请镇长签发。", "张志强")]
    assert said["办公室审核"] == [("符合要求，拟同意。", "李秀英")]
    assert boxes["复核"].awaited == ["待 马军 复核"]


@pytest.mark.django_db
def test_a_box_this_way_has_no_use_for_is_not_drawn(desk):
    labels = [box.label for box in form(desk.fresh(), Story(desk.case))["boxes"]]
    assert labels == ["签发", "核稿", "办公室审核", "复核"]


@pytest.mark.django_db
def test_it_prints_on_one_page_with_its_opinions(desk):
    pdf = draw_form(
        township_id=desk.paper.township_id,
        outgoing_id=desk.paper.pk,
        officer_id=desk.house["文书"].pk,
    )
    pages = PdfReader(BytesIO(pdf)).pages
    words = "".join("".join(page.extract_text() for page in pages).split())
    for each in ("发文稿纸", "同意，请印发。", "王建国", "关于做好今冬明春安全生产工作的通知"):
        assert each in words
    assert len(pages) == 1
