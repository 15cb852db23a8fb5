from django.contrib.admin import AdminSite


class OfficeAdminSite(AdminSite):
    """Configuration only: people, calendar, flows, settings."""

    site_header = site_title = "管理后台"
    index_title = "配置"
