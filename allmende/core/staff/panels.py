# SPDX-License-Identifier: EUPL-1.2
"""Panels on the first page of the staff area.

Apps add theirs with Wagtail's hook:

    @hooks.register("construct_homepage_panels")
    def new_reports(request, panels):
        panels.append(ListPanel("reports", _("Neue Hinweise"), rows, order=150))

An empty panel is not shown. Lower orders come first; Wagtail's own stand at 200 (approval) to 300.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.admin.ui.components import Component


@dataclass(frozen=True)
class Row:
    """One line of a panel: words that link, and a detail such as a date."""

    title: Any
    url: str
    detail: Any = ""


class ListPanel(Component):
    """A heading and a few lines that need attention."""

    template_name = "staff/list_panel.html"

    def __init__(
        self,
        name: str,
        heading: Any,
        rows: Sequence[Row],
        *,
        order: int = 250,
        more_url: str = "",
        more_label: Any = "",
    ) -> None:
        self.name, self.heading, self.rows, self.order = name, heading, rows, order
        self.more_url, self.more_label = more_url, more_label

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return heading, lines and the link to all of them."""
        return {
            "name": self.name,
            "heading": self.heading,
            "rows": self.rows,
            "more_url": self.more_url,
            "more_label": self.more_label,
        }
