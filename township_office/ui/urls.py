from django.urls import path

from township_office.ui import views

app_name = "ui"
urlpatterns = [
    path("kit/", views.kit, name="kit"),
    path("large-print/", views.large_print, name="large_print"),
]
