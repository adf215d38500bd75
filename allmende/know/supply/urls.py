# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the supply analysis. Those of the what-if page stand in `whatif_urls`."""

from django.urls import path

from allmende.know.supply import answer_views, whatif_urls

app_name = "supply"
urlpatterns = [
    *whatif_urls.urlpatterns,
    path("versorgung/ausprobieren/antwort", answer_views.answer, name="whatif_answer"),
]
