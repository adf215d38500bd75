# SPDX-License-Identifier: EUPL-1.2
from allmende.core.rules import staff_area

may_write = staff_area
"""Whoever may enter the staff area may have a text checked."""

ROUTES = {"plainwords:*": may_write}
