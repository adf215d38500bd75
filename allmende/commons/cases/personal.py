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
            **{
                f"contact_{part}": Personal(_("die Antwort schicken"), CONSENT, _CONTACT, SELF)
                for part in ("name", "street", "postcode", "city", "phone", "email")
            },
            "text": Personal(_("das Anliegen bearbeiten"), PUBLIC_TASK, _FILE, SELF),
            "subject": Personal(_("das Anliegen bearbeiten"), PUBLIC_TASK, _FILE, SELF),
        },
        none="municipality reference kind state channel language short_address due created changed submission_key",
    ),
    Declaration(
        model="cases.Case",
        subject="person",
        title=_("Ihre Hinweise und Anliegen"),
        fields={"person": Personal(_("die Antwort in Ihr Postfach legen"), CONSENT, WITH_ROW, SELF)},
        shown="reference subject text state created",
        erase=Blank("person"),
    ),
    Declaration(
        model="cases.Case",
        subject="entered_by",
        title=_("Vorgänge, die Sie eingetragen haben"),
        fields={"entered_by": Personal(_("nachvollziehen, wer eingetragen hat"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        shown="reference created",
        erase=Blank("entered_by"),
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
        none="case kind created",
    ),
]
