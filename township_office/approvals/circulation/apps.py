from django.apps import AppConfig


class CirculationConfig(AppConfig):
    name = "township_office.approvals.circulation"
    label = "circulation"
    verbose_name = "传阅"
