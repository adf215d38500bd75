# SPDX-License-Identifier: EUPL-1.2
"""Who may open which route. Restricted documents ask for signing in by themselves (Wagtail's collections)."""

from allmende.core.rules import anyone

ROUTES = {"media": anyone, "wagtaildocs_serve": anyone}
