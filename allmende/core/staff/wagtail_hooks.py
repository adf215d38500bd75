# SPDX-License-Identifier: EUPL-1.2
"""Look and furniture of the staff area."""

from __future__ import annotations

import json
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("insert_global_admin_css")  # type: ignore[untyped-decorator]
def colours() -> SafeString:
    """Return our style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("staff/staff.css"))


@hooks.register("insert_global_admin_js")  # type: ignore[untyped-decorator]
def choosers() -> SafeString:
    """Return the script that starts date choosers without scripts inside the page."""
    return format_html('<script src="{}"></script>', static("staff/staff.js"))


@hooks.register("insert_global_admin_js")  # type: ignore[untyped-decorator]
def mends() -> SafeString:
    """Return the script that names what Wagtail leaves without a name, with the words it needs."""
    words = {
        "text": _("Text"),
        "row": _("Zeile"),
        "column": _("Spalte"),
        "files": _("Dateien auswählen"),
        "go": _("Suchen"),
        "search": _("Im ganzen Bereich suchen"),
        "searchHere": _("In dieser Liste suchen"),
    }
    return format_html('<script src="{}" data-words="{}"></script>', static("staff/mends.js"), json.dumps(words))


@hooks.register("construct_help_menu")  # type: ignore[untyped-decorator]
def own_help_only(request: Any, menu_items: list[Any]) -> None:
    """Keep the keyboard shortcuts; the other entries lead to English pages of a third party."""
    menu_items[:] = [item for item in menu_items if not str(getattr(item, "url", "")).startswith("https://")]
