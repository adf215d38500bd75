# SPDX-License-Identifier: EUPL-1.2
"""Everybody may choose a language."""

from __future__ import annotations

from allmende.core.rules import anyone

ROUTES = {"languages:choose": anyone}
