from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "township_office.jobs"
    verbose_name = "后台作业"

    def ready(self) -> None:
        autodiscover_modules("tasks")
