from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "township_office.workdays"
    verbose_name = "工作日历"
