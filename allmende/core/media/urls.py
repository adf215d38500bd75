# SPDX-License-Identifier: EUPL-1.2
"""Addresses of uploaded files. The document route bears Wagtail's name, by which documents find their address."""

from django.urls import path, re_path
from wagtail.documents.views.serve import authenticate_with_password

from allmende.core.media import views

urlpatterns = [
    path("medien/<path:path>", views.media, name="media"),
    re_path(r"^dokumente/(\d+)/(.*)$", views.document, name="wagtaildocs_serve"),
    path(
        "dokumente/authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
]
