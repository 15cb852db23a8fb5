from django.urls import path

from township_office.people.phrases import views

app_name = "phrases"
urlpatterns = [
    path("", views.phrases, name="own"),
    path("<int:pk>/drop/", views.drop, name="drop"),
]
