# SPDX-License-Identifier: EUPL-1.2
"""Who may see and change places."""

from __future__ import annotations

from allmende.core.roles.declared import allow
from allmende.core.rules import Rule, anyone, has_any_permission, has_permission, is_staff

allow("clerk", "places.view_place", "places.change_place")
allow("planner", "places.view_place", "places.view_area", "places.view_division")
allow("statistician", "places.view_place", "places.view_area", "places.view_division")

may_add = is_staff & has_permission("places.add_place")
may_change = is_staff & has_permission("places.change_place")


def may_look_up(model: str) -> Rule:
    """Return the rule "may open the list of these in the staff area"."""
    return is_staff & has_any_permission(*(f"places.{verb}_{model}" for verb in ("view", "add", "change", "delete")))


ROUTES = {
    "places:*": anyone,
    "places_staff:*": may_look_up("place"),
    "place_pictures_staff:*": may_look_up("placepicture"),
    "divisions_staff:*": may_look_up("division"),
    "areas_staff:*": may_look_up("area"),
    "tours_staff:*": may_look_up("tour"),
    "tour_stops_staff:*": may_look_up("tourstop"),
}
