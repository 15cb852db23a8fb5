from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "township_office.workdays"
    verbose_name = "工作日历"

    def ready(self) -> None:
        from township_office.workdays import hours  # noqa: F401, PLC0415
