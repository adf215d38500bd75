# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with people, and which account pages are open to whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allmende.core.people.assurance import has_assurance
from allmende.core.rules import anyone, has_permission, is_staff, rule, signed_in

__all__ = ["ROUTES", "has_assurance", "may_confirm_identity", "own"]


@rule
def own(person: Any, obj: Any, now: datetime) -> bool:
    """It is one's own account."""
    return bool(person and obj is not None and person.pk == obj.pk)


may_confirm_identity = is_staff & has_permission("people.change_person") & ~own

ROUTES = {
    "people:overview": signed_in,
    "people:profile": signed_in,
    "people:delete": signed_in,
    "people:end_session": signed_in,
    "demo_idp:*": anyone,
    "people_staff_login": anyone,
    "people_staff_reset": anyone,
    "people_staff_reset_more": anyone,
}
