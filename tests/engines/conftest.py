# SPDX-License-Identifier: EUPL-1.2
"""Engines know no database: their tests run once, not once per database."""

from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.engine)
