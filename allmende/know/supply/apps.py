# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupplyConfig(AppConfig):
    name = "allmende.know.supply"
    label = "supply"
    verbose_name = _("Versorgung")

    def ready(self) -> None:
        from allmende.core.freshness.memory import follow
        from allmende.know.supply.models import Population, Preparation, Standard, Topic

        follow("supply", Topic, Standard, Population, Preparation)
