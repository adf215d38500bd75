# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MunicipalityConfig(AppConfig):
    name = "allmende.core.municipality"
    label = "municipality"
    verbose_name = _("Kommunen")
