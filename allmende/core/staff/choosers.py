# SPDX-License-Identifier: EUPL-1.2
"""Choosers of pages, pictures and documents without a script inside the page.

Wagtail ends the HTML of a chooser with `<script>new ImageChooser(...)</script>`. Our security policy forbids such scripts,
and a policy that allowed them would protect nothing. This leaves the same call as data; `staff.js` carries it out.
"""

from __future__ import annotations

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets.chooser import BaseChooser


def render(self: Any, name: str, value: Any, attrs: dict[str, Any], renderer: Any = None) -> SafeString:
    """Return the chooser followed by a marker that holds constructor, id and options."""
    value_data = self.get_value_data(value)
    arguments = [attrs["id"], self.get_js_init_options(attrs["id"], name, value_data)]
    return format_html(
        '{}<span hidden data-staff-new="{}" data-args="{}"></span>',
        self.render_html(name, value_data, attrs),
        self.js_constructor,
        json.dumps(arguments),
    )


def install() -> None:
    """Replace the one method of Wagtail that writes the script."""
    BaseChooser.render = render
