# SPDX-License-Identifier: EUPL-1.2
"""Personal data of questionnaires. Answers have no person; what people write about themselves may still tell who."""

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import CONSENT, PUBLIC_TASK, SYSTEM, Activity, Declaration, Personal, Retention

ACTIVITIES = [Activity("questionnaires", _("Befragungen"), people=_("Menschen, die einen Fragebogen beantworten"))]

_ANSWERS = Retention(
    _("bis die Verwaltung die Antworten nach dem Abschluss löscht; sie lassen sich keiner Person zuordnen")
)
_RECORD = Retention(_("bis die Antworten gelöscht werden; nach dem Abschluss ist der Schlüssel der Kennung vernichtet"))
_DRAFT = Retention(_("bis zum Abschicken, höchstens einen Tag ohne Konto und 30 Tage mit Konto oder Code"))

DECLARATIONS = [
    Declaration(model="questionnaires.Form", none="municipality title draft revision created changed"),
    Declaration(model="questionnaires.Version", none="form number definition published"),
    Declaration(model="questionnaires.Survey", none="municipality version state one_per_person results secret created"),
    Declaration(
        model="questionnaires.Taken",
        fields={
            "record": Personal(
                _("verhindern, dass jemand zweimal antwortet"), PUBLIC_TASK, _RECORD, SYSTEM, export=False
            )
        },
        none="survey",
    ),
    Declaration(
        model="questionnaires.Answer",
        fields={"content": Personal(_("Auswertung der Befragung"), CONSENT, _ANSWERS, export=False)},
        none="id survey version day channel language",
    ),
    Declaration(
        model="questionnaires.FreeText",
        fields={"text": Personal(_("Auswertung der Befragung"), CONSENT, _ANSWERS, export=False)},
        none="id survey path state",
    ),
    Declaration(
        model="questionnaires.Draft",
        fields={
            "holder": Personal(_("angefangene Antworten wiederfinden"), CONSENT, _DRAFT, SYSTEM, export=False),
            "given": Personal(_("später weiter ausfüllen"), CONSENT, _DRAFT, export=False),
        },
        none="survey key is_lasting changed",
    ),
]
