# SPDX-License-Identifier: EUPL-1.2
"""The demo county: the fictional Landkreis Auental, filled into the database by `allmende demo`.

`fill` works in sections. Each looks whether its own things are there and then leaves them alone, so that a second run
changes nothing and nobody's changes are lost. All of it is made here: names, texts, pictures, map.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allmende.site.demo.accounts import ACCOUNTS, Account

__all__ = ["ACCOUNTS", "Account", "build_basemap", "fill", "is_filled"]

Progress = Callable[[str, int, int], None]


def is_filled() -> bool:
    """Whether the demo county is in this database. One query."""
    from allmende.site.demo.county import stored

    return stored() is not None


def fill(inhabitants: int = 30_000, seed: int = 1, progress: Progress | None = None) -> dict[str, int]:
    """Fill the database; return how many things each section added (all 0 where everything is there).

    Where the demo county is there already, its own size and seed count, not the given ones: sections that came later
    are filled to match it. Raises ValueError for sizes the generator does not make.
    """
    from allmende.site.demo.filling import fill_sections

    return fill_sections(inhabitants, seed, progress or (lambda label, done, total: None))


def build_basemap(progress: Progress) -> dict[str, Any]:
    """Build the map of the demo county (as stored; else of the default one). Returns what `maps.basemap.build` returns."""
    from allmende.core.maps import basemap
    from allmende.engines.townscape import generate, tables
    from allmende.site.demo.county import stored

    progress("Landkreis erzeugen", 0, 1)
    made = generate(*(stored() or (30_000, 1)))
    progress("Landkreis erzeugen", 1, 1)
    return basemap.build(tables(made), progress)
