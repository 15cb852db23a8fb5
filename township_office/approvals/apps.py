from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ApprovalsConfig(AppConfig):
    name = "township_office.approvals"
    verbose_name = "审批"

    def ready(self) -> None:
        autodiscover_modules("approval")
