# SPDX-License-Identifier: EUPL-1.2
"""A real browser, a running site with content, and a watch on everything the browser complains about."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from allmende.core.accessibility import browse
from tests.browser import content
from tests.template import copy_template

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip


def _missing(what: str) -> None:
    """In CI nothing may be skipped for a missing tool."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing; `make setup-test` installs it")
    pytest.skip(f"{what} is missing; `make setup-test` installs it")


@pytest.fixture(scope="session")
def browser(playwright: Any) -> Iterator[Browser]:
    """Chromium, started once."""
    try:
        executable = browse.program()
    except browse.Unavailable:
        _missing("Chromium")
    chromium = playwright.chromium.launch(executable_path=executable, args=FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture
def bare_context(browser: Browser) -> Iterator[BrowserContext]:
    """A context for pages that a test writes itself."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The source of axe-core."""
    if not AXE.is_file():
        _missing("axe-core in node_modules")
    return AXE.read_text()


@pytest.fixture(scope="package")
def site(django_test_environment: None, django_db_blocker: Any) -> Iterator[content.Site]:
    """A running site with a filled database of its own, which all browser tests read.

    Its own, so that it can be filled once and for good: the rows must be committed for the server's threads to see them,
    and other tests count on an empty database.
    """
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases
    from pytest_django.live_server_helper import LiveServer

    test = connection.settings_dict["TEST"]
    name_before = test["NAME"]
    name = Path(str(name_before or connection.settings_dict["NAME"]))
    test["NAME"] = str(name.with_name(f"{name.stem}_browser{name.suffix}"))
    copied = connection.vendor == "sqlite"
    if copied:
        copy_template(Path(test["NAME"]))
    with django_db_blocker.unblock():
        databases = setup_databases(
            verbosity=0, interactive=False, aliases={"default"}, serialized_aliases=set(), keepdb=copied
        )
        try:
            filled = content.fill()
            server = LiveServer("127.0.0.1:0")
            yield content.Site(server.url, filled)
            server.stop()
        finally:
            teardown_databases(databases, verbosity=0)
            test["NAME"] = name_before


@dataclass
class Watch:
    """What the browser complained about and loaded while a page was open."""

    complaints: list[str] = field(default_factory=list)
    responses: list[Any] = field(default_factory=list)

    def attach(self, page: Page, origin: str) -> None:
        """Note errors in scripts, console errors, refused content (CSP) and requests to others."""
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(f"{message.type}: {message.text}") if message.type == "error" else None
            ),
        )
        page.on("response", lambda response: self.responses.append(response))  # noqa: PLW0108 - Playwright marks its handlers
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((origin, "data:", "blob:"))
                else self.complaints.append(f"request to a third party: {request.url}")
            ),
        )


class Visitor:
    """Opens pages of the site; after the test, anything the browser complained about is an error."""

    def __init__(self, browser: Browser, site: content.Site) -> None:
        self._browser = browser
        self.site = site
        self.watch = Watch()
        self._contexts: list[BrowserContext] = []
        self.expected: tuple[str, ...] = ()

    def reopen(self, context: BrowserContext, path: str, *, role: str = "") -> Page:
        """Open `path` in a window of a browser that has been here before: scripts and styles need not come again.

        Nothing else is left of earlier visits.
        """
        context.clear_cookies()
        if role:
            context.add_cookies([self.site.session_cookie(role)])
        page = context.new_page()
        self.watch.attach(page, self.site.url)
        page.goto(self.site.url + path, wait_until="load")
        return page

    def open(self, path: str, *, role: str = "", width: int = 1280, **options: Any) -> Page:
        """Open `path` as a visitor in `role` (empty: nobody). Options are those of a Playwright context."""
        context = self._browser.new_context(viewport={"width": width, "height": 900}, locale="de-DE", **options)
        self._contexts.append(context)
        if role:
            context.add_cookies([self.site.session_cookie(role)])
        page = context.new_page()
        self.watch.attach(page, self.site.url)
        page.goto(self.site.url + path, wait_until="load")
        return page

    def close(self) -> None:
        """Close every window this visitor opened."""
        for context in self._contexts:
            context.close()


@pytest.fixture(scope="package")
def scripted(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that stays open from test to test (see `Visitor.reopen`)."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE", reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture(scope="package")
def scriptless(browser: Browser) -> Iterator[BrowserContext]:
    """The same without JavaScript."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE", java_script_enabled=False)
    yield context
    context.close()


@pytest.fixture
def visitor(browser: Browser, site: content.Site) -> Iterator[Visitor]:
    """Someone with a browser."""
    someone = Visitor(browser, site)
    yield someone
    someone.close()
    unexpected = [text for text in someone.watch.complaints if not any(part in text for part in someone.expected)]
    assert unexpected == [], "the browser complained"
