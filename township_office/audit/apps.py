from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "township_office.audit"
    verbose_name = "留痕"

    def ready(self) -> None:
        from township_office.audit import triggers  # noqa: PLC0415

        autodiscover_modules("acts")
        post_migrate.connect(triggers.install_after_migrate, sender=self)
