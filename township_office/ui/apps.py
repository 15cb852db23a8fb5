from django.apps import AppConfig

from township_office.ui.nav import Place, enter


class UiConfig(AppConfig):
    name = "township_office.ui"
    verbose_name = "界面"

    def ready(self) -> None:
        enter(
            Place(
                "查看",
                "管理后台",
                "admin:index",
                "settings",
                order=900,
                may_see=lambda officer: officer.is_staff,
            )
        )
