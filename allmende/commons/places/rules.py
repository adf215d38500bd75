# SPDX-License-Identifier: EUPL-1.2
"""Who may change places."""

from __future__ import annotations

from allmende.core.rules import has_permission, is_staff

may_add = is_staff & has_permission("places.add_place")
may_change = is_staff & has_permission("places.change_place")
