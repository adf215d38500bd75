# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from allmende.core.ui import gallery, views

app_name = "ui"
urlpatterns = [
    path("darstellung/", views.set_display, name="display"),
    path("gestaltung/", gallery.gallery, name="gallery"),
    path("gestaltung/fehler/<slug:code>/", gallery.error_page, name="error_page"),
]
