# SPDX-License-Identifier: EUPL-1.2
"""Template variables that every page has."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def municipality(request: HttpRequest) -> dict[str, Any]:
    """Return `presence`: name, address and contact of the municipality whose page this is (or None)."""
    return {"presence": getattr(request, "presence", None)}
