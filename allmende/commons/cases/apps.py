# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "allmende.commons.cases"
    label = "cases"
    verbose_name = _("Vorgänge")

    def ready(self) -> None:
        from allmende.core.ui import navigation

        navigation.register(
            navigation.FOOTER, navigation.Entry(_("Wo steht mein Vorgang?"), "cases:ask", order=60, icon="search")
        )
