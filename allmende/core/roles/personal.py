# SPDX-License-Identifier: EUPL-1.2
"""Personal data of roles: who in the administration was responsible for what, and when."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import EMPLOYMENT, STAFF, Blank, Custom, Declaration, Personal, Retention

_WHY = _("festlegen und später belegen, wer in der Verwaltung was durfte")
_KEPT = Retention(_("drei Jahre nach dem Ende der Rolle"), days=3 * 366, since="end", delete=True)
_KEPT_REVOKED = Retention(_("drei Jahre nach dem Ende der Rolle"), days=3 * 366, since="revoked_from", delete=True)


def _end(rows: QuerySet[Any], person: Any) -> int:
    """End what still holds. The rows stay: what the person did in office must stay explicable."""
    return rows.active(timezone.now()).update(revoked_from=timezone.now())  # type: ignore[attr-defined, no-any-return]


DECLARATIONS = [
    Declaration(
        model="roles.Grant",
        subject="person",
        title=_("Ihre Rollen in der Verwaltung"),
        fields={
            "person": Personal(_WHY, EMPLOYMENT, _KEPT, STAFF),
            "reason": Personal(_WHY, EMPLOYMENT, _KEPT, STAFF),
            "revoke_reason": Personal(_WHY, EMPLOYMENT, _KEPT_REVOKED, STAFF),
        },
        none="role municipality unit with_towns start end granted_at revoked_from",
        shown="role municipality unit start end revoked_from",
        erase=Custom(_end, _("Rollen enden sofort; dass es sie gab, bleibt drei Jahre belegt.")),
    ),
    Declaration(
        model="roles.Grant",
        subject="granted_by",
        export=False,
        fields={"granted_by": Personal(_WHY, EMPLOYMENT, _KEPT, STAFF)},
        erase=Blank(),
    ),
    Declaration(
        model="roles.Grant",
        subject="revoked_by",
        export=False,
        fields={"revoked_by": Personal(_WHY, EMPLOYMENT, _KEPT_REVOKED, STAFF)},
        erase=Blank(),
    ),
    Declaration(model="roles.Unit", none="municipality parent name path"),
]
