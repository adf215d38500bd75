# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from allmende.core.languages import views

app_name = "languages"
urlpatterns = [path("sprache/", views.choose, name="choose")]
