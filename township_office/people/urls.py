from django.urls import include, path

from township_office.people import views

app_name = "people"
urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("logout/", views.sign_out, name="logout"),
    path("password/", views.password_change, name="password_change"),
    path("people/", views.directory, name="directory"),
    path("stand-ins/", include("township_office.people.stand_ins.urls")),
    path("phrases/", include("township_office.people.phrases.urls")),
]
