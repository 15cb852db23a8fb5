from township_office.jobs.registry import job
from township_office.people.groups import mirror
from township_office.people.models import Officer


@job("people.mirror_groups", title="按任免调整权限组")
def mirror_groups(*, township_id: int) -> None:
    """On the day an appointment begins or has ended."""
    mirror(Officer.objects.filter(township_id=township_id))
