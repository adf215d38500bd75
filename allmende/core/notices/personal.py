# SPDX-License-Identifier: EUPL-1.2
"""Personal data of notices."""

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import (
    ACCOUNT,
    CONSENT,
    EMPLOYMENT,
    LEGAL_DUTY,
    PUBLIC_TASK,
    STAFF,
    SYSTEM,
    WITH_ROW,
    Activity,
    Blank,
    Declaration,
    Delete,
    Personal,
    Retention,
)

ACTIVITIES = [
    Activity(
        "notices",
        _("Nachrichten im Postfach, per E-Mail und als Brief"),
        people=_("Menschen, denen wir schreiben"),
        recipients=_("der Mailserver der Kommune, die Post"),
    )
]

_TWO_YEARS = Retention(_("zwei Jahre im Postfach"), days=730, since="created", delete=True)
_YEAR = Retention(
    _("ein Jahr, für Rückfragen zur Zustellung"), days=365, since="created", when={"person": None}, delete=True
)

_ADDRESS = Personal(_("die Nachricht zustellen"), PUBLIC_TASK, _YEAR, STAFF)

DECLARATIONS = [
    Declaration(
        model="notices.Notice",
        subject="person",
        title=_("Nachrichten an Sie"),
        fields={
            "person": Personal(_("die Nachricht zustellen"), PUBLIC_TASK, _TWO_YEARS, SYSTEM),
            "subject": Personal(_("die Nachricht zustellen"), PUBLIC_TASK, _TWO_YEARS, STAFF),
            "text": Personal(_("die Nachricht zustellen"), PUBLIC_TASK, _TWO_YEARS, STAFF),
            "read": Personal(_("zeigen, was neu ist"), PUBLIC_TASK, _TWO_YEARS, SYSTEM),
            "archived": Personal(_("Ordnung im Postfach"), PUBLIC_TASK, _TWO_YEARS, SYSTEM),
        },
        shown="kind created",
        erase=Delete(),
    ),
    Declaration(
        model="notices.Notice",
        fields=dict.fromkeys(("name", "street", "postcode", "city", "email"), _ADDRESS),
        none="municipality key kind language url created",
    ),
    Declaration(
        model="notices.Delivery",
        subject="notice__person",
        title=_("Wie Nachrichten zu Ihnen kamen"),
        fields={
            "problem": Personal(_("Fehler der Zustellung klären"), PUBLIC_TASK, WITH_ROW, SYSTEM),
        },
        none="notice channel state digest attempts next_try claimed message_id done settled batch",
        shown="channel state done",
        erase=Delete(),
    ),
    Declaration(
        model="notices.LetterBatch",
        subject="created_by",
        title=_("Briefstapel, die Sie gebildet haben"),
        fields={"created_by": Personal(_("nachvollziehen, wer gedruckt hat"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        none="municipality created printed posted",
        shown="created",
        erase=Blank("created_by"),
    ),
    Declaration(
        model="notices.Wish",
        subject="person",
        title=_("Wie Sie Nachrichten bekommen möchten"),
        fields={
            "person": Personal(_("Ihren Wunsch beachten"), CONSENT, ACCOUNT),
            "channel": Personal(_("Ihren Wunsch beachten"), CONSENT, ACCOUNT),
            "rhythm": Personal(_("Ihren Wunsch beachten"), CONSENT, ACCOUNT),
        },
        none="kind",
        shown="kind",
        erase=Delete(),
    ),
    Declaration(
        model="notices.QuietHours",
        subject="person",
        title=_("Ihre Ruhezeit"),
        fields={
            "person": Personal(_("Ihren Wunsch beachten"), CONSENT, ACCOUNT),
            "begin": Personal(_("Ihren Wunsch beachten"), CONSENT, ACCOUNT),
            "end": Personal(_("Ihren Wunsch beachten"), CONSENT, ACCOUNT),
        },
        erase=Delete(),
    ),
    Declaration(
        model="notices.Stop",
        fields={"address": Personal(_("nicht mehr schreiben"), LEGAL_DUTY, Retention(_("bis Sie es widerrufen")))},
        none="kind created",
    ),
]
