# SPDX-License-Identifier: EUPL-1.2
"""Who may open which route."""

from allmende.core.rules import anyone

ROUTES = {"ui:*": anyone}
