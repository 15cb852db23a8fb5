from django.apps import AppConfig
from django.contrib.admin import apps


class OfficeAdminConfig(apps.AdminConfig):
    """Django's own admin, in our colours and for one township at a time."""

    default = False
    default_site = "township_office.setup.site.OfficeAdminSite"


class SetupConfig(AppConfig):
    default = True
    name = "township_office.setup"
    verbose_name = "开办"
