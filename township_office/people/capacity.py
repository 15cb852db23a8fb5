from township_office.audit.capacity import Capacity, How
from township_office.people.models import Officer, Post


def capacity_of(
    officer: Officer, post: Post | None = None, how: How = "online", for_name: str = ""
) -> Capacity:
    """The officer as he acts: in the post the work lies with; without one, as himself.

    ``for_name`` is whom he stands in for; ``how`` the way his word reached the system.
    """
    return Capacity(
        township_id=officer.township_id,
        officer_id=officer.pk,
        officer_name=officer.name,
        post_id=post.pk if post else None,
        post_name=post.name if post else "",
        for_name=for_name,
        how=how,
    )
