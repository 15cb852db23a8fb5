from django.apps import AppConfig
from django.db.models.signals import post_migrate
from simple_history.signals import pre_create_historical_record


class TownshipsConfig(AppConfig):
    name = "township_office.townships"
    verbose_name = "乡镇"

    def ready(self) -> None:
        from township_office.townships import checks, history, known  # noqa: F401, PLC0415

        pre_create_historical_record.connect(history.stamp, dispatch_uid="townships.history")
        post_migrate.connect(known.install_after_migrate, sender=self)
