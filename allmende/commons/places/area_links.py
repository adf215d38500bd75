# SPDX-License-Identifier: EUPL-1.2
"""Links that other apps add to the page of an area ("Mein Quartier").

from allmende.commons.places import area_links

area_links.register(link)   # in AppConfig.ready; link(municipality, division key, slug) returns (text, address) or None
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allmende.core.municipality.models import Municipality

Link = Callable[[Municipality, str, str], tuple[Any, str] | None]
_links: list[Link] = []


def register(link: Link) -> None:
    """Add a link to the page of every area. Registering twice changes nothing."""
    if link not in _links:
        _links.append(link)


def links(municipality: Municipality, division: str, slug: str) -> list[tuple[Any, str]]:
    """Return (text, address) of all links for an area."""
    return [found for link in _links if (found := link(municipality, division, slug))]
