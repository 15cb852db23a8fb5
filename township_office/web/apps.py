from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "township_office.web"
    verbose_name = "网页"
