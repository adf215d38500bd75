# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "allmende.commons.places"
    label = "places"
    verbose_name = _("Orte")

    def ready(self) -> None:
        from allmende.commons.cases import links
        from allmende.commons.places.checks import categories_readable
        from allmende.commons.places.feed import follow_tours
        from allmende.commons.places.models import Area, Division, Tour, TourStop
        from allmende.commons.places.queries import case_links
        from allmende.core.audit import wagtail_bridge
        from allmende.core.freshness.memory import follow
        from allmende.core.ui import navigation

        follow("places", Area, Division, Tour, TourStop)  # places themselves renew in models.py, in bulk too
        follow_tours()
        wagtail_bridge.leave_to_actions("places.Place")
        register(categories_readable)
        links.register("place", case_links)
        navigation.register(navigation.MAIN, navigation.Entry(_("Orte"), "places:search", order=20, icon="pin"))
        navigation.register(navigation.MAIN, navigation.Entry(_("Mein Quartier"), "places:areas", order=30, icon="map"))
        navigation.register(navigation.MAIN, navigation.Entry(_("Rundgänge"), "places:tours", order=40, icon="route"))
