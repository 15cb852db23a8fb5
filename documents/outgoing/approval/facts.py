"""What a rule of a flow may ask about an outgoing document."""

from documents.outgoing.models import Issuer, Outgoing
from documents.outgoing.models.words import Words
from township_office.people.models import Line
from township_office.people.today import today_of

YES_NO = [(True, "是"), (False, "否")]
APPLICANTS = [
    ("party_secretary", "党委书记"),
    ("mayor", "镇长"),
    ("deputy_lead", "班子其他成员"),
    ("other", "其他人"),
]


def digest(paper: Outgoing) -> str:
    """What is decided upon: every word that prints, and what is signed with them and does not print.

    That is 归口, 密级, 公开属性 and its reason, 规范性文件, 重要文件 and 行文依据. Where any of it is
    another, be it 行文依据 alone, what was to come straight back goes the whole way again, and who
    had agreed is asked anew.
    """
    return Words.of(paper).digest


def applicant(paper: Outgoing) -> str:
    """In which rank the drafter stands: nobody reviews or signs his own (flows.md, Who then)."""
    today = today_of(paper.drafter_id)
    for role in ("party_secretary", "mayor"):
        if today.has_role(role):
            return role
    return "deputy_lead" if any(post.leader for post in today.posts) else "other"


def consults(paper: Outgoing) -> bool:
    return bool(paper.departments_asked())


def disagreed(paper: Outgoing) -> bool:
    return any(each.agrees is False for each in paper.consulted.all()) if paper.pk else False


def side(paper: Outgoing) -> str:
    """Whose affairs: of what goes out in the name of an organ, that organ's."""
    own = {Issuer.PARTY: Line.PARTY, Issuer.GOVERNMENT: Line.GOVERNMENT}
    return str(own.get(Issuer(paper.issuer), paper.side))
