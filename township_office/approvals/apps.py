from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "township_office.approvals"
    verbose_name = "审批"
