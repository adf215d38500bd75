# SPDX-License-Identifier: EUPL-1.2
"""Who may see and do what about personal data."""

from __future__ import annotations

from allmende.core.roles.declared import ADMINISTRATOR, allow
from allmende.core.rules import Rule, anyone, has_permission, is_staff, signed_in

allow(ADMINISTRATOR, "privacy.see_record", "privacy.answer_requests", "privacy.change_officer", "audit.view_entry")
allow("clerk", "privacy.answer_requests")

may_see_record = is_staff & has_permission("privacy.see_record")
"""The record of processing activities."""
may_answer_requests = is_staff & has_permission("privacy.answer_requests")
"""Print what is stored about somebody, erase somebody who asked for it, enter consents given on paper."""
may_change_officer = is_staff & has_permission("privacy.change_officer")
may_manage_own = signed_in

ROUTES: dict[str, Rule] = {
    "privacy:own_data": may_manage_own,
    "privacy:looks": may_manage_own,
    "privacy:download": may_manage_own,
    "privacy:erase": may_manage_own,
    "privacy:keep": may_manage_own,
    "privacy:consent": may_manage_own,
    "privacy:erased": anyone,
    "privacy_staff:record": may_see_record,
    "privacy_staff:record_csv": may_see_record,
    "privacy_staff:people": may_answer_requests,
    "privacy_staff:person": may_answer_requests,
    "privacy_staff:officer": may_change_officer,
}
