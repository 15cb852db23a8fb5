"""The broom of the storage, rung by beat every night."""

from celery import shared_task

from township_office.files import upkeep


@shared_task(name="files.sweep_orphans")  # type: ignore[untyped-decorator]  # celery has no types
def sweep_orphans() -> None:
    upkeep.sweep_orphans()
