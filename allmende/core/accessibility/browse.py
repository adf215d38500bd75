# SPDX-License-Identifier: EUPL-1.2
"""Open pages of other sites in headless Chromium and look for faults. Runs as a process of its own, without Django.

    python -m allmende.core.accessibility.browse < job.json > result.json

A page of somebody else's meets neither our database nor our secrets, and a browser that hangs is ended from outside.
The job is what `Job` says; the result is a list of pages and what was not let through.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allmende.core.accessibility import axe, probe
from allmende.core.accessibility.hosts import Guard, page_problem
from allmende.core.accessibility.proxy import Proxy

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

FLAGS = [
    "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    # Nothing may go past the proxy: no QUIC, no WebRTC, no exception for the loopback interface.
    "--disable-quic", "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--proxy-bypass-list=<-loopback>",
]  # fmt: skip
PAGE_SECONDS = 45
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first that is there. The headless shell is the same browser without windows: a third less work."""

NO_DRIVER = (
    "Zum Prüfen fehlt die Steuerung des Browsers. Bitte installieren: pip install 'allmende[browser]' "
    "(oder pip install playwright)."
)
NO_BROWSER = "Zum Prüfen fehlt der Browser Chromium. Bitte installieren, unter Debian mit: apt-get install chromium."


class Unavailable(Exception):
    """A tool is missing. The message says what to install, in German."""


@dataclass(frozen=True)
class Job:
    """What to open: addresses, the hosts the browser may reach, files with axe-core and its German words (or empty)."""

    urls: list[str]
    hosts: list[str]
    axe: str
    words: str = ""


@dataclass
class Fault:
    """One fault on one page. `title` says the rule in words; `impact` is axe-core's, or empty."""

    rule: str
    title: str
    html: str
    target: str
    impact: str = ""


@dataclass
class PageResult:
    """What was found on a page; `error` is empty when it could be opened."""

    url: str
    error: str = ""
    faults: list[Fault] = field(default_factory=list)
    seconds: float = 0.0


def program() -> str:
    """Return the path of the browser. Raises `Unavailable`."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        raise Unavailable(NO_BROWSER)
    return found


def check(job: Job, guard: Guard | None = None, *, tell: Callable[[str], None] = lambda _url: None) -> dict[str, Any]:
    """Open the pages of a job one after the other; return `{"pages": [...], "refused": [...]}`.

    Only GET goes out, dialogues are dismissed, downloads and service workers are off. Raises `Unavailable`.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise Unavailable(NO_DRIVER) from error
    guard = guard or Guard(frozenset(job.hosts))
    source = Path(job.axe).read_text()
    words = Path(job.words).read_text() if job.words else "null"
    pages: list[PageResult] = []
    with Proxy(guard) as proxy, sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=program(), args=FLAGS, chromium_sandbox=os.geteuid() != 0, proxy={"server": proxy.address}
        )
        try:
            for url in job.urls:
                tell(url)
                pages.append(_look_at(browser, url, guard, source, words))
        finally:
            browser.close()
        return {"pages": [asdict(page) for page in pages], "refused": sorted(proxy.refused)}


def _look_at(browser: Browser, url: str, guard: Guard, source: str, words: str) -> PageResult:
    from playwright.sync_api import Error

    result, began = PageResult(url), time.monotonic()
    if problem := page_problem(url, guard.hosts, guard.ports):
        result.error = problem
        return result
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="de-DE", reduced_motion="reduce", service_workers="block",
        accept_downloads=False,
    )  # fmt: skip
    context.set_default_timeout(PAGE_SECONDS * 1000)
    context.route("**/*", _only_reading)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    try:
        answer = page.goto(url, wait_until="load")
        if answer is not None and answer.status >= 400:
            result.error = f"Die Seite antwortet mit dem Fehler {answer.status}."
        elif answer is not None and "html" not in (answer.headers.get("content-type") or ""):
            result.error = "Das ist keine Webseite (kein HTML)."
        else:
            page.evaluate(source)
            page.evaluate("(words) => words && axe.configure({ locale: words })", json.loads(words))
            result.faults = _faults(page)
    except Error as error:
        result.error = _in_words(error.message)
    finally:
        context.close()
    result.seconds = round(time.monotonic() - began, 1)
    return result


def _only_reading(route: Route) -> None:
    if route.request.method in {"GET", "HEAD", "OPTIONS"}:
        route.continue_()
    else:
        route.abort()


def _faults(page: Page) -> list[Fault]:
    found = [
        Fault(
            violation["id"],
            violation["help"][:300],
            node["html"][:600],
            axe.path_of(node["target"])[:500],
            violation["impact"] or "",
        )
        for violation in axe.violations(page)
        for node in violation["nodes"]
    ]
    return found + [
        Fault(finding.rule, probe.WORDS[finding.rule], finding.where[:600], finding.target[:500])
        for finding in probe.all_findings(page)
    ]


def _in_words(message: str) -> str:
    for sign, words in (
        ("ERR_TUNNEL_CONNECTION_FAILED", "Der Host ist nicht erlaubt oder nicht erreichbar."),
        ("ERR_CERT", "Das Zertifikat der Seite ist nicht gültig."),
        ("Timeout", f"Die Seite hat nicht innerhalb von {PAGE_SECONDS} Sekunden geantwortet."),
        ("Download is starting", "Das ist keine Webseite, sondern eine Datei."),
    ):
        if sign in message:
            return words
    return f"Die Seite ließ sich nicht öffnen ({message.splitlines()[0][:120]})."


def main() -> int:
    """Read a job from standard input, write the result to standard output; progress goes to standard error."""
    job = Job(**json.load(sys.stdin))
    try:
        result = check(job, tell=lambda url: print(url, file=sys.stderr, flush=True))  # noqa: T201
    except Unavailable as error:
        result = {"unavailable": str(error)}
    json.dump(result, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
