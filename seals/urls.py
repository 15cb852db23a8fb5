from django.urls import include, path

app_name = "seals"
urlpatterns = [
    path("requests/", include("seals.using.urls")),
    path("counter/", include("seals.counter.urls")),
    path("ledger/", include("seals.ledger.urls")),
    path("keeping/", include("seals.keeping.urls")),
    path("outings/", include("seals.outing.urls")),
    path("frequent/", include("seals.frequent.urls")),
    path("blank/", include("seals.blank.urls")),
    path("certificates/", include("seals.certifying.urls")),
]
