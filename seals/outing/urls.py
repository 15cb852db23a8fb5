"""Under ``seals:``, beside those of the other subjects."""

from django.urls import path

from seals.outing import views

urlpatterns = [
    path("", views.outings, name="outings"),
    path("new/", views.new, name="outing_new"),
    path("way/", views.way, name="outing_way"),
    path("<int:pk>/", views.outing, name="outing"),
    path("<int:pk>/amend/", views.amend, name="outing_amend"),
    path("longer/<int:longer>/", views.extension, name="outing_extension"),
    path("<int:pk>/longer/", views.longer, name="outing_longer"),
    path("<int:pk>/trail/", views.trail, name="outing_trail"),
]
