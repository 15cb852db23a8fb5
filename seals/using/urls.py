from django.urls import path

from seals.using import views

urlpatterns = [
    path("", views.requests, name="requests"),
    path("new/", views.new, name="new"),
    path("way/", views.way, name="way"),
    path("<int:pk>/", views.request, name="request"),
    path("<int:pk>/amend/", views.amend, name="amend"),
    path("<int:pk>/void/", views.void, name="void"),
    path("<int:pk>/part/", views.part, name="part"),
    path("<int:pk>/trail/", views.trail, name="trail"),
]
