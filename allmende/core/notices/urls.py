# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from allmende.core.notices import views

app_name = "notices"
urlpatterns = [
    path("postfach/", views.inbox, name="inbox"),
    path("postfach/einstellungen/", views.wishes, name="wishes"),
    path("postfach/abmelden/<str:token>/", views.stop, name="stop"),
    path("postfach/<int:pk>/", views.notice, name="notice"),
]
