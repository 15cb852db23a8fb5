from django.urls import path

from township_office.files import views

app_name = "files"
urlpatterns = [
    path("<int:pk>/", views.open_file, name="open"),
    path("<int:pk>/download/", views.download, name="download"),
]
