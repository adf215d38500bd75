# SPDX-License-Identifier: EUPL-1.2
"""Where pictures of citizens are kept: in a collection of their own, apart from those of the editors."""

from __future__ import annotations

from typing import Any

from wagtail.models import Collection

NAME = "Beteiligung"


def collection() -> Any:
    """Return the collection, made when first needed."""
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=NAME).first() or root.add_child(name=NAME)
