from django.urls import path

from township_office.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.todo, name="todo"),
    path("begun/", views.begun, name="begun"),
    path("done/", views.done, name="done"),
]
