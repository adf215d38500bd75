# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the supply analysis. Those of the what-if page stand in `whatif_urls`."""

from django.urls import path

from allmende.know.supply import answer_views, views, whatif_urls

app_name = "supply"
urlpatterns = [
    *whatif_urls.urlpatterns,
    path("versorgung/ausprobieren/antwort", answer_views.answer, name="whatif_answer"),
    path("versorgung/", views.overview, name="overview"),
    path("versorgung/rangliste/", views.ranking, name="ranking"),
    path("versorgung/adresse/", views.address, name="address"),
    path("versorgung/so-gerechnet/", views.method, name="method"),
    path("versorgung/gebiet/<slug:division>/<slug:slug>/", views.area, name="area"),
    path("versorgung/<slug:key>/", views.topic, name="topic"),
    path("versorgung/<slug:key>/tabelle.csv", views.topic_csv, name="topic_csv"),
]
