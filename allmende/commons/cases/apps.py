# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "allmende.commons.cases"
    label = "cases"
    verbose_name = _("Vorgänge")

    def ready(self) -> None:
        from allmende.commons.cases import barriers, links
        from allmende.commons.cases.contact import ANSWER, RECEIVED
        from allmende.commons.cases.rules import may_enter
        from allmende.core.accessibility import desk
        from allmende.core.behalf.registry import register_entry, register_matter
        from allmende.core.notices.kinds import register_kind
        from allmende.core.ui import navigation

        desk.staffed_by(barriers.open_barrier_case)
        links.register(barriers.KIND, barriers.links_of_barrier)
        register_entry(_("Anliegen aufnehmen"), "cases_staff_enter", may_enter)
        register_matter("cases", _("Hinweise und Anliegen"))
        register_kind(RECEIVED, _("Eingangsbestätigungen"))
        register_kind(ANSWER, _("Antworten auf Ihre Hinweise und Anliegen"))

        navigation.register(
            navigation.FOOTER, navigation.Entry(_("Wo steht mein Vorgang?"), "cases:ask", order=60, icon="search")
        )
