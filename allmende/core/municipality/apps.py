# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MunicipalityConfig(AppConfig):
    name = "allmende.core.municipality"
    label = "municipality"
    verbose_name = _("Kommunen")

    def ready(self) -> None:
        from allmende.core.freshness.memory import follow
        from allmende.core.media.models import Picture
        from allmende.core.municipality.models import Host, Municipality, Presence

        follow("municipality", Municipality, Presence, Host, Picture)  # a picture: the arms
