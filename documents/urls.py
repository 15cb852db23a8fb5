from django.urls import include, path

from documents.incoming import views

app_name = "documents"
urlpatterns = [
    path("outgoing/", include("documents.outgoing.urls")),
    path("incoming/", views.register, name="register"),
    path("incoming/new/", views.new, name="new"),
    path("incoming/way/", views.way, name="way"),
    path("incoming/<int:pk>/", views.incoming, name="incoming"),
    path("incoming/<int:pk>/amend/", views.amend, name="amend"),
    path("incoming/<int:pk>/void/", views.void, name="void"),
    path("incoming/<int:pk>/sheet/", views.sheet, name="sheet"),
    path("incoming/<int:pk>/files/", views.files, name="files"),
    path("incoming/<int:pk>/trail/", views.trail, name="trail"),
]
