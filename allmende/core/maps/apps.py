# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class MapsConfig(AppConfig):
    name = "allmende.core.maps"
    label = "maps"
    verbose_name = "Karten"
