# SPDX-License-Identifier: EUPL-1.2
"""What plain words add to the staff area: one address, a script and a style sheet."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from allmende.core.plainwords import views


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def staff_urls() -> list[Any]:
    """Return where texts are checked."""
    routes = ([path("pruefen/", views.check, name="check")], "plainwords")
    return [path("verstaendlich/", include(routes))]


@hooks.register("insert_global_admin_js")  # type: ignore[untyped-decorator]
def script() -> SafeString:
    """Return the script that keeps hints up to date."""
    return format_html('<script type="module" src="{}"></script>', static("plainwords/plainwords.js"))


@hooks.register("insert_global_admin_css")  # type: ignore[untyped-decorator]
def look() -> SafeString:
    """Return the look of hints."""
    return format_html('<link rel="stylesheet" href="{}">', static("plainwords/plainwords.css"))
