# SPDX-License-Identifier: EUPL-1.2
"""Counties to look at, made once."""

from __future__ import annotations

import functools

import pytest

from allmende.engines.townscape import County, generate


@pytest.fixture(scope="session", params=[(2_000, 3), (9_000, 1), (48_000, 2)], ids=["hamlets", "small", "with towns"])
def county(request) -> County:
    """A county of one of three sizes."""
    return _county(*request.param)


@pytest.fixture(scope="session")
def small() -> County:
    """One county of 9,000 inhabitants."""
    return _county(9_000, 1)


_county = functools.cache(generate)
