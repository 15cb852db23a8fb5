from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Self

from django.db import models

from township_office import clock
from township_office.townships.roots import NATIONAL

GOOD_FOR = timedelta(hours=24)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def issue(self) -> str:
        """A new link's token, which only its reader knows; a link given out before is dead."""
        self.filter(used_at=None).delete()
        token = token_urlsafe(32)
        self.create(digest=_digest(token))
        return token

    def opened_by(self, token: str) -> Self:
        """The invitation of that token, if it is neither used nor too old."""
        return self.filter(
            digest=_digest(token), used_at=None, issued_at__gt=clock.now() - GOOD_FOR
        )

    def spend(self) -> int:
        """Mark these as used, and say how many were not."""
        return self.filter(used_at=None).update(used_at=clock.now())


class Invitation(models.Model):
    """A link by which whoever runs the server sets the office up in the browser, once, within a day."""

    township_path = NATIONAL  # it is there before the first township

    digest = models.CharField("摘要", max_length=64, unique=True)
    issued_at = models.DateTimeField("发出时间", default=clock.now)
    used_at = models.DateTimeField("使用时间", null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "开办链接"

    def __str__(self) -> str:
        return f"{self.issued_at:%Y-%m-%d %H:%M}"


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
