# SPDX-License-Identifier: EUPL-1.2
from django.urls import path, re_path

from allmende.core.readaloud import views

app_name = "readaloud"
urlpatterns = [
    path("vorlesen/", views.listen, name="listen"),
    path("vorlesen/spieler/", views.player, name="player"),
    path("vorlesen/saetze/", views.sentences, name="sentences"),
    re_path(r"^vorlesen/ton/(?P<key>[0-9a-f]{40})\.mp3$", views.sound, name="sound"),
]
