# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the supply analysis. Those of the what-if page stand in `whatif_urls`."""

from django.urls import path

from allmende.know.supply import answer_views, site_views, views, whatif_urls

app_name = "supply"
urlpatterns = [
    *whatif_urls.urlpatterns,
    path("versorgung/ausprobieren/antwort", answer_views.answer, name="whatif_answer"),
    path("versorgung/", views.overview, name="overview"),
    path("versorgung/rangliste/", views.ranking, name="ranking"),
    path("versorgung/adresse/", views.address, name="address"),
    path("versorgung/so-gerechnet/", views.method, name="method"),
    path("versorgung/gebiet/<slug:division>/<slug:slug>/", views.area, name="area"),
    path("versorgung/standorte/", site_views.sites, name="sites"),
    path("versorgung/standorte/<int:pk>/", site_views.site_search, name="site_search"),
    path("versorgung/standorte/<int:pk>/stand/", site_views.site_progress, name="site_progress"),
    path("versorgung/standorte/<int:pk>/standorte.csv", site_views.site_csv, name="site_csv"),
    path("versorgung/standorte/<int:pk>/loeschen/", site_views.site_delete, name="site_delete"),
    path("versorgung/<slug:key>/", views.topic, name="topic"),
    path("versorgung/<slug:key>/tabelle.csv", views.topic_csv, name="topic_csv"),
]
