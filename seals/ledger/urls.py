"""Under ``seals:``: the ledger, a line of it, what is asked of it."""

from django.urls import path

from seals.ledger import views

urlpatterns = [
    path("", views.ledger, name="ledger"),
    path("figures/", views.figures, name="figures"),
    path("book/", views.book, name="book"),
    path("paper/<int:paper_ledger>/", views.paper_ledger, name="paper_ledger"),
    path("<int:line>/", views.line, name="line"),
    path("<int:line>/correct/", views.correct, name="line_correct"),
    path("<int:line>/scans/", views.scans, name="line_scans"),
    path("requests/<int:asked>/form/", views.form, name="request_form"),
    path("requests/<int:asked>/form/pdf/", views.form_pdf, name="request_form_pdf"),
    path("requests/<int:asked>/form/files/", views.form_files, name="request_form_files"),
]
