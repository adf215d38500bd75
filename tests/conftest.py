# SPDX-License-Identifier: EUPL-1.2
"""Fixtures that all tests share."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from shapely import box

settings.register_profile("ci", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("ci")

# Playwright's sync API keeps an event loop running in the test's thread; Django may be used there all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    """Playwright, started once in a process: its event loop does not suffer a second one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the repository; the test is skipped where it is missing."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real data of ../shared/data is not on this machine")
    return SHARED_DATA


@pytest.fixture
def county(db):
    """A county with one town, served by this installation as the default."""
    from allmende.core.municipality.models import Municipality, Presence

    county = Municipality.objects.create(
        kind="county",
        name="Landkreis Auental",
        ars="169990000000",
        ags="16999000",
        valid_from=datetime.date(2026, 1, 1),
        geom=box(10.0, 51.0, 10.6, 51.4),
    )
    Municipality.objects.create(
        kind="town",
        name="Auenstadt",
        title="Stadt",
        ars="169990001001",
        ags="16999001",
        parent=county,
        valid_from=datetime.date(2026, 1, 1),
        geom=box(10.2, 51.1, 10.4, 51.3),
    )
    Presence.objects.create(municipality=county, slug="auental", display_name="Landkreis Auental", is_default=True)
    return county


@pytest.fixture
def town(county):
    """The town of the county."""
    return county.members.get()
