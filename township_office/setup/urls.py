from django.urls import path

from township_office.setup import views

app_name = "setup"
urlpatterns = [
    path("setup/<str:token>/", views.found, name="found"),
]
