# SPDX-License-Identifier: EUPL-1.2
"""The pages of the log in the staff area; the menu entry stands under "Datenschutz" (core/privacy)."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from wagtail import hooks

from allmende.core.audit import staff


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def staff_urls() -> list[Any]:
    """Return the pages of the staff area."""
    routes = [path("", staff.index, name="index"), path("tabelle.csv", staff.table, name="csv")]
    return [path("protokoll/", include((routes, "audit_staff"), namespace="audit_staff"))]
