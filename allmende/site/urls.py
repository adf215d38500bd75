# SPDX-License-Identifier: EUPL-1.2
"""All routes. Citizen pages carry a language prefix except in German; the page tree comes last."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from allmende.core.people.urls import provider_urlpatterns

urlpatterns = [
    *provider_urlpatterns,
    path("verwaltung/", include(wagtailadmin_urls)),
    path("karte/", include("allmende.core.maps.urls")),
    path("", include("allmende.core.media.urls")),
]
urlpatterns += i18n_patterns(
    path("", include("allmende.core.ui.urls")),
    path("", include("allmende.core.accessibility.urls")),
    path("", include("allmende.core.people.urls")),
    path("", include("allmende.core.behalf.urls")),
    path("", include("allmende.core.privacy.urls")),
    path("", include("allmende.core.readaloud.urls")),
    path("", include("allmende.core.languages.urls")),
    path("", include("allmende.core.letters.urls")),
    path("", include("allmende.core.notices.urls")),
    path("", include("allmende.core.search.urls")),
    path("", include("allmende.commons.places.urls")),
    path("", include("allmende.commons.cases.urls")),
    path("", include("allmende.commons.ballots.urls")),
    path("", include("allmende.commons.dialogue.urls")),
    path("", include("allmende.commons.pages.urls")),
    path("", include("allmende.know.supply.urls")),
    path("", include("allmende.decide.participation.urls")),
    # Wagtail's second sign-in page would not be throttled.
    path(
        "_util/login/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="second_login",
    ),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
