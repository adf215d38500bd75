# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from allmende.commons.dialogue import duty_views, views

app_name = "dialogue"
urlpatterns = [
    path("dialog/<int:pk>/", views.thread, name="thread"),
    path("dialog/<int:pk>/schreiben/", views.write, name="write"),
    path("dialog/<int:pk>/entwurf/", views.keep_draft, name="draft"),
    path("dialog/<int:pk>/folgen/", views.follow, name="follow"),
    path("dialog/beitrag/<int:pk>/", views.post, name="post"),
    path("dialog/beitrag/<int:pk>/aendern/", views.edit, name="edit"),
    path("dialog/beitrag/<int:pk>/zurueckziehen/", views.withdraw, name="withdraw"),
    path("dialog/beitrag/<int:pk>/unterstuetzen/", views.react, name="react"),
    path("dialog/beitrag/<int:pk>/uebersetzen/", views.translate, name="translate"),
    path("dialog/beitrag/<int:pk>/fassungen/", views.revisions, name="revisions"),
    path("meine-beitraege/", views.own, name="own"),
    path("meldung/", duty_views.report, name="report_page"),
    path("meldung/<int:pk>/", duty_views.report, name="report"),
    path("meldung/stand/", duty_views.ask_state, name="report_ask"),
    path("meldung/stand/<slug:reference>/", duty_views.report_state, name="report_state"),
    path("einspruch/<slug:reference>/", duty_views.appeal, name="appeal"),
]
