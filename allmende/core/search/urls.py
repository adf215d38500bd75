# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from allmende.core.search import views

app_name = "search"
urlpatterns = [
    path("suche/", views.results, name="results"),
    path("suche/opensearch.xml", views.description, name="description"),
]
