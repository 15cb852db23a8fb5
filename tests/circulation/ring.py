"""A paper laid before readers, and short words for what they do with it."""

from dataclasses import dataclass

from tests.documents.walk import Walk, register
from tests.house import House
from township_office.approvals.circulation import actions
from township_office.approvals.circulation.models import Circulation, Reader
from township_office.audit.capacity import Capacity
from township_office.people.capacity import capacity_of


@dataclass
class Ring:
    house: House
    walk: Walk
    circulation: Circulation

    def by(self, post: str) -> Capacity:
        return capacity_of(self.house[post], self.house.posts[post])

    def reader(self, post: str) -> Reader:
        return self.circulation.readers.get(post=self.house.posts[post])

    def reads(self, post: str, word: str = "") -> None:
        actions.mark_read(self.reader(post), word=word, by=self.by(post))

    @property
    def names(self) -> list[str]:
        """The readers as they stand on the list."""
        return [str(each) for each in self.circulation.readers.select_related("post", "officer")]

    @property
    def lying(self) -> list[str]:
        """With whom it lies now."""
        rows = self.circulation.readers.unread().reached()
        return [str(each) for each in rows.select_related("post", "officer")]

    @property
    def closed(self) -> bool:
        return Circulation.objects.get(pk=self.circulation.pk).closed_at is not None


def ring_of(house: House, *posts: str, in_order: bool = False, title: str = "") -> Ring:
    fields = {"title": title, "source_number": "无"} if title else {}
    walk = register(house, **fields)
    circulation = actions.circulate(
        walk.paper,
        posts=[house.posts[post] for post in posts],
        in_order=in_order,
        by=capacity_of(house["镇长"], house.posts["镇长"]),
    )
    return Ring(house, walk, circulation)
