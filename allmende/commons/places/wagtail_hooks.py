# SPDX-License-Identifier: EUPL-1.2
"""What places add to the staff area."""

from __future__ import annotations

from typing import Any

from wagtail import hooks

from allmende.commons.places.staff import PlacesGroup


@hooks.register("register_admin_viewset")
def places_group() -> Any:
    """Return the menu with places, areas and tours."""
    return PlacesGroup()
