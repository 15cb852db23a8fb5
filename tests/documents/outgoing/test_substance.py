"""What a signature stands for: in whose name, to whom, who may read it; none of it is wording (DOC-40)."""

from dataclasses import replace

import pytest

from documents.outgoing import actions
from documents.outgoing.actions import Parts, drafting
from documents.outgoing.actions.deciding import has_changed
from documents.outgoing.forms.stages import RecheckForm
from documents.outgoing.models import Outgoing, Version
from documents.outgoing.models.words import Words
from documents.outgoing.views.pages import changes_since_signing
from tests.documents.outgoing.desk import Desk, staffed, submitted
from tests.documents.walk import organ
from tests.house import House
from township_office.people.capacity import capacity_of
from township_office.people.models import Organ
from township_office.web.refusals import Refused

DIRECTOR, DRAFTER, DEPUTY = "办公室主任", "应急办干事", "副镇长（农业）"
MAYOR, SECRETARY, LAWYER = "镇长", "党委书记", "司法所所长"
DRAFT, SIGNING = 1, 8
CLOSED = {"disclosure": "none", "disclosure_reason": "内部事项", "secrecy": "internal"}
FORMER = {"side", "secrecy", "disclosure", "disclosure_reason", "normative", "important", "basis"}


@pytest.fixture
def office(house: House) -> House:
    return staffed(house)


@pytest.fixture(autouse=True)
def no_other_fault(monkeypatch) -> None:
    """What the checks find in it is another matter: here only the signature speaks."""
    monkeypatch.setattr(drafting, "check_is_without_error", lambda manuscript: None)


@pytest.fixture
def desk(office) -> Desk:
    return signed(office)


def signed(office: House, **fields) -> Desk:
    """By the mayor, a moment ago; it lies with its drafter."""
    desk = submitted(office, **fields)
    for post in (DIRECTOR, DEPUTY, MAYOR):
        desk.agree(post)
    return desk


def changed(desk: Desk, parts: Parts | None = None, **fields) -> Outgoing:
    """The drafter changes it where it lies with him."""
    paper = desk.fresh()
    for name, value in fields.items():
        setattr(paper, name, value)
    actions.amend_outgoing(paper, parts or as_it_was(desk), by=drafter(desk))
    return desk.fresh()


def as_it_was(desk: Desk) -> Parts:
    return Parts(main=[organ(desk.house, "柳树湾村民委员会", Organ.Level.BELOW)])


def drafter(desk: Desk):
    return capacity_of(desk.house[DRAFTER])


def declared_wording(desk: Desk) -> None:
    actions.recheck(desk.fresh(), changed="wording", by=drafter(desk))


def test_what_the_mayor_signed_does_not_become_the_party_s_by_a_change_of_wording(desk):
    changed(desk, issuer="party", kind="决定", direction="up", title="关于表彰先进的决定")
    with pytest.raises(Refused, match="^名义、文种、行文方向改过，不是文字性改动"):
        declared_wording(desk)
    points = dict.fromkeys(("text", "title", "signature", "parts"), "on")
    said = {"changed": "wording", **points}
    form = RecheckForm(said, subject=desk.fresh(), officer=desk.house[DRAFTER])
    assert "重新签发（DOC-40）：请点「退回」，退回给「拟稿」" in form.errors["changed"][0]
    assert desk.stage == "复核"


def test_who_signed_it_before_does_not_sign_it_in_another_name(desk):
    """It goes the way of the Party's from the beginning, to the secretary."""
    changed(desk, issuer="party", kind="决定", direction="up", title="关于表彰先进的决定")
    desk.return_to(DRAFTER, SIGNING, "名义改了。")
    with pytest.raises(Refused, match="发文名义、行文方向、归口在送审以后改过"):
        desk.agree(MAYOR)
    desk.return_to(MAYOR, DRAFT, "按党委的走法重新送审。")
    actions.send_outgoing(desk.fresh(), by=drafter(desk))
    for post in (DIRECTOR, DEPUTY, SECRETARY):
        desk.agree(post)
    assert (desk.stage, desk.fresh().signers) == ("复核", ["陈志远"])


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"kind": "通报"}, "文种"),
        ({"urgency": "特急"}, "紧急程度"),
        ({"direction": "level"}, "行文方向"),
        ({"side": "party"}, "归口"),
        ({"disclosure": "on_request", "disclosure_reason": "内部事项"}, "公开属性"),
        ({"secrecy": "internal"}, "密级"),
        ({"normative": True}, "规范性文件"),
        ({"important": True}, "重要文件"),
    ],
)
def test_a_change_of_this_is_never_wording(desk, fields, label):
    changed(desk, **fields)
    with pytest.raises(Refused, match=f"{label}改过，不是文字性改动"):
        declared_wording(desk)


