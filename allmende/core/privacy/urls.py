# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from allmende.core.privacy import views

app_name = "privacy"
urlpatterns = [
    path("meine-daten/", views.own_data, name="own_data"),
    path("meine-daten/einsicht/", views.looks, name="looks"),
    path("meine-daten/mitnehmen/", views.download, name="download"),
    path("meine-daten/loeschen/", views.erase, name="erase"),
    path("meine-daten/behalten/", views.keep, name="keep"),
    path("meine-daten/einwilligung/", views.consent, name="consent"),
    path("meine-daten/geloescht/", views.erased, name="erased"),
]
