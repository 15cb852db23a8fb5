"""A sheet of paper about a record, drawn by a worker as a PDF when somebody asks for it."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.files.actions import keep_bytes
from township_office.files.models import File
from township_office.jobs.outbox import enqueue, is_under_way
from township_office.web.refusals import Stale


@dataclass(frozen=True)
class Drawn:
    """What it is called in the office, which job draws it, how the job names the record, its role."""

    name: str
    job: str
    about: str
    role: str

    def order(self, subject: models.Model, *, by: Capacity) -> None:
        """Let a worker draw it as it stands then. Raises Stale while one is at it."""
        if self.is_under_way(subject):
            raise Stale(f"{self.name}正在生成，好了会出现在「文件」里，不用再点。")
        about: dict[str, Any] = {self.about: subject.pk, "officer_id": by.person_id}
        enqueue(self.job, township_id=by.township_id, **about)

    def is_under_way(self, subject: Any) -> bool:
        """Whether a worker still has to bring one that was asked for."""
        return is_under_way(self.job, township_id=subject.township_id, **{self.about: subject.pk})

    def lay(
        self, subject: models.Model, pdf: bytes, *, by: Capacity, called: str | None = None
    ) -> File:
        """Lay what the worker drew beside the record, named after the moment it speaks of."""
        name = called or f"{self.name} {clock.local(clock.now()):%Y-%m-%d %H%M}"
        return keep_bytes(f"{name}.pdf", pdf, attached_to=subject, by=by, role=self.role)
