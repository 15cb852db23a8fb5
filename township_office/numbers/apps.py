from django.apps import AppConfig


class NumbersConfig(AppConfig):
    name = "township_office.numbers"
    verbose_name = "编号"
