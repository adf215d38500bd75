# SPDX-License-Identifier: EUPL-1.2
"""Routes of an installation in which somebody forgot a rule."""

from django.http import HttpResponse
from django.urls import path

from allmende.site.urls import urlpatterns as real


def forgotten(request):
    return HttpResponse("secret")


urlpatterns = [path("vergessen/", forgotten, name="forgotten"), *real]
