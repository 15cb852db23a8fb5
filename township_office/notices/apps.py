from django.apps import AppConfig

from township_office.ui.nav import Place, hang_bell


class NoticesConfig(AppConfig):
    name = "township_office.notices"
    verbose_name = "消息"

    def ready(self) -> None:
        from township_office.notices.bell import how_many  # noqa: PLC0415

        hang_bell(Place("", "消息", "notices:list", "bell", count=how_many))
