# SPDX-License-Identifier: EUPL-1.2
"""Every test has a folder of its own for prepared data: the files are not part of the transaction that is rolled back."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def supplied(county):
    """The county with quarters, people, Kitas, topics, and prepared data."""
    from tests.know.supply.town import settle

    settle(county)
    return county


@pytest.fixture
def world(supplied):
    from allmende.know.supply.world import world_of

    return world_of(supplied)
