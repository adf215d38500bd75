# SPDX-License-Identifier: EUPL-1.2
"""Fixtures that all tests share."""

from __future__ import annotations

import datetime
import importlib
import os
import pkgutil
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings
from shapely import box

import allmende
import tests
from tests.template import copy_template, load_template

settings.register_profile("ci", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("ci")

# Playwright's sync API keeps an event loop running in the test's thread; Django may be used there all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


TESTS = Path(__file__).resolve().parent
SLOW = (
    "real",
    "site/cli/test_cli.py",
    "site/demo",
    "engines/test_compiled.py",
    "engines/townscape",
    "engines/network/test_real_osm.py",
    "site/cli/test_network.py",
    "engines/language/test_any_text.py",
    "engines/budgeting/test_equal_shares.py",
    "commons/ballots/faults",
    "core/backup",
    "core/ops/test_worker.py",
    "core/people/test_throttle.py",
    "core/letters/test_pdf.py",
    "core/notices/faults",
    "core/maps/test_basemap.py",
    "core/search/test_killed.py",
    "know/supply/test_attack.py",
)
"""Below tests/: what `make check` leaves to `make test`, to stay under two minutes."""


ONE_DATABASE = (
    "core/letters/test_pdf.py",
    "core/plainwords",
    "core/readaloud",
    "site/test_config.py",
    "site/test_get_changes_nothing.py",
    "site/test_messages.py",
)
"""Below tests/: what the database behind makes no difference to, though it is asked; one run is enough."""
SPREAD = {"browser/test_pages.py": 12}
"""Long files whose tests share only the running site: cut into so many pieces for the workers; others stay whole."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give each worker whole files, so that what the tests of a file share is made once.

    Not by marks: with pytest 9.2, `--dist loadgroup` of pytest-xdist 3.8 passes over them without a word (its issue 1386).
    """
    from xdist.scheduler import LoadScopeScheduling

    class WholeFiles(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.partition("::")[0].removeprefix(f"{TESTS.name}/")
            return f"{file}-{zlib.crc32(nodeid.encode()) % SPREAD[file]}" if file in SPREAD else file

    return WholeFiles(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        file = item.path.relative_to(TESTS).as_posix()
        if item.path.relative_to(TESTS).as_posix().startswith(SLOW):
            item.add_marker(pytest.mark.slow)
        if file.startswith(ONE_DATABASE) or not _asks_for_the_database(item):
            item.add_marker(pytest.mark.engine)


def _asks_for_the_database(item):
    """Tell whether a test may use the database: pytest-django refuses it to all others, so it cannot matter to them."""
    from django.test import SimpleTestCase

    asked = {"db", "transactional_db", "live_server", "site"} & set(item.fixturenames)
    return bool(asked or item.get_closest_marker("django_db") or issubclass(item.cls or object, SimpleTestCase))


@pytest.hookimpl(trylast=True, specname="pytest_collection_modifyitems")
def long_ones_first(items):
    """Begin with what takes long, so that at the end no worker waits for the other (`--no-loadscope-reorder`)."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None and item.get_closest_marker("browser") is None)


def pytest_collection_finish(session):
    """Load all modules of ours: Hypothesis tries the numbers and texts that stand in loaded ones.

    Else what it tries depends on which tests ran before in the same worker, and a fault shows in one run and not in the next.
    """
    if not any(hasattr(getattr(item, "obj", None), "hypothesis") for item in session.items):
        return
    for package in (allmende, tests):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith(".__main__"):
                importlib.import_module(module.name)


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


@pytest.fixture(autouse=True)
def german():
    """Each test begins in German: a request leaves its language behind in the thread."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def one_window(monkeypatch):
    """For the limits on attempts each test takes no time: else a window that ends within it would double its attempts."""
    from allmende.core.throttle import actions

    started = time.time()
    monkeypatch.setattr(actions, "clock", lambda: started)


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


# --- The database -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Begin with a copy of a migrated database."""
    from django.db import connection

    if connection.vendor == "sqlite":
        copy_template(Path(connection.settings_dict["TEST"]["NAME"]))
    else:
        load_template(connection.creation._get_test_db_name())


@pytest.fixture(scope="session")
def django_db_keepdb():
    """Use that copy. It goes away with its folder or cluster."""
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Keep what the migrations left in it, and bring that back after each test with real transactions."""
    from django.test import TransactionTestCase

    from tests import fresh

    with django_db_blocker.unblock():
        fresh.keep()
    TransactionTestCase._fixture_teardown = lambda _case: fresh.restore()  # in place of emptying all tables
