from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("township_office.web.urls")),
    path("admin/", admin.site.urls),
    path("", include("township_office.ui.urls")),
    path("", include("township_office.people.urls")),
    path("", include("township_office.setup.urls")),
    path("", include("township_office.desk.urls")),
    path("approvals/", include("township_office.approvals.urls")),
    path("circulation/", include("township_office.approvals.circulation.urls")),
    path("files/", include("township_office.files.urls")),
    path("notices/", include("township_office.notices.urls")),
    path("jobs/", include("township_office.jobs.urls")),
    path("documents/", include("documents.urls")),
    path("leave/", include("leave.urls")),
    path("seals/", include("seals.urls")),
]
