from django.urls import path

from township_office.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="list"),
    path("read/", views.read_all, name="read_all"),
    path("mail/", views.mail, name="mail"),
]
