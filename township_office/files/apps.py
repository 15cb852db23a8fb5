from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "township_office.files"
    verbose_name = "文件"

    def ready(self) -> None:
        # The setting is declared where it is used; the admin must know it before the first upload.
        from township_office.files import actions  # noqa: F401, PLC0415
