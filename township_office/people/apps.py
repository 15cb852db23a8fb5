from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "township_office.people"
    verbose_name = "人员"
