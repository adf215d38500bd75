# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with people, and which account pages are open to whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allmende.core.people.assurance import has_assurance
from allmende.core.roles.declared import ADMINISTRATOR, allow
from allmende.core.rules import anyone, has_permission, is_staff, rule, signed_in

__all__ = ["ROUTES", "has_assurance", "may_confirm_identity", "may_see_identities", "own"]


@rule
def own(person: Any, obj: Any, now: datetime) -> bool:
    """It is one's own account."""
    return bool(person and obj is not None and person.pk == obj.pk)


may_see_identities = is_staff & has_permission("people.add_assurance")
may_confirm_identity = may_see_identities & ~own

for _role in ("clerk", ADMINISTRATOR):
    allow(_role, "people.add_assurance")

ROUTES = {
    "people:overview": signed_in,
    "people:profile": signed_in,
    "people:delete": signed_in,
    "people:end_session": signed_in,
    "demo_idp:*": anyone,
    "identity_staff:*": may_see_identities,
    "people_staff_login": anyone,
    "people_staff_reset": anyone,
    "people_staff_reset_more": anyone,
}
