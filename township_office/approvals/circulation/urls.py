from django.urls import path

from township_office.approvals.circulation import views

app_name = "circulation"
urlpatterns = [
    path("read/", views.read_many, name="read_many"),
    path("readers/<int:pk>/read/", views.read, name="read"),
    path("readers/<int:pk>/enter/", views.enter, name="enter"),
    path("readers/<int:pk>/recall/", views.recall, name="recall"),
    path("start/<str:of>/<int:pk>/", views.start, name="start"),
    path("<int:pk>/widen/", views.widen, name="widen"),
    path("<int:pk>/urge/", views.urge, name="urge"),
]
