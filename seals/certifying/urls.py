"""Under ``seals:``, beside those of the other subjects."""

from django.urls import path

from seals.certifying import views

urlpatterns = [
    path("", views.certificates, name="certificates"),
    path("issue/<int:template>/", views.issue, name="certificate_issue"),
    path("<int:certificate>/", views.certificate, name="certificate"),
    path("<int:certificate>/pdf/", views.pdf, name="certificate_pdf"),
    path("<int:certificate>/files/", views.files, name="certificate_files"),
]
