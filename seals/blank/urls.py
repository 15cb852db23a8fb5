"""Under ``seals:``, beside those of the other subjects."""

from django.urls import path

from seals.blank import views

urlpatterns = [
    path("", views.blanks, name="blanks"),
    path("new/", views.new, name="blank_new"),
    path("way/", views.way, name="blank_way"),
    path("<int:blank>/", views.blank, name="blank"),
    path("<int:blank>/amend/", views.amend, name="blank_amend"),
    path("<int:blank>/account/", views.account, name="blank_account"),
    path("<int:blank>/confirm/", views.confirm, name="blank_confirm"),
    path("<int:blank>/trail/", views.trail, name="blank_trail"),
]
