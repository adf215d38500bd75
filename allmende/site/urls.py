# SPDX-License-Identifier: EUPL-1.2
"""All routes. Citizen pages carry a language prefix except in German; the page tree comes last."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("verwaltung/", include(wagtailadmin_urls)),
    path("dokumente/", include(wagtaildocs_urls)),
    path("karte/", include("allmende.core.maps.urls")),
    path("medien/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
]
urlpatterns += i18n_patterns(
    path("", include("allmende.core.ui.urls")),
    path("", include("allmende.commons.pages.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
