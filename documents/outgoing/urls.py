"""Under ``documents:``, beside those of incoming documents."""

from django.urls import path

from documents.outgoing.views import after, drafting, pages, registers

urlpatterns = [
    path("", registers.documents, name="outgoing_documents"),
    path("register/", registers.register, name="outgoing_register"),
    path("register/years/", registers.years, name="outgoing_years"),
    path("register/afterwards/", registers.afterwards, name="outgoing_afterwards"),
    path("new/", drafting.new, name="outgoing_new"),
    path("drafts/", drafting.drafts, name="outgoing_drafts"),
    path("drafts/<uuid:key>/", drafting.draft, name="outgoing_draft"),
    path("drafts/<uuid:key>/save/", drafting.save, name="outgoing_save"),
    path("check/", drafting.check, name="outgoing_check"),
    path("way/", drafting.way, name="outgoing_way"),
    path("<int:pk>/", pages.outgoing, name="outgoing"),
    path("<int:pk>/amend/", drafting.amend, name="outgoing_amend"),
    path("<int:pk>/void/", pages.void, name="outgoing_void"),
    path("<int:pk>/form/", pages.form, name="outgoing_form"),
    path("<int:pk>/files/", pages.files, name="outgoing_files"),
    path("<int:pk>/layout/", pages.layout, name="outgoing_layout"),
    path("<int:pk>/layout/again/", pages.lay_out, name="outgoing_lay_out"),
    path("<int:pk>/layout/<int:layout>/<int:number>.png", pages.picture, name="outgoing_picture"),
    path("<int:pk>/versions/", pages.versions, name="outgoing_versions"),
    path("<int:pk>/trail/", pages.trail, name="outgoing_trail"),
    path("<int:pk>/receipt/<int:recipient>/", after.receipt, name="outgoing_receipt"),
    path("<int:pk>/more/", after.print_more, name="outgoing_print_more"),
    path("<int:pk>/correct/", after.correct, name="outgoing_correct"),
    path("<int:pk>/seal/", after.seal_part, name="outgoing_seal_part"),
    path("<int:pk>/amendments/<int:amendment>/recalled/", after.recalled, name="outgoing_recalled"),
    path("<int:pk>/amendments/<int:amendment>/told/", after.told, name="outgoing_told"),
    path("<int:pk>/list/", after.sending_list, name="outgoing_list"),
]
