# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from allmende.core.letters import views

app_name = "letters"
urlpatterns = [
    path("k/", views.enter, name="enter"),
    path("k/<str:code>/", views.open_code, name="open"),
]
