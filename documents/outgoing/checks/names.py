"""In whose name a document is issued, and whether it may be (名义)."""

from collections.abc import Iterator
from re import compile

from documents.outgoing.checks.findings import Force, Spot, check, when
from documents.outgoing.checks.manuscript import Direction, Issuer, Manuscript, Place

FORMAL = compile(
    r"(?:委员会|党委|党工委|纪委|人民政府|政府|主席团|人民代表大会|人大|办事处|武装部|工会|妇女联合会|妇联|指挥部|领导小组"
    r"|(?:党政(?:综合)?|综合)办(?:公室)?|政府办公室|党委办公室|委办公室)$"
)
VILLAGE = compile(
    r"(?:村民委员会|居民委员会|村委会|居委会|(?:村|社区)(?:党)?(?:总)?支部(?:委员会)?)$"
)
COMMANDS = ("决议", "决定", "命令", "公告", "批复")
MANDATE = compile(r"经[^。；]{0,30}(?:同意|授权|批准|研究|审定)|受[^。；]{0,30}委托")


@check("DOC-32", Force.MUST, "联合行文限于同级机关，镇级机关不与村（社区）联合行文。")
def only_equals_issue_jointly(manuscript: Manuscript) -> Iterator[Spot]:
    """The organs of a joint document are of equal rank: none of them is a village's."""
    if manuscript.issuer == Issuer.JOINT:
        for organ in manuscript.organs:
            if VILLAGE.search(organ.name):
                yield Spot(Place("issuer"), organ.name)


@check("DOC-33", Force.MUST, "站、所、办不得对外正式行文，请以党政办公室或者镇政府名义行文。")
def stations_borrow_a_name(manuscript: Manuscript) -> Iterator[Spot]:
    """A station or an inner office issues nothing outside in its own name."""
    borrowing = manuscript.issuer in (Issuer.STATION, Issuer.JOINT)
    for organ in manuscript.organs if borrowing else ():
        if not FORMAL.search(organ.name):
            yield Spot(Place("issuer"), organ.name)


@check(
    "DOC-30",
    Force.GEN,
    "以办公室名义决定、批复事项须经授权，请在文中写明“经镇党委（镇政府）同意”。",
)
def the_office_commands_by_mandate(manuscript: Manuscript) -> Iterator[Spot]:
    """The office decides or answers downward only where it says who has authorised it."""
    office = manuscript.issuer == Issuer.OFFICE and manuscript.direction == Direction.DOWN
    commands = office and manuscript.kind in COMMANDS
    return when(commands and not MANDATE.search(manuscript.text()), "issuer")


@check("DOC-34", Force.GEN, "联合行文主办机关排在前，标题中的机关顺序与发文机关顺序不一致。")
def the_lead_stands_first(manuscript: Manuscript) -> Iterator[Spot]:
    """Where a joint title names its organs, it does so in their order, the lead first."""
    head = manuscript.title.partition("关于")[0]
    whole = [organ.name for organ in manuscript.organs]
    places = [head.find(name) for name in whole if name in head]
    return when(places != sorted(places), "title", head.strip())