@pytest.mark.parametrize(
    ("issuer", "field", "label"),
    [("joint", "lead", "主办机关"), ("station", "name_of", "以谁的名义")],
)
def test_who_leads_counts_for_a_joint_document_and_for_whom_for_a_station_s(
    desk, issuer, field, label
):
    said = Words.of(desk.fresh())
    ones, others = ({"issuer": issuer, field: whose} for whose in ("party", "government"))
    assert replace(said, **ones).changes_of_substance(replace(said, **others)) == [label]
    assert replace(said, **{field: ""}).changes_of_substance(said) == []


def test_whom_it_goes_to_and_what_hangs_on_it_is_never_wording(desk):
    village, usual = organ(desk.house, "石洼沟村民委员会", Organ.Level.BELOW), as_it_was(desk)
    for parts, label in (
        (Parts(main=[*usual.main, village]), "主送"),
        (replace(usual, copied=[village]), "抄送"),
        (replace(usual, annexes=[("值班表", "<p>一组</p>")]), "附件的增减"),
    ):
        changed(desk, parts)
        with pytest.raises(Refused, match=f"{label}改过"):
            declared_wording(desk)


def test_title_text_and_the_words_beside_it_may_be_wording(desk):
    changed(desk, title="关于做好冬春安全生产工作的通知", note="联系人：马军", basis="县安委会部署")
    declared_wording(desk)
    assert desk.fresh().changed == "wording"


def test_the_director_does_not_confirm_what_is_more_than_wording(desk):
    """Declared before the rule stood."""
    paper = changed(desk, important=True)
    Outgoing.objects.filter(pk=paper.pk).update(changed="wording")
    with pytest.raises(Refused, match="重要文件改过"):
        actions.confirm_wording(desk.fresh(), by=capacity_of(desk.house[DIRECTOR]))


def struck_and_added(comparison) -> tuple[list[str], list[str]]:
    spans = [span for line in comparison.lines for cell in line.cells for span in cell]
    return tuple(
        [span.text for span in spans if span.fate == fate] for fate in ("removed", "added")
    )


def test_who_may_read_it_and_whom_it_binds_is_part_of_what_was_signed(office):
    desk = signed(office, **CLOSED)
    opened = {"disclosure": "active", "disclosure_reason": "", "secrecy": "none"}
    paper = changed(desk, **opened, normative=True, important=True)
    assert has_changed(paper)
    assert struck_and_added(changes_since_signing(paper)) == (
        ["内部", "不予", "　不公开的理由：内部事项", "否", "否"],
        ["无", "主动", "是", "是"],
    )
    with pytest.raises(Refused, match="不一致"):
        actions.recheck(paper, changed="none", by=drafter(desk))


def test_what_has_come_to_bind_the_public_is_read_for_its_legality_before_it_is_signed(desk):
    changed(desk, normative=True)
    desk.return_to(DRAFTER, SIGNING, "改为规范性文件。")
    with pytest.raises(Refused, match="规范性文件在送审以后改过"):
        desk.agree(MAYOR)
    desk.return_to(MAYOR, DRAFT, "先作合法性审核。")
    actions.send_outgoing(desk.fresh(), by=drafter(desk))
    for post in (DIRECTOR, DEPUTY):
        desk.agree(post)
    assert desk.stage == "合法性审核"


def as_formerly_kept(desk: Desk) -> Words:
    """What a version said when it held only what prints."""
    said = Words.of(desk.fresh()).as_json()
    return Words.kept({name: words for name, words in said.items() if name not in FORMER})


def test_what_was_signed_in_former_days_counts_as_unchanged(desk):
    former = as_formerly_kept(desk)
    assert not FORMER & former.as_json().keys()
    desk.paper.signed_version = Version.objects.create(
        outgoing=desk.paper,
        number=9,
        why=Version.Why.SIGNED,
        words=former.as_json(),
        digest=former.digest,
        by=desk.house[MAYOR],
    )
    desk.paper.save(update_fields=["signed_version"])
    assert not has_changed(desk.fresh())
    assert changes_since_signing(desk.paper) is None
    changed(desk, title="关于做好冬春安全生产工作的通知")
    told = changes_since_signing(desk.fresh())
    assert (told.places, "公开属性" in str(told.changed)) == (1, False)
    declared_wording(desk)


def test_what_does_not_print_changes_no_layout(desk):
    """The same words are never laid out twice."""
    before = desk.fresh().layouts.count()
    changed(desk, important=True, disclosure="none", disclosure_reason="内部事项")
    assert desk.fresh().layouts.count() == before
