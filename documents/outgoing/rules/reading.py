"""Who sees how a document was made, and who reads only what was sent to him (A3.2.8)."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from documents.outgoing.models import Layout, Outgoing
from township_office.approvals.circulation.models import Reader
from township_office.approvals.registry import case_of
from township_office.files.models import File
from township_office.files.rules import opens_by
from township_office.people.models import Officer
from township_office.people.today import today_of


def only_received(paper: Outgoing, officer: Officer) -> bool:
    """Whether it was but sent to him: its opinions, versions and trail are the office's own.

    Not the office, not the leaders, not who drafted it or was asked about it on its way.
    """
    today = today_of(officer)
    of_the_house = today.in_office or any(each.leader for each in today.posts)
    if of_the_house or paper.sent_on is None or paper.drafter_id == officer.pk:
        return False
    kind = ContentType.objects.get_for_model(Outgoing)
    sent = Reader.objects.his(officer).filter(
        circulation__subject_type=kind, circulation__subject_id=paper.pk
    )
    return sent.exists() and not _was_asked(paper, officer, today.post_ids)


def _was_asked(paper: Outgoing, officer: Officer, posts: list[int]) -> bool:
    case = case_of(paper)
    his = Q(officer=officer) | Q(post__in=posts) | Q(done_by=officer)
    return case is not None and case.tasks.filter(his).exists()


@opens_by(Outgoing)
def opens(file: File, officer: Officer, paper: Outgoing) -> bool:
    """Who only received it opens the document as it was issued, and nothing else that hangs on it."""
    issued = Layout.objects.filter(outgoing=paper, formal=True, pdf=file)
    return not only_received(paper, officer) or issued.exists() or file.role == "scan"
