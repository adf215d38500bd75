# SPDX-License-Identifier: EUPL-1.2
from django.urls import path, re_path

from allmende.commons.places import area_views, report_views, views

app_name = "places"
urlpatterns = [
    path("orte/", views.search, name="search"),
    path("orte/karte.geojson", views.map_features, name="features"),
    path("orte/kacheln/<int:zoom>/<int:x>/<int:y>.mvt", views.tile, name="tile"),
    path("orte/orte.csv", views.export, {"form": "csv"}, name="csv"),
    path("orte/orte.geojson", views.export, {"form": "geojson"}, name="geojson"),
    path("orte/<int:key>/", views.short, name="short"),
    re_path(r"^orte/(?P<key>[0-9]{1,18})-(?P<slug>[^/]*)/$", views.place, name="place"),
    path("orte/<int:key>/melden/", report_views.report, name="report"),
    path("gebiete/", area_views.areas, name="areas"),
    path("gebiete/<slug:division>/<slug:slug>/", area_views.area, name="area"),
    path("rundgaenge/", area_views.tours, name="tours"),
    path("rundgaenge/<slug:slug>/", area_views.tour, name="tour"),
    path("rundgaenge/<slug:slug>/<int:position>/", area_views.stop, name="stop"),
]
