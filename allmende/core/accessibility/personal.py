# SPDX-License-Identifier: EUPL-1.2
"""Personal data about accessibility: who is responsible for what. Reports of barriers are cases."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import (
    EMPLOYMENT,
    PUBLIC_TASK,
    STAFF,
    SYSTEM,
    WITH_ROW,
    Blank,
    Declaration,
    Personal,
)

_CONTACT = Personal(_("Ansprechstelle für Barrierefreiheit nennen"), PUBLIC_TASK, WITH_ROW, STAFF)
_OWNER = Personal(_("Wer behebt etwas bis wann?"), EMPLOYMENT, WITH_ROW, STAFF)
_STARTED = Personal(_("Wer hat die Prüfung gestartet?"), EMPLOYMENT, WITH_ROW, SYSTEM)

DECLARATIONS = [
    Declaration(
        model="accessibility.Statement",
        fields={"contact": _CONTACT, "contact_phone": _CONTACT, "contact_email": _CONTACT},
        none="municipality is_published method assessor assessed_on answers prepared_on reviewed_on law body_name body_address "
        "body_phone body_email body_url answer_weeks body_checked_on",
    ),
    Declaration(
        model="accessibility.Barrier",
        none="municipality where what criterion why reason alternative until mended_on",
    ),
    Declaration(
        model="accessibility.SignVideo",
        none="municipality title file captions poster transcript is_shown changed",
    ),
    Declaration(model="accessibility.EasyText", none="municipality title address summary"),
    Declaration(
        model="accessibility.CheckedSite",
        subject="owner",
        fields={"owner": _OWNER},
        none="municipality name hosts is_ours",
        shown="name",
        erase=Blank("owner"),
    ),
    Declaration(model="accessibility.CheckedPage", none="site url is_active"),
    Declaration(
        model="accessibility.Run",
        subject="started_by",
        fields={"started_by": _STARTED},
        none="site state created started finished pages_checked pages_failed open_faults new_faults mended_faults notes",
        shown="site created",
        erase=Blank("started_by"),
    ),
    Declaration(
        model="accessibility.Fault",
        subject="owner",
        fields={"owner": _OWNER},
        none="site rule signature title sample impact state reason due first_seen last_seen came_back",
        shown="title state due",
        erase=Blank("owner"),
    ),
    Declaration(model="accessibility.FaultPlace", none="fault page target count"),
]
