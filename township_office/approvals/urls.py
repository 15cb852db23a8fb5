from django.urls import path

from township_office.approvals import views

app_name = "approvals"
urlpatterns = [
    path("owed/", views.owed, name="owed"),
    path("paper/", views.paper, name="paper"),
    path("paper/<int:pk>/", views.paper_list, name="list"),
    path("paper/<int:pk>/pdf/", views.paper_list_pdf, name="list_pdf"),
]
