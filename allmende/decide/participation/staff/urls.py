# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from allmende.decide.participation.staff import idea_views, views

app_name = "participation_staff"
urlpatterns = [
    path("", views.index, name="index"),
    path("neu/", views.choose, name="choose"),
    path("neu/<slug:key>/", views.create, name="create"),
    path("<int:pk>/", views.process, name="process"),
    path("<int:pk>/texte/", views.edit, name="edit"),
    path("<int:pk>/phase/", views.phase, name="phase_new"),
    path("<int:pk>/phase/<int:phase>/", views.phase, name="phase"),
    path("<int:pk>/codes/", views.batches, name="codes"),
    path("<int:pk>/einwilligungen/", views.consents, name="consents"),
    path("phase/<int:pk>/ideen/", idea_views.listing, name="ideas"),
    path("idee/<int:pk>/", idea_views.idea, name="idea"),
    path("phase/<int:pk>/abschnitte/", idea_views.text, name="sections"),
    path("phase/<int:pk>/abschnitte/<int:section>/", idea_views.text, name="section"),
]
