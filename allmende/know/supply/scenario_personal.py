# SPDX-License-Identifier: EUPL-1.2
"""Personal data of scenarios: who kept one, if signed in."""

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import CONSENT, PUBLIC_TASK, SELF, SYSTEM, Blank, Declaration, Personal, Retention

_YEAR = Retention(_("ein Jahr nach dem Speichern oder Verlängern; amtliche Szenarien, bis die Verwaltung sie löscht"))

SCENARIO_DECLARATIONS = [
    Declaration(
        model="supply.Scenario",
        subject="person",
        title=_("Ihre Szenarien zur Versorgung"),
        fields={
            "person": Personal(_("die eigenen Szenarien wiederfinden"), CONSENT, _YEAR, SYSTEM),
        },
        shown="title note created ends",
        erase=Blank("person"),
    ),
    Declaration(
        model="supply.Scenario",
        fields={
            "title": Personal(_("den Vorschlag unter einem Link zeigen"), PUBLIC_TASK, _YEAR, SELF),
            "note": Personal(_("den Vorschlag unter einem Link zeigen"), PUBLIC_TASK, _YEAR, SELF),
        },
        none="municipality key topic group way changes names is_official created ends submission_key",
    ),
]
