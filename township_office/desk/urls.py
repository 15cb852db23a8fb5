from django.urls import path

from township_office.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.todo, name="todo"),
    path("reading/", views.reading, name="reading"),
    path("reading/done/", views.read, name="read"),
    path("begun/", views.begun, name="begun"),
    path("done/", views.done, name="done"),
    path("overdue/", views.overdue, name="overdue"),
    path("overdue/<int:pk>/urge/", views.urge_overdue, name="urge"),
]
