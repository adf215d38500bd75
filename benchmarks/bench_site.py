# SPDX-License-Identifier: EUPL-1.2
"""The demo county as a whole: fill, start, pages at 4 clients, memory, page weight, LCP and layout shift."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from allmende.core.accessibility import browse
from benchmarks.server import ALLMENDE, ROOT, load, memory_of_children, serving, spread

PAGES = ["/", "/orte/", "/orte/?q=apotheke", "/gebiete/", "/rundgaenge/", "/gestaltung/"]
# Mid-range phone: 4 times slower processor, 1.6 Mbit/s down, 150 ms round trip (Lighthouse "slow 4G").
PHONE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
OBSERVER = """() => new Promise(done => { let lcp = 0, cls = 0;
  new PerformanceObserver(l => l.getEntries().forEach(e => lcp = e.startTime)).observe({type:'largest-contentful-paint', buffered:true});
  new PerformanceObserver(l => l.getEntries().forEach(e => { if (!e.hadRecentInput) cls += e.value })).observe({type:'layout-shift', buffered:true});
  setTimeout(() => done([lcp, cls]), 1500) })"""


def main() -> None:
    """Print all figures; the county lives in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        began = time.perf_counter()
        environ = {**os.environ, "ALLMENDE_HOME": str(home), "ALLMENDE_LOG_LEVEL": "ERROR"}
        subprocess.run([*ALLMENDE, "demo", "--no-serve"], env=environ, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
        print(f"demo county of 30,000: filled in {time.perf_counter() - began:.1f} s")
        with serving(home, ("demo",)) as (_, seconds, _pid):
            print(f"first start (static files are collected): {seconds:.1f} s")
        with serving(home, ("demo",)) as (_, seconds, _pid):
            print(f"start of a set-up demo: {seconds:.1f} s   (budget 8 s)")
        with serving(home) as (port, _, parent):
            for page in PAGES:
                load(port, [page], requests=8)
                print(f"{page:<22} median / p95 at 4 clients: {spread(load(port, [page]))}   (budget p95 100 ms)")
            for gunicorn, _pss, _rss in memory_of_children(parent):
                for name, pss, rss in memory_of_children(int(gunicorn)):
                    print(f"web worker {name}: {pss:.0f} MB proportional, {rss:.0f} MB resident   (budget 250 MB)")
            weigh(port)


def weigh(port: int) -> None:
    """Print weight, requests, LCP and CLS of each page in Chromium, cold, on a slow phone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browse.program(), args=["--no-sandbox", "--disable-gpu"])
        for page_path in PAGES:
            context = browser.new_context(viewport={"width": 360, "height": 740})
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", PHONE)
            session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            sizes: dict[str, int] = {}
            names: dict[str, str] = {}
            session.on(
                "Network.responseReceived", lambda e, n=names: n.__setitem__(e["requestId"], e["response"]["url"])
            )
            session.on(
                "Network.loadingFinished", lambda e, s=sizes: s.__setitem__(e["requestId"], e["encodedDataLength"])
            )
            page.goto(f"http://127.0.0.1:{port}{page_path}", wait_until="load")
            lcp, cls = page.evaluate(OBSERVER)
            of_map = [
                k
                for k in sizes
                if "/karte/" in names.get(k, "") or "/maps/" in names.get(k, "") or "maplibre" in names.get(k, "")
            ]
            rest = [k for k in sizes if k not in of_map]
            print(
                f"{page_path:<22} {sum(sizes[k] for k in rest) / 1000:5.0f} kB in {len(rest):2d} requests"
                f" + map {sum(sizes[k] for k in of_map) / 1000:4.0f} kB in {len(of_map):2d}"
                f"   LCP {lcp / 1000:.2f} s  CLS {cls:.3f}   (150 kB, 12; map 600 kB; 2.0 s; 0.05)"
            )
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
