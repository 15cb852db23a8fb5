from django.apps import AppConfig

from township_office.ui.nav import Place, enter


class DeskConfig(AppConfig):
    name = "township_office.desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        from township_office.desk.lists import waiting  # noqa: PLC0415

        enter(
            Place("", "工作台", "desk:todo", "layout-dashboard", first=True, order=0, count=waiting)
        )
