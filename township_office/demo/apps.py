from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "township_office.demo"
    verbose_name = "演示"
