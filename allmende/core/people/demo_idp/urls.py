# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the demo provider. Where no demo runs, there is nothing at any of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from allmende.core.people.demo_idp import views

app_name = "demo_idp"


def only_in_a_demo(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return `view`, answering 404 unless `allmende demo` runs here."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO or settings.HTTPS:
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


urlpatterns = [
    path(".well-known/openid-configuration", only_in_a_demo(views.configuration), name="configuration"),
    path("schluessel/", only_in_a_demo(views.jwks), name="keys"),
    path("anmelden/", only_in_a_demo(views.authorize), name="authorize"),
    path("token/", only_in_a_demo(views.token), name="token"),
    path("wer/", only_in_a_demo(views.user_info), name="user_info"),
]
