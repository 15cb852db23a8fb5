from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "township_office.files"
    verbose_name = "文件"
