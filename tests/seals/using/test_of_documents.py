"""What signed documents ask of the seals: the signature is the approval, the document says when."""

import pytest

from seals.using import actions, rules
from seals.using.models import Request, Stamping
from tests.seals.using.desk import Desk, seal_of
from township_office.approvals.registry import case_of
from township_office.people.capacity import capacity_of
from township_office.people.models import Department
from township_office.web.refusals import Refused

KEEPER, CLERK = "印章保管员", "文书"
SIGNERS = [{"name": "王建国", "post": "镇长"}]


@pytest.fixture
def source(office, monkeypatch):
    """Something that was signed; the seals know no more of it than that it is there."""
    monkeypatch.setitem(rules._ready, Department, lambda source, request: None)
    return office.departments["民政办公室"]


def opened(office, source, **fields):
    said = {
        "seal": seal_of(office, "government"),
        "copies": 20,
        "title": "关于做好安全生产工作的通知",
        "document_number": "宁政发〔2026〕9号",
        "signers": SIGNERS,
        "applicant": office[CLERK],
        "department": office.departments["党政办公室"],
        "side": "government",
        "by": capacity_of(office[CLERK], office.posts[CLERK]),
    }
    return actions.open_for_document(source, **said | fields)


def keeper(office):
    return capacity_of(office[KEEPER], office.posts[KEEPER])


def test_a_document_asks_for_its_seal_without_a_case(office, source):
    request = opened(office, source)
    assert case_of(request) is None
    line = actions.stamp_for_document(request, copies=20, digest="a" * 64, by=keeper(office))
    said = (line.origin, line.approvers, line.matter, line.digest)
    assert said == ("document", "镇长 王建国（签发）", "公文", "a" * 64)
    assert request.closed_on is not None
    with pytest.raises(Refused, match="最多再盖 0 份"):
        actions.stamp_for_document(request, copies=1, by=keeper(office))


def test_printed_again_it_is_the_same_request_for_as_many_more(office, source):
    request = opened(office, source)
    assert opened(office, source, copies=25).pk == request.pk
    actions.stamp_for_document(Request.objects.get(), copies=25, by=keeper(office))
    again = opened(office, source, copies=25, title="关于做好安全生产工作的通知（更正）")
    assert (again.pk, again.copies, again.left, again.closed_on) == (request.pk, 50, 25, None)
    other = opened(office, source, seal=seal_of(office, "party"))
    assert other.pk != request.pk


def test_the_document_says_whether_its_signature_holds(office, source, monkeypatch):
    request = opened(office, source)

    def not_yet(source, request):
        raise Refused("复核之后才能用印（A3.2.7）。")

    monkeypatch.setitem(rules._ready, Department, not_yet)
    with pytest.raises(Refused, match="复核之后"):
        actions.stamp_for_document(request, copies=1, by=keeper(office))
    monkeypatch.delitem(rules._ready, Department)
    with pytest.raises(Refused, match="不能随文用印"):
        actions.stamp_for_document(request, copies=1, by=keeper(office))
    assert not Stamping.objects.exists()


def test_what_nobody_signed_asks_for_nothing(office, source):
    with pytest.raises(Refused, match="还没有签发"):
        opened(office, source, signers=[])


def test_only_its_keeper_stamps_it(office, source):
    request = opened(office, source)
    with pytest.raises(Refused, match="由吴梅保管"):
        by = capacity_of(office[CLERK], office.posts[CLERK])
        actions.stamp_for_document(request, copies=1, by=by)


def test_a_voided_one_is_not_stamped_and_the_document_may_ask_anew(office, source):
    request = opened(office, source)
    by = capacity_of(office[CLERK], office.posts[CLERK])
    actions.void_request(request, reason="文件撤销。", by=by)
    with pytest.raises(Refused, match="已经作废"):
        actions.stamp_for_document(request, copies=1, by=keeper(office))
    assert opened(office, source).pk != request.pk


def test_asking_again_goes_straight_to_the_keeper(office, source):
    case = actions.request_more_for_document(
        source,
        seal=seal_of(office, "government"),
        copies=5,
        title="关于做好安全生产工作的通知（加印）",
        document_number="宁政发〔2026〕9号",
        signers=SIGNERS,
        department=office.departments["党政办公室"],
        side="government",
        by=capacity_of(office[CLERK], office.posts[CLERK]),
    )
    desk = Desk(office, case.subject)
    assert (desk.stage, desk.lies_with) == ("用印", {KEEPER})
    desk.agree(KEEPER)
    assert desk.request.stampings.get().approvers == "镇长 王建国（签发）"
