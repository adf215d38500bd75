# SPDX-License-Identifier: EUPL-1.2
"""Who may do what about supply. Looking, and trying out what would change, is for everybody."""

from __future__ import annotations

from allmende.core.roles.declared import allow
from allmende.core.rules import Rule, anyone, has_any_permission, has_permission, is_staff
from allmende.know.supply import scenario_rules

_WORDS = ("topic", "standard")
_PLANNING = [f"supply.{verb}_{model}" for model in _WORDS for verb in ("view", "add", "change", "delete")]
_SITES = [f"supply.{verb}_sitesearch" for verb in ("view", "add", "delete")]

allow("planner", *_PLANNING, *_SITES, "supply.view_population", "supply.view_preparation", "supply.change_preparation")
allow("statistician", "supply.view_topic", "supply.view_standard", "supply.view_population", "supply.view_preparation")

may_plan = is_staff & has_permission("supply.change_standard")
may_prepare = is_staff & has_permission("supply.change_preparation")
may_see_state = is_staff & has_permission("supply.view_preparation")
may_search_sites = is_staff & has_permission("supply.add_sitesearch")
may_delete_search = is_staff & has_permission("supply.delete_sitesearch")


def may_look_up(model: str) -> Rule:
    """Return the rule "may open the list of these in the staff area"."""
    return is_staff & has_any_permission(*(f"supply.{verb}_{model}" for verb in ("view", "add", "change", "delete")))


ROUTES = {
    "supply:*": anyone,
    **scenario_rules.SCENARIO_ROUTES,
    "supply:sites": may_search_sites,
    "supply:site_search": may_search_sites,
    "supply:site_progress": may_search_sites,
    "supply:site_csv": may_search_sites,
    "supply:site_delete": may_delete_search,
    "supply_topics_staff:*": may_look_up("topic"),
    "supply_standards_staff:*": may_look_up("standard"),
    "supply_state": may_see_state,
}
