"""补齐常用项目: a township that was founded before a module gets what the module lays in."""

from uuid import uuid4

import pytest
from django.urls import reverse

from documents.outgoing.models import Series
from leave.actions import amend_kind
from leave.models import LeaveKind
from seals.certifying.models import CertificateTemplate
from seals.keeping.models import Seal
from seals.using.actions import amend_matter
from seals.using.models import MatterClass
from township_office.approvals.models import FlowVersion
from township_office.approvals.registry import matters
from township_office.audit.models import Entry
from township_office.people.capacity import capacity_of
from township_office.people.models import Post
from township_office.setup.actions import Administrator, found_township, lay_in
from township_office.web.refusals import Refused

USUAL = (Series, Seal, MatterClass, CertificateTemplate, LeaveKind)


@pytest.fixture
def chief_by(administrator):
    return capacity_of(administrator)


def names(model, township):
    return [str(each) for each in model.objects.filter(township=township).order_by("pk")]


def everything():
    return {model: list(model.objects.order_by("pk").values()) for model in (*USUAL, FlowVersion)}


def test_an_older_township_gets_what_one_founded_today_has(house, chief_by):
    """Here there are people and posts, and nothing of what modules lay in."""
    today = found_township(
        name="席麻湾镇", administrator=Administrator("高远", "gy", "Aa-2026-xmw")
    )
    made = lay_in(house.township, by=chief_by)
    for model in USUAL:
        want = [name.replace("席", "宁", 1) for name in names(model, today)]
        assert [name.replace("麻湾", "条梁") for name in want] == names(model, house.township)
    keys = FlowVersion.objects.filter(flow__township=house.township).values_list("flow__key")
    assert {key for (key,) in keys} == set(matters())
    entry = Entry.objects.get(code="setup.township.laid_in")
    assert entry.after == made
    assert made["印章"] == "中共宁条梁镇委员会、宁条梁镇人民政府、宁条梁镇党政办公室"
    assert made.keys() == {
        "流程版本", "发文机关代字", "印章", "用印事项", "证明、介绍信模板", "假别"
    }  # fmt: skip


def test_where_nothing_is_missing_nothing_is_done_or_recorded(house, chief_by):
    lay_in(house.township, by=chief_by)
    before, acts = everything(), Entry.objects.count()
    assert lay_in(house.township, by=chief_by) == {}
    assert (everything(), Entry.objects.count()) == (before, acts)


def test_what_was_renamed_or_put_out_of_use_is_not_missing(house, chief_by):
    lay_in(house.township, by=chief_by)
    amend_matter(MatterClass.objects.get(name="人事"), name="干部人事", in_use=False, by=chief_by)
    amend_kind(LeaveKind.objects.get(name="事假"), name="因私请假", by=chief_by)
    Seal.objects.filter(organ="office").update(name="宁条梁镇综合办公室", status="returned")
    before = everything()
    assert lay_in(house.township, by=chief_by) == {}
    assert everything() == before


def test_only_what_is_missing_is_laid_in(house, chief_by):
    lay_in(house.township, by=chief_by)
    standing = MatterClass.objects.get(name="证明")
    amend_matter(standing, scan_required=True, by=chief_by)
    LeaveKind.objects.filter(name="育儿假").delete()
    assert lay_in(house.township, by=chief_by) == {"假别": "育儿假"}
    standing.refresh_from_db()
    assert standing.scan_required


def test_a_flow_of_the_townships_own_stays_its_own(house, chief_by):
    lay_in(house.township, by=chief_by)
    own = FlowVersion.objects.filter(flow__key="seals.use")
    own.update(digest="its own, another than the one that ships")
    FlowVersion.objects.filter(flow__key="leave.request").update(published_at=None)
    assert lay_in(house.township, by=chief_by).keys() == {"流程版本"}
    assert own.count() == 1


def test_a_post_that_a_flow_asks_for_is_made_first_and_nothing_is_left_half_done(house, chief_by):
    Post.objects.filter(role="mayor").update(role="")
    with pytest.raises(Refused, match="请先照此补上，再补齐常用项目"):
        lay_in(house.township, by=chief_by)
    assert not Seal.objects.exists()


def test_another_township_is_not_touched(chief_by, other_house):
    with pytest.raises(Refused, match="本乡镇"):
        lay_in(other_house.township, by=chief_by)
    assert not Seal.objects.exists()


def test_it_is_done_in_the_admin(client, administrator, house):
    client.force_login(administrator)
    change = reverse("admin:townships_township_change", args=[house.township.pk])
    page = reverse("admin:townships_township_lay_in", args=[house.township.pk])
    assert f'href="{page}"' in client.get(change).content.decode()
    assert "已有的一项不改" in client.get(page).content.decode()
    for said in ("已补上流程版本：", "常用项目都在，没有要补的。"):
        answer = client.post(page, {"once-key": str(uuid4())}, follow=True)
        assert said in answer.content.decode()
    assert Seal.objects.filter(township=house.township).count() == 3


def test_another_townships_page_is_not_found(client, administrator, other_house):
    client.force_login(administrator)
    page = reverse("admin:townships_township_lay_in", args=[other_house.township.pk])
    assert client.get(page).status_code == 404
    assert client.post(page, {"once-key": str(uuid4())}).status_code == 404
    assert not Seal.objects.exists()
