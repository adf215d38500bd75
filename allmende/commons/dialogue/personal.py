# SPDX-License-Identifier: EUPL-1.2
"""Personal data of dialogues. Erasing an account keeps what was said, without name and person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import (
    EMPLOYMENT,
    LEGAL_DUTY,
    PUBLIC_TASK,
    SECURITY,
    SELF,
    SYSTEM,
    WITH_ROW,
    Activity,
    Blank,
    Custom,
    Declaration,
    Delete,
    Keep,
    Personal,
    Retention,
)

ACTIVITIES = [
    Activity(
        "dialogue",
        _("Gespräche und Beteiligung"),
        people=_("Menschen, die etwas schreiben, bewerten oder melden; Beschäftigte, die moderieren"),
        recipients=_("alle, bei öffentlichen Beiträgen; sonst die Moderation"),
    )
]

_SPEAK = _("Beiträge zeigen und zuordnen")
_WITHDRAWN = Retention(
    _("öffentlich, solange das Verfahren dokumentiert wird; zurückgezogene Texte noch einen Monat"),
    days=30,
    since="moved",
    when={"state": "withdrawn"},
)
_DRAFT = Retention(_("Entwürfe drei Monate"), days=90, since="moved", when={"state": "draft"}, delete=True)
_REPORTED = Retention(
    _("ein halbes Jahr nach der Meldung, so lange kann Einspruch erhoben werden"), days=190, since="created"
)
_DUTY = _("Entscheidungen begründen und überprüfen lassen (Art. 16, 17 und 20 DSA)")


def _forget_drafts(rows: Any, person: Any) -> int:
    """Delete what was never sent; what was said stays."""
    return int(rows.filter(state="draft").delete()[0])


DECLARATIONS = [
    Declaration(
        model="dialogue.Post",
        subject="voice__person",
        title=_("Ihre Beiträge und Kommentare"),
        fields={
            "voice": Personal(_SPEAK, PUBLIC_TASK, _DRAFT, SELF, export=False),
            "text": Personal(_SPEAK, PUBLIC_TASK, _WITHDRAWN, SELF),
        },
        shown="created kind state support",
        none="municipality kind thread parent top official language state support created edited moved submission_key",
        erase=Custom(_forget_drafts, _("bleibt ohne Ihren Namen stehen, Entwürfe werden gelöscht")),
    ),
    Declaration(
        model="dialogue.Revision",
        subject="post__voice__person",
        title=_("Frühere Fassungen Ihrer Beiträge"),
        fields={
            "text": Personal(
                _("Änderungen nachvollziehen"), PUBLIC_TASK, Retention(_("ein Jahr"), days=365, since="at", delete=True)
            )
        },
        none="post at",
        shown="at",
        erase=Delete(),
    ),
    Declaration(
        model="dialogue.Reaction",
        subject="voice__person",
        title=_("Ihre Bewertungen"),
        fields={
            "voice": Personal(_("jede Stimme einmal zählen"), PUBLIC_TASK, WITH_ROW, SELF, export=False),
            "value": Personal(_("Meinungen zählen"), PUBLIC_TASK, WITH_ROW, SELF),
        },
        shown="at kind post",
        none="post kind at",
        erase=Keep(_("zählt weiter, ohne Ihren Namen")),
    ),
    Declaration(
        model="dialogue.Follow",
        subject="voice__person",
        title=_("Was Sie verfolgen"),
        fields={"voice": Personal(_("Neues mitteilen"), PUBLIC_TASK, WITH_ROW, SELF, export=False)},
        shown="at post thread",
        none="post thread at",
        erase=Delete(),
    ),
    Declaration(
        model="dialogue.Appeal",
        subject="voice__person",
        title=_("Ihre Einsprüche"),
        fields={
            "voice": Personal(_DUTY, LEGAL_DUTY, WITH_ROW, SELF, export=False),
            "text": Personal(_DUTY, LEGAL_DUTY, WITH_ROW, SELF),
            "answer": Personal(_DUTY, LEGAL_DUTY, WITH_ROW, SYSTEM),
        },
        shown="created state decided",
        none="decision side notice created state decided",
        erase=Keep(_("bleibt als Nachweis ohne Ihren Namen")),
    ),
    Declaration(
        model="dialogue.Appeal",
        subject="against",
        title=_("Einsprüche gegen Ihre Entscheidungen"),
        fields={"against": Personal(_("jemand anderes entscheidet"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        shown="created state",
        erase=Blank("against"),
    ),
    Declaration(
        model="dialogue.Appeal",
        subject="decided_by",
        title=_("Einsprüche, über die Sie entschieden haben"),
        fields={"decided_by": Personal(_("wer entschieden hat"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        shown="created state decided",
        erase=Blank("decided_by"),
    ),
    Declaration(
        model="dialogue.Notice",
        subject="person",
        title=_("Was Sie gemeldet haben"),
        fields={
            "person": Personal(_DUTY, LEGAL_DUTY, WITH_ROW, SELF),
            "name": Personal(_DUTY, LEGAL_DUTY, _REPORTED, SELF),
            "email": Personal(_DUTY, LEGAL_DUTY, _REPORTED, SELF),
            "text": Personal(_DUTY, LEGAL_DUTY, WITH_ROW, SELF),
        },
        shown="reference created reason page",
        none="municipality reference post page reason good_faith language created decision submission_key",
        erase=Blank("person", "name", "email"),
    ),
    Declaration(
        model="dialogue.Decision",
        subject="made_by",
        title=_("Entscheidungen der Moderation, die Sie getroffen haben"),
        fields={"made_by": Personal(_("wer entschieden hat"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        none="municipality reference post action source reason ground before made undone",
        shown="reference made action",
        erase=Blank("made_by"),
    ),
    Declaration(
        model="dialogue.Decision",
        subject="undone_by",
        title=_("Entscheidungen der Moderation, die Sie zurückgenommen haben"),
        fields={"undone_by": Personal(_("wer zurückgenommen hat"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        shown="reference undone",
        erase=Blank("undone_by"),
    ),
    Declaration(
        model="dialogue.Decision",
        subject="post__voice__person",
        title=_("Entscheidungen über Ihre Beiträge"),
        fields={"facts": Personal(_DUTY, LEGAL_DUTY, WITH_ROW, SYSTEM)},
        shown="reference made action reason ground",
        erase=Keep(_("bleibt als Nachweis ohne Ihren Namen")),
    ),
    Declaration(
        model="dialogue.Step",
        subject="staff",
        title=_("Beiträge, deren Stand Sie geändert haben"),
        fields={"staff": Personal(_("nachvollziehen, wer moderiert hat"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        none="post source target by decision at",
        shown="at target",
        erase=Blank("staff"),
    ),
    Declaration(
        model="dialogue.Translation",
        subject="post__voice__person",
        title=_("Übersetzungen Ihrer Beiträge"),
        fields={"text": Personal(_("in anderen Sprachen lesen"), PUBLIC_TASK, WITH_ROW, SYSTEM)},
        shown="language",
        none="post language digest problem asked",
        erase=Keep(_("bleibt ohne Ihren Namen stehen")),
    ),
    # Last: the rows above are found by way of the voice.
    Declaration(
        model="dialogue.Voice",
        subject="person",
        title=_("Ihr Name in Gesprächen"),
        fields={
            "person": Personal(_SPEAK, PUBLIC_TASK, WITH_ROW, SELF),
            "display_name": Personal(_SPEAK, PUBLIC_TASK, WITH_ROW, SELF),
            "key_hash": Personal(
                _("wer mit einem Code schreibt, wiedererkennen; gespeichert ist ein Prüfwert"), SECURITY, WITH_ROW, SYSTEM,
                export=False,
            ),
        },
        none="is_visitor tag created",
        erase=Blank("person", "display_name"),
    ),
    Declaration(model="dialogue.Thread", none="municipality kind moderation state opens closes created"),
    Declaration(model="dialogue.Word", none="municipality text"),
]  # fmt: skip
