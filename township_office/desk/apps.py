from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "township_office.desk"
    verbose_name = "工作台"
