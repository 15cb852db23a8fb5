from django.apps import AppConfig


class PaperConfig(AppConfig):
    name = "township_office.paper"
    verbose_name = "纸质表单"
