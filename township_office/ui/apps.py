from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "township_office.ui"
    verbose_name = "界面"
