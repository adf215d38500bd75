# SPDX-License-Identifier: EUPL-1.2
"""The content that the browser tests look at, and the running site around it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from shapely import box


@dataclass
class Site:
    """A running site: its address and the addresses of single objects by name (`things["place"]` and so on)."""

    url: str
    things: dict[str, str] = field(default_factory=dict)

    def session_cookie(self, role: str) -> Any:
        """Return the cookie of a person who is signed in. Roles: `admin`."""
        from django.conf import settings
        from django.contrib.auth import get_user_model
        from django.test import Client

        client = Client()
        client.force_login(get_user_model().objects.get(email=f"{role}@auental.example"))
        return {
            "name": settings.SESSION_COOKIE_NAME,
            "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
            "url": self.url,
        }


def fill() -> dict[str, str]:
    """Fill the database with a small believable county; return the addresses of single objects by name."""
    from django.contrib.auth import get_user_model

    from allmende.core.municipality.models import Municipality, Presence

    county = Municipality.objects.create(
        kind="county", name="Landkreis Auental", ars="169990000000", ags="16999000",
        valid_from=datetime.date(2026, 1, 1), geom=box(10.0, 51.0, 10.6, 51.4),
    )  # fmt: skip
    Municipality.objects.create(
        kind="town", name="Auenstadt", title="Stadt", ars="169990001001", ags="16999001", parent=county,
        valid_from=datetime.date(2026, 1, 1), geom=box(10.2, 51.1, 10.4, 51.3),
    )  # fmt: skip
    Presence.objects.create(
        municipality=county, slug="auental", display_name="Landkreis Auental", claim="Leben zwischen Fluss und Wald",
        is_default=True, street="Am Markt 1", postcode="99999", city="Auenstadt", phone="03999 1234-0",
        email="info@auental.example",
    )  # fmt: skip
    get_user_model().objects.create_superuser(email="admin@auental.example", password="ein sehr langes Kennwort")
    return {}
