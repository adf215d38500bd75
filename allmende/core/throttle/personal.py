# SPDX-License-Identifier: EUPL-1.2
"""Counters of attempts hold keyed hashes of addresses."""

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import SECURITY, SYSTEM, Activity, Declaration, Personal, Retention

ACTIVITIES = [
    Activity("throttle", _("Schutz vor Missbrauch"), people=_("alle, die die Seiten aufrufen"), recipients=_("niemand"))
]
_DAY = Retention(_("ein Tag"))

DECLARATIONS = [
    Declaration(
        model="throttle.Window",
        fields={
            "caller": Personal(
                _("Anfragen je Anschluss begrenzen; gespeichert ist ein Schlüsselwert, keine Adresse"),
                SECURITY,
                _DAY,
                SYSTEM,
            )
        },
        none="scope starts count",
    )
]
