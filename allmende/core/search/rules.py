# SPDX-License-Identifier: EUPL-1.2
"""Who may search (everybody) and who may teach the search."""

from __future__ import annotations

from allmende.core.rules import anyone, has_permission, staff_area

may_see_misses = staff_area & has_permission("search.view_miss")
may_teach = staff_area & has_permission("search.change_synonym")

ROUTES = {
    "search:results": anyone,
    "search:description": anyone,
    "search_staff:*": may_see_misses,
    "search_synonyms:*": may_teach,
}
