# SPDX-License-Identifier: EUPL-1.2
"""The form renderer: every form is accessible by construction."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class AccessibleRenderer(TemplatesSetting):
    """Renders forms and fields with the templates of `core/ui`."""
