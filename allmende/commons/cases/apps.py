# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "allmende.commons.cases"
    label = "cases"
    verbose_name = _("Vorgänge")

    def ready(self) -> None:
        from allmende.commons.cases import barriers, links
        from allmende.commons.cases.actions import forget_contacts
        from allmende.core.accessibility import desk
        from allmende.core.ops.worker import register_chore
        from allmende.core.ui import navigation

        desk.staffed_by(barriers.open_barrier_case)
        links.register(barriers.KIND, barriers.links_of_barrier)
        register_chore("forget-case-contacts", 24 * 3600, forget_contacts)

        navigation.register(
            navigation.FOOTER, navigation.Entry(_("Wo steht mein Vorgang?"), "cases:ask", order=60, icon="search")
        )
