# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from allmende.commons.cases import views

app_name = "cases"
urlpatterns = [
    path("vorgang/", views.ask, name="ask"),
    path("vorgang/<slug:reference>/", views.status, name="status"),
]
