# SPDX-License-Identifier: EUPL-1.2
"""The log knows people only as numbers. What it says about somebody is shown in "Meine Daten" in its own part."""

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import LEGAL_DUTY, SYSTEM, Activity, Declaration, Keep, Personal, Retention

ACTIVITIES = [
    Activity(
        "audit",
        _("Protokoll der Änderungen und Einsichten"),
        people=_("Beschäftigte und alle, deren Daten sie bearbeiten"),
        recipients=_("Administration und Datenschutz; jede Person sieht, was sie selbst betrifft"),
        note=_("Einträge enthalten Nummern statt Namen. Wird jemand gelöscht, führt die Nummer zu niemandem mehr."),
    )
]
_ACCOUNTABLE = _("nachweisen, wer was geändert oder angesehen hat (Art. 5 Abs. 2, Art. 15, Art. 32 DSGVO)")
_FOR_GOOD = Retention(_("solange die Plattform betrieben wird; danach sagt die Nummer nichts mehr"))
_KEEP = Keep(_("bleibt als Nummer im Protokoll, damit es lückenlos ist; sie führt danach zu niemandem mehr"))


def _number(purpose: object) -> Personal:
    return Personal(purpose, LEGAL_DUTY, _FOR_GOOD, SYSTEM)


DECLARATIONS = [
    Declaration(
        model="audit.Entry",
        subject="subject",
        title=_("Protokoll zu Ihren Daten"),
        fields={"subject": _number(_ACCOUNTABLE), "reason": _number(_ACCOUNTABLE)},
        none="sequence at action object_label object_id details previous hash",
        erase=_KEEP,
        export=False,
    ),
    Declaration(
        model="audit.Entry",
        subject="actor",
        title=_("Was Sie getan haben"),
        fields={"actor": _number(_ACCOUNTABLE)},
        shown="sequence at action object_label object_id",
        erase=_KEEP,
    ),
    Declaration(
        model="audit.Entry",
        subject="acting_for",
        title=_("Was andere in Ihrem Namen getan haben"),
        fields={"acting_for": _number(_ACCOUNTABLE)},
        shown="sequence at action object_label object_id",
        erase=_KEEP,
    ),
    Declaration(model="audit.Head", none="sequence hash signature"),
]
