# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the supply analysis. Those of the what-if page stand in `whatif_urls`."""

from django.urls import path

from allmende.know.supply import answer_views

app_name = "supply"
urlpatterns = [
    path("versorgung/ausprobieren/antwort", answer_views.answer, name="whatif_answer"),
]
