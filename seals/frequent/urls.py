"""Under ``seals:``, beside those of the other subjects."""

from django.urls import path

from seals.frequent import views

urlpatterns = [
    path("", views.frequents, name="frequents"),
    path("keep/<int:asked>/", views.keep, name="frequent_keep"),
    path("<int:frequent>/drop/", views.drop, name="frequent_drop"),
]
