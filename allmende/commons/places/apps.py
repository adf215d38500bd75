# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "allmende.commons.places"
    label = "places"
    verbose_name = _("Orte")

    def ready(self) -> None:
        from allmende.commons.places.checks import categories_readable

        register(categories_readable)
