# SPDX-License-Identifier: EUPL-1.2
"""Personal data of acting on behalf."""

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import (
    CONSENT,
    PUBLIC_TASK,
    SELF,
    STAFF,
    SYSTEM,
    Blank,
    Declaration,
    Delete,
    Personal,
    Retention,
)

_TRUST = _("belegen, wer für wen handeln darf")
_ENTERED = _("zeigen, wer was für eine Person eingetragen hat")
_AFTER = Retention(_("drei Jahre nach dem Ende der Vollmacht"), days=3 * 366, since="until", delete=True)
_RECORD = Retention(_("drei Jahre"), days=3 * 366, since="created", delete=True)
_TRUST_FIELDS = "scope asked_at granted_at until ended_at"

DECLARATIONS = [
    Declaration(
        model="behalf.Trust",
        subject="giver",
        title=_("Wer für Sie handeln darf oder durfte"),
        fields={
            "giver": Personal(_TRUST, CONSENT, _AFTER, SELF),
            "message": Personal(_TRUST, CONSENT, _AFTER, SELF),
            "paper": Personal(_TRUST, CONSENT, _AFTER, STAFF),
        },
        none=_TRUST_FIELDS,
        shown=f"helper {_TRUST_FIELDS}",
        erase=Delete(),
    ),
    Declaration(
        model="behalf.Trust",
        subject="helper",
        title=_("Für wen Sie handeln dürfen oder durften"),
        fields={"helper": Personal(_TRUST, CONSENT, _AFTER, SELF)},
        shown=f"giver {_TRUST_FIELDS}",
        erase=Delete(),
    ),
    Declaration(
        model="behalf.Trust",
        subject="entered_by",
        export=False,
        fields={"entered_by": Personal(_TRUST, PUBLIC_TASK, _AFTER, SYSTEM)},
        erase=Blank(),
    ),
    Declaration(
        model="behalf.Trust",
        subject="ended_by",
        export=False,
        fields={"ended_by": Personal(_TRUST, PUBLIC_TASK, _AFTER, SYSTEM)},
        erase=Blank(),
    ),
    Declaration(
        model="behalf.BehalfRecord",
        subject="person",
        title=_("Was für Sie eingetragen wurde"),
        fields={
            "person": Personal(_ENTERED, PUBLIC_TASK, _RECORD, STAFF),
            "note": Personal(_ENTERED, PUBLIC_TASK, _RECORD, STAFF),
            "what": Personal(_ENTERED, PUBLIC_TASK, _RECORD, STAFF),
        },
        none="municipality channel trust action url object_label object_id created",
        shown="channel created",
        erase=Delete(),
    ),
    Declaration(
        model="behalf.BehalfRecord",
        subject="actor",
        title=_("Was Sie für andere eingetragen haben"),
        fields={"actor": Personal(_ENTERED, PUBLIC_TASK, _RECORD, SYSTEM)},
        shown="channel created",
        erase=Blank(),
    ),
]
