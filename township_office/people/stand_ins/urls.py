from django.urls import path

from township_office.people.stand_ins import views

app_name = "stand_ins"
urlpatterns = [
    path("", views.stand_ins, name="all"),
    path("new/", views.new, name="new"),
    path("<int:pk>/end/", views.end, name="end"),
]
