# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from allmende.decide.participation import views
from allmende.decide.participation.formats.registry import all_formats

app_name = "participation"
urlpatterns = [
    path("beteiligung/", views.processes, name="processes"),
    path("beteiligung/<slug:process>/", views.process, name="process"),
    path("beteiligung/<slug:process>/meine/", views.own, name="own"),
    path("beteiligung/<slug:process>/code/", views.ask_code, name="ask_code"),
    path("beteiligung/<slug:process>/code-vergessen/", views.forget_code, name="forget_code"),
    path("beteiligung/<slug:process>/<int:phase>/", views.phase, name="phase"),
    *(
        path("beteiligung/<slug:process>/<int:phase>/", include(list(known.urls)))
        for known in all_formats()
        if known.urls
    ),
]
