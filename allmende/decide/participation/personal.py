# SPDX-License-Identifier: EUPL-1.2
"""Personal data of processes."""

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
    Delete,
    Personal,
    Retention,
)

ACTIVITIES = [
    Activity(
        "participation",
        _("Beteiligung der Öffentlichkeit"),
        people=_("Menschen, die sich beteiligen; Beschäftigte"),
    )
]

_PROCESS = Retention(_("mit dem Beteiligungsverfahren"))
_CONTACT = Retention(
    _("ein Jahr nach der abschließenden Antwort der Verwaltung"),
    days=365,
    since="touched",
    when={"stage__in": ["done", "declined", "passed_on"]},
)
_DRAFT = Retention(_("60 Tage nach dem letzten Speichern"), days=60, since="changed", delete=True)
_TWO = _("nachvollziehen, dass zwei Personen beteiligt waren")
_OFFICE = _("damit die Menschen wissen, an wen sie sich wenden")

DECLARATIONS = [
    Declaration(
        model="participation.Process",
        fields={
            "contact_name": Personal(_OFFICE, EMPLOYMENT, _PROCESS, STAFF),
            "contact_phone": Personal(_OFFICE, EMPLOYMENT, _PROCESS, STAFF),
            "contact_email": Personal(_OFFICE, EMPLOYMENT, _PROCESS, STAFF),
        },
        none=(
            "municipality slug title goal text deciders results area picture template for_youth state created published "
            "changed submission_key"
        ),
    ),
    Declaration(
        model="participation.Member",
        subject="person",
        title=_("Beteiligungsverfahren, in deren Team Sie sind"),
        fields={"person": Personal(_("Zuständigkeit"), EMPLOYMENT, WITH_ROW, STAFF)},
        none="process moderates",
        shown="process moderates",
        erase=Delete(),
    ),
    Declaration(
        model="participation.Phase",
        none="process position title text format opens closes audience audience_area audience_level moderation options",
    ),
    Declaration(model="participation.Category", none="process name position"),
    Declaration(
        model="participation.CodeBatch",
        subject="created_by",
        title=_("Codes, die Sie erstellt haben"),
        fields={"created_by": Personal(_("nachvollziehen, wer Codes erstellt hat"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        none="process kind name count with_consent area valid_until revoked created submission_key",
        shown="process name count created",
        erase=Blank("created_by"),
    ),
    Declaration(
        model="participation.AccessCode",
        fields={
            "asker_hash": Personal(
                _("jeder Adresse nur einen Code geben; aus dem Fingerabdruck ist sie nicht zu lesen"),
                PUBLIC_TASK,
                _PROCESS,
                SYSTEM,
            ),
        },
        none="batch process key_hash revoked",
    ),
    Declaration(
        model="participation.CodeRequest",
        subject="asked_by",
        title=_("Codes, um die Sie gebeten haben"),
        fields={"asked_by": Personal(_TWO, EMPLOYMENT, WITH_ROW, SYSTEM)},
        none="process kind batch count reason state asked decided",
        shown="process kind count asked",
        erase=Blank("asked_by"),
    ),
    Declaration(
        model="participation.CodeRequest",
        subject="agreed_by",
        title=_("Codes, denen Sie zugestimmt haben"),
        fields={"agreed_by": Personal(_TWO, EMPLOYMENT, WITH_ROW, SYSTEM)},
        shown="process kind count decided",
        erase=Blank("agreed_by"),
    ),
    Declaration(
        model="participation.ParentalConsent",
        subject="person",
        title=_("Einwilligungen Ihrer Eltern"),
        fields={
            "person": Personal(_("Beiträge von Kindern und Jugendlichen erlauben"), CONSENT, _PROCESS, STAFF),
            "file_reference": Personal(_("das Papier wiederfinden"), CONSENT, _PROCESS, STAFF),
        },
        none="process code recorded withdrawn",
        shown="process recorded withdrawn",
        erase=Delete(),
    ),
    Declaration(
        model="participation.ParentalConsent",
        subject="recorded_by",
        title=_("Einwilligungen von Eltern, die Sie eingetragen haben"),
        fields={"recorded_by": Personal(_("nachvollziehen, wer eingetragen hat"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        shown="process recorded",
        erase=Blank("recorded_by"),
    ),
    Declaration(
        model="participation.Idea",
        subject="post__voice__person",
        title=_("Ihre Ideen"),
        fields={
            "title": Personal(_("die Idee bearbeiten"), PUBLIC_TASK, _PROCESS, SELF),
            "address": Personal(_("wissen, um welchen Ort es geht"), PUBLIC_TASK, _PROCESS, SELF),
            "contact_email": Personal(_("Bescheid geben, was daraus wird"), CONSENT, _CONTACT, SELF),
        },
        none="phase post thread category tags geom place contact_confirmed channel stage merged_into touched support words",
        shown="title stage support",
        erase=Blank("contact_email"),
    ),
    Declaration(model="participation.Tag", none="process name"),
    Declaration(model="participation.IdeaPicture", none="idea picture position"),
    Declaration(
        model="participation.IdeaStep",
        subject="author",
        title=_("Antworten, die Sie zu Ideen geschrieben haben"),
        fields={"author": Personal(_("nachvollziehen, wer geantwortet hat"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        none="idea stage text office created submission_key",
        shown="stage created",
        erase=Blank("author"),
    ),
    Declaration(
        model="participation.IdeaDraft",
        subject="voice__person",
        title=_("Ihre Entwürfe"),
        fields={"data": Personal(_("später weiterschreiben"), CONSENT, _DRAFT, SELF)},
        none="voice phase changed",
        shown="changed",
        erase=Delete(),
    ),
    Declaration(model="participation.Section", none="phase position heading text picture thread"),
    Declaration(model="participation.LiveQuestion", none="phase post state on_screen"),
]
