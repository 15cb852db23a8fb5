from django.apps import AppConfig


class PaperConfig(AppConfig):
    name = "township_office.paper"
    verbose_name = "纸质表单"

    def ready(self) -> None:
        from township_office.paper import checks  # noqa: F401, PLC0415
