"""Under ``seals:``, beside those of the other subjects."""

from django.urls import path

from seals.counter import views

urlpatterns = [
    path("", views.counter, name="counter"),
]
