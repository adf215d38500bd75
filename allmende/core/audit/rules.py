# SPDX-License-Identifier: EUPL-1.2
"""Who may read the log: administration and data protection. Nobody may change it."""

from __future__ import annotations

from allmende.core.rules import Rule, has_permission, is_staff

may_read = is_staff & has_permission("audit.view_entry")

ROUTES: dict[str, Rule] = {"audit_staff:index": may_read, "audit_staff:csv": may_read}
