# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from allmende.commons.ballots import views

app_name = "ballots"
urlpatterns = [
    path("abstimmung/", views.index, name="index"),
    path("abstimmung/nachzaehlen.py", views.program, name="program"),
    path("abstimmung/<slug:key>/", views.result, name="result"),
    path("abstimmung/<slug:key>/quittungen/", views.receipts, name="receipts"),
    path("abstimmung/<slug:key>/daten.json", views.data, name="data"),
    path("abstimmung/<slug:key>/ergebnis.csv", views.table, name="table"),
    path("abstimmung/<slug:key>/stimmzettel.txt", views.ballots, name="ballots"),
]
