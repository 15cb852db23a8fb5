from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from township_office.ui.nav import Place, enter


class JobsConfig(AppConfig):
    name = "township_office.jobs"
    verbose_name = "后台作业"

    def ready(self) -> None:
        from township_office.jobs.views import how_many_failed  # noqa: PLC0415

        autodiscover_modules("tasks")
        enter(
            Place(
                "查看",
                "后台作业",
                "jobs:failed",
                "server-cog",
                order=890,
                may_see=lambda officer: officer.is_staff,
                count=how_many_failed,
            )
        )
