# SPDX-License-Identifier: EUPL-1.2
"""Personal data of cases."""

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import (
    CONSENT,
    EMPLOYMENT,
    PUBLIC_TASK,
    SELF,
    STAFF,
    SYSTEM,
    WITH_ROW,
    Activity,
    Blank,
    Declaration,
    Personal,
    Retention,
)

ACTIVITIES = [
    Activity("cases", _("Hinweise und Anliegen bearbeiten"), people=_("Menschen, die uns schreiben; Beschäftigte"))
]

_CONTACT = Retention(
    _("ein halbes Jahr nach dem Ende des Vorgangs, für Rückfragen zur Antwort"),
    days=180,
    since="changed",
    when={"state__in": ["closed", "rejected"]},
)
_FILE = Retention(_("nach der Aktenordnung der Kommune"))

DECLARATIONS = [
    Declaration(
        model="cases.Case",
        fields={
            "contact_email": Personal(_("die Antwort schicken"), CONSENT, _CONTACT, SELF),
            "text": Personal(_("das Anliegen bearbeiten"), PUBLIC_TASK, _FILE, SELF),
            "subject": Personal(_("das Anliegen bearbeiten"), PUBLIC_TASK, _FILE, SELF),
        },
        none="municipality reference kind state due created changed submission_key",
    ),
    Declaration(
        model="cases.Case",
        subject="assignee",
        title=_("Vorgänge, für die Sie zuständig sind"),
        fields={"assignee": Personal(_("Zuständigkeit"), EMPLOYMENT, WITH_ROW, STAFF)},
        shown="reference state created",
        erase=Blank("assignee"),
    ),
    Declaration(
        model="cases.Entry",
        subject="author",
        title=_("Was Sie in Vorgängen geschrieben haben"),
        fields={"author": Personal(_("nachvollziehen, wer geantwortet hat"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        shown="created kind",
        erase=Blank("author"),
    ),
    Declaration(
        model="cases.Entry",
        fields={"text": Personal(_("das Anliegen bearbeiten"), PUBLIC_TASK, _FILE, STAFF)},
        none="case kind created mailed",
    ),
]
