# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from allmende.core.accessibility import views

app_name = "accessibility"
urlpatterns = [
    path("barrierefreiheit/", views.statement, name="statement"),
    path("barrierefreiheit/melden/", views.report, name="report"),
]
