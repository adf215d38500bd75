# SPDX-License-Identifier: EUPL-1.2
"""What is checked when the system starts."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error

from allmende.commons.places.categories import CategoryError, catalogue


def categories_readable(**_: Any) -> list[CheckMessage]:
    """Report a category file that cannot be used, with file, entry and remedy."""
    try:
        catalogue()
    except CategoryError as error:
        return [Error(str(error), id="places.E001")]
    return []
