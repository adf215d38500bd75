# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the supply analysis. Those of the what-if page stand in `whatif_urls`."""

from django.urls import URLPattern

app_name = "supply"
urlpatterns: list[URLPattern] = []
