from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "township_office.jobs"
    verbose_name = "待办作业"
