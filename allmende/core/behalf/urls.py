# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from allmende.core.behalf import views

app_name = "behalf"
urlpatterns = [
    path("konto/vertretung/", views.overview, name="overview"),
    path("konto/vertretung/anfragen/", views.ask, name="ask"),
    path("konto/vertretung/<int:pk>/", views.answer, name="answer"),
    path("konto/vertretung/<int:pk>/beenden/", views.end, name="end"),
    path("konto/vertretung/<int:pk>/handeln/", views.act, name="act"),
    path("konto/vertretung/aufhoeren/", views.stop, name="stop"),
]
