# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the what-if page and of scenarios; `urls.py` takes them in."""

from django.urls import path

from allmende.know.supply import scenario_views, whatif_views

urlpatterns = [
    path("versorgung/ausprobieren/", whatif_views.whatif, name="whatif"),
    path("versorgung/ausprobieren/blatt/", whatif_views.sheet, name="whatif_sheet"),
    path("versorgung/szenario/neu/", scenario_views.save, name="scenario_save"),
    path("versorgung/szenario/<str:key>/", scenario_views.scenario, name="scenario"),
    path("versorgung/szenario/<str:key>/blatt/", scenario_views.sheet, name="scenario_sheet"),
    path("versorgung/szenario/<str:key>/verwalten/", scenario_views.manage, name="scenario_manage"),
    path("versorgung/szenario/<str:key>/verwalten/<str:owner_key>/", scenario_views.manage, name="scenario_owner"),
    path("versorgung/szenarien/", scenario_views.own, name="own_scenarios"),
    path("versorgung/vergleich/", scenario_views.compare, name="compare"),
]
