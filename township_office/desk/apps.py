from django.apps import AppConfig

from township_office.ui.nav import Place, enter


class DeskConfig(AppConfig):
    name = "township_office.desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        from township_office.desk.lists import waiting  # noqa: PLC0415
        from township_office.desk.rules import looks_after_delays  # noqa: PLC0415

        enter(
            Place("", "工作台", "desk:todo", "layout-dashboard", first=True, order=0, count=waiting)
        )
        enter(
            Place(
                "查看",
                "超时",
                "desk:overdue",
                "alarm-clock",
                order=40,
                may_see=looks_after_delays,
            )
        )
