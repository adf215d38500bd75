# SPDX-License-Identifier: EUPL-1.2
"""What-if over HTTP: the demo county is filled, a Kita is dragged about by 4 clients at once. `python -m benchmarks whatif`.

Each question has another point, so nothing is answered from memory. `INHABITANTS` in the environment changes the size.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.server import ALLMENDE, ROOT, load, memory_of_children, serving, spread

INHABITANTS = os.environ.get("INHABITANTS", "30000")
REQUESTS = 300
"""Fewer than one caller may ask at once of each worker."""


def main() -> None:
    """Print all figures; the county lives in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        environ = {**os.environ, "ALLMENDE_HOME": str(home), "ALLMENDE_LOG_LEVEL": "ERROR"}
        command = [*ALLMENDE, "demo", "--no-serve", "--inhabitants", INHABITANTS]
        subprocess.run(command, env=environ, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
        began = time.perf_counter()
        told = subprocess.run(
            [*ALLMENDE, "supply", "prepare", "--json"],
            env=environ,
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        result = json.loads(told.stdout)
        print(
            f"county of {result['people']:,} people at {result['origins']:,} places: prepared anew in "
            f"{time.perf_counter() - began:.1f} s"
        )
        random.seed(1)
        with serving(home) as (port, _, parent):
            for topic, way in (("kita", "zu-fuss"), ("haltestelle", "zu-fuss"), ("arztpraxis", "auto")):
                asked = f"/versorgung/ausprobieren/antwort?thema={topic}&gruppe=alle&weg={way}"
                points = [_point(home) for _ in range(2 * REQUESTS)]
                paths = [f"{asked}&neu={lon:.5f},{lat:.5f}" for lon, lat in points]
                load(port, paths[:16], requests=16)
                if (topic, way) == ("kita", "zu-fuss"):
                    print(
                        f"what-if, {topic}, {way}: {spread(load(port, paths, requests=REQUESTS))}   (budget p95 50 ms)"
                    )
                else:
                    print(
                        f"what-if, {topic}, {way}: {spread(load(port, paths[REQUESTS:], requests=60))}   (budget p95 50 ms)"
                    )
            for page in ("/versorgung/", "/versorgung/kita/", "/versorgung/rangliste/", "/versorgung/ausprobieren/"):
                load(port, [page], requests=8)
                print(f"{page:<26} {spread(load(port, [page], requests=100))}   (budget p95 100 ms)")
            for gunicorn, _pss, _rss in memory_of_children(parent):
                for name, pss, rss in memory_of_children(int(gunicorn)):
                    print(f"web worker {name}: {pss:.0f} MB proportional, {rss:.0f} MB resident   (budget 350 MB)")


def _point(home: Path) -> tuple[float, float]:
    """Return a random point near a facility of the prepared data."""
    county = next((home / "supply").iterdir())
    world = county / "worlds" / (county / "current").read_text().strip()
    topics = json.loads((world / "manifest.json").read_text())["topics"]
    places = [row for topic in topics for row in topic["facilities"]]
    place = random.choice(places)
    return place[3] + random.uniform(-0.01, 0.01), place[4] + random.uniform(-0.006, 0.006)


if __name__ == "__main__":
    main()
