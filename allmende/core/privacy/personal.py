# SPDX-License-Identifier: EUPL-1.2
"""Personal data of the data protection itself, and of libraries that have no app of ours: Wagtail, sessions, tasks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import (
    EMPLOYMENT,
    LEGAL_DUTY,
    PUBLIC_TASK,
    SECURITY,
    SELF,
    STAFF,
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


def _withdraw(rows: Any, person: Any) -> int:
    """End the consents of somebody who goes; that they were given stays as evidence."""
    from allmende.core.privacy.consents import withdraw_consent

    open_ones = list(rows.filter(withdrawn__isnull=True))
    for consent in open_ones:
        withdraw_consent(consent, actor=person)
    return len(open_ones)


ACTIVITIES = [
    Activity("privacy", _("Einwilligungen und Rechte der Betroffenen")),
    Activity("sessions", _("Angemeldet bleiben"), recipients=_("niemand")),
    Activity(
        "editing",
        _("Seiten schreiben und freigeben"),
        people=_("Beschäftigte, die Seiten bearbeiten"),
        recipients=_("Redaktion und Administration"),
    ),
    Activity("tasks", _("Aufgaben im Hintergrund"), people=_("alle, denen Nachrichten geschickt werden")),
]

_EVIDENCE = Retention(_("drei Jahre nach dem Widerruf"), days=3 * 365, since="withdrawn", delete=True)
_ASKED = Retention(_("drei Jahre nach der Löschung"), days=3 * 365, since="done", delete=True)
_PROVE = _("nachweisen, dass Sie eingewilligt haben (Art. 7 Abs. 1 DSGVO)")
_ANSWER = _("Ihr Recht auf Löschung erfüllen und nachweisen (Art. 17 DSGVO)")
_SESSION = Retention(_("höchstens zwölf Stunden"), days=0, since="expire_date", delete=True)
_TASK = Retention(_("zwei Wochen nach der Erledigung"))
_EDITED = _("nachvollziehen, wer eine Seite geschrieben und freigegeben hat")


def _of_editors(model: str, path: str, title: Any, shown: str = "", *, delete: bool = False) -> Declaration:
    """Declare a table of Wagtail that names who edited something."""
    return Declaration(
        model=model,
        subject=path,
        title=title,
        fields={path: Personal(_EDITED, EMPLOYMENT, WITH_ROW, SYSTEM)},
        shown=shown,
        erase=Delete() if delete else Blank(path),
        activity="editing",
    )


DECLARATIONS = [
    Declaration(
        model="privacy.Consent",
        subject="person",
        title=_("Einwilligungen"),
        fields={
            "person": Personal(_PROVE, LEGAL_DUTY, _EVIDENCE, SELF),
            "text": Personal(_PROVE, LEGAL_DUTY, _EVIDENCE, SELF),
            "given": Personal(_PROVE, LEGAL_DUTY, _EVIDENCE, SELF),
            "way": Personal(_PROVE, LEGAL_DUTY, _EVIDENCE, SELF),
            "withdrawn": Personal(_PROVE, LEGAL_DUTY, _EVIDENCE, SELF),
            "withdrawn_way": Personal(_PROVE, LEGAL_DUTY, _EVIDENCE, SELF),
            "reference": Personal(_PROVE, LEGAL_DUTY, _EVIDENCE, SELF),
        },
        none="key",
        erase=Custom(_withdraw, _("endet; dass sie bestand, bleibt drei Jahre als Nachweis ohne Ihren Namen")),
    ),
    Declaration(
        model="privacy.Consent",
        subject="entered_by",
        title=_("Einwilligungen, die Sie eingetragen haben"),
        fields={"entered_by": Personal(_("wer es eingetragen hat"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        shown="given key",
        erase=Blank("entered_by"),
    ),
    Declaration(model="privacy.ConsentText", none="key version language title text created"),
    Declaration(
        model="privacy.Erasure",
        subject="person",
        title=_("Ihr Wunsch nach Löschung"),
        fields={
            "person": Personal(_ANSWER, LEGAL_DUTY, _ASKED, SELF),
            "requested": Personal(_ANSWER, LEGAL_DUTY, _ASKED, SELF),
            "cancelled": Personal(_ANSWER, LEGAL_DUTY, _ASKED, SELF),
            "done": Personal(_ANSWER, LEGAL_DUTY, _ASKED, SYSTEM),
        },
        none="due",
        erase=Keep(_("bleibt drei Jahre als Nachweis, ohne Ihren Namen")),
    ),
    Declaration(
        model="privacy.Erasure",
        subject="requested_by",
        title=_("Löschungen, die Sie eingetragen haben"),
        fields={"requested_by": Personal(_("wer es eingetragen hat"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        shown="requested",
        erase=Keep(_("bleibt als Nummer, die zu niemandem mehr führt")),
    ),
    Declaration(
        model="privacy.Officer",
        fields={
            "name": Personal(
                _("Ansprechstelle nennen (Art. 37 Abs. 7 DSGVO)"), LEGAL_DUTY, Retention(_("bis zur Änderung")), STAFF
            )
        },
        none="presence street postcode city phone email authority authority_website",
    ),
    # --- Libraries --------------------------------------------------------------------------------------------------
    Declaration(
        model="sessions.Session",
        fields={
            "session_data": Personal(
                _("angemeldet bleiben, solange Sie die Seiten benutzen"), SECURITY, _SESSION, SYSTEM
            )
        },
        none="session_key expire_date",
        title=_("Sitzungen"),
        activity="sessions",
    ),
    Declaration(
        model="django_tasks_database.DBTaskResult",
        fields={
            "args_kwargs": Personal(
                _("Nachrichten verschicken, Verzeichnisse nachführen"),
                PUBLIC_TASK,
                _TASK,
                SYSTEM,
                label=_("Inhalt der Aufgabe"),
            ),
            "traceback": Personal(_("Fehler beheben"), SECURITY, _TASK, SYSTEM, label=_("Fehlerbericht")),
        },
        none="backend_name queue_name",
        title=_("Aufgaben"),
        activity="tasks",
    ),
    _of_editors("wagtailcore.Page", "owner", _("Seiten, die Sie angelegt haben"), "title"),
    _of_editors("wagtailcore.Page", "locked_by", _("Seiten, die Sie gesperrt haben"), "title"),
    _of_editors("wagtailcore.Revision", "user", _("Fassungen, die Sie gespeichert haben"), "created_at object_str"),
    _of_editors("wagtailcore.PageLogEntry", "user", _("Verlauf der Seiten"), "timestamp action label"),
    _of_editors("wagtailcore.ModelLogEntry", "user", _("Verlauf anderer Inhalte"), "timestamp action label"),
    _of_editors("wagtailcore.Comment", "user", _("Kommentare an Seiten"), "text created_at", delete=True),
    _of_editors("wagtailcore.Comment", "resolved_by", _("Kommentare, die Sie erledigt haben"), "resolved_at"),
    _of_editors("wagtailcore.CommentReply", "user", _("Antworten auf Kommentare"), "text created_at", delete=True),
    _of_editors("wagtailcore.PageSubscription", "user", _("Benachrichtigungen zu Seiten"), delete=True),
    _of_editors("wagtailcore.WorkflowState", "requested_by", _("Freigaben, um die Sie gebeten haben"), "created_at"),
    _of_editors("wagtailcore.TaskState", "finished_by", _("Freigaben, die Sie erteilt haben"), "finished_at"),
    _of_editors("wagtailcore.UploadedFile", "uploaded_by_user", _("Hochgeladene Dateien")),
    _of_editors("wagtailcore.APIToken", "user", _("Zugänge für Programme"), delete=True),
    _of_editors("wagtailadmin.EditingSession", "user", _("Geöffnete Seiten"), "last_seen_at", delete=True),
    _of_editors("wagtailadmin.FormState", "user", _("Angefangene Formulare"), delete=True),
    _of_editors("wagtailusers.UserProfile", "user", _("Einstellungen der Redaktion"), delete=True),
    _of_editors(
        "wagtaildocs.Document", "uploaded_by_user", _("Dokumente, die Sie hochgeladen haben"), "title created_at"
    ),
    _of_editors("wagtailimages.Image", "uploaded_by_user", _("Bilder"), "title created_at"),
    Declaration(model="wagtailembeds.Embed", none="author_name provider_name"),
]
