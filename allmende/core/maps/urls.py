# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from allmende.core.maps import views

app_name = "maps"
urlpatterns = [
    path("stil/<str:theme>.json", views.style, name="style"),
    path("kacheln/<int:zoom>/<int:x>/<int:y>.mvt", views.tile, name="tile"),
    path("schrift/<str:font>/<int:start>-<int:end>.pbf", views.letters, name="glyphs"),
]
