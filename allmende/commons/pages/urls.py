# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from allmende.commons.pages import views

app_name = "pages"
urlpatterns = [
    path("s/<int:pk>/", views.short, name="short"),
]
