# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with a scenario. Opening and saving one is for everybody: its link is the key."""

from __future__ import annotations

from allmende.core.roles.declared import allow
from allmende.core.rules import has_permission, is_staff, own, signed_in

allow("planner", "supply.view_scenario", "supply.change_scenario", "supply.delete_scenario")

is_own = own("person")
may_mark_official = is_staff & has_permission("supply.change_scenario")
"""May say that a scenario comes from the administration, or take that back."""

may_delete = is_own | (is_staff & has_permission("supply.delete_scenario"))
"""Whoever has the link for the owner may as well; that link is checked where it is used."""

SCENARIO_ROUTES = {"supply:own_scenarios": signed_in}
