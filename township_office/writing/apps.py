from django.apps import AppConfig


class WritingConfig(AppConfig):
    name = "township_office.writing"
    verbose_name = "文稿"
