# SPDX-License-Identifier: EUPL-1.2
"""Imports of real data, each as the command an operator types, in a fresh process, median of three.

Budgets: the extract of Dreieichenhain in under 5 s; all municipalities of Germany in under 30 s. Each run begins with
the same database (for places: with all municipalities in it); the second run of the same file is timed too.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
DIRECTORY = DATA / "admin" / "GV100AD_30112023.txt.gz"
OUTLINES = DATA / "admin" / "vg5000_2021-01-01_gk3_shape.zip"
EXTRACT = DATA / "osm" / "dreieichenhain_2022-10.osm.pbf"
POIS = DATA / "places" / "jena_osm_2014-12_poi.zip"
ROUNDS = 3
BYTECODE = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": tempfile.mkdtemp(prefix="allmende-bench-pyc-")}
"""As on a real machine, compiled modules are kept from one command to the next."""
COMMAND = [sys.executable, "-c", "from allmende.site.cli import main; main()"]


def allmende(home: Path, *arguments: object) -> tuple[float, float]:
    """Run a command and return its seconds by the clock and of processor time (which other load does not stretch)."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [*COMMAND, *map(str, arguments)],
        env={**os.environ, **BYTECODE, "ALLMENDE_HOME": str(home), "DATABASE_URL": ""},
        check=True,
        capture_output=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(name: str, start: Path, folder: Path, *arguments: object, budget: float = 0) -> bool:
    """Time the command on copies of the installation `start`, then once more on the result; return whether it is in budget."""
    first, second = [], []
    for number in range(ROUNDS):
        home = folder / f"round-{number}"
        shutil.copytree(start, home)
        first.append(allmende(home, *arguments))
        second.append(allmende(home, *arguments))
        shutil.rmtree(home)
    clock, processor, again = (
        statistics.median(times)
        for times in ([run[0] for run in first], [run[1] for run in first], [run[0] for run in second])
    )
    good = not budget or clock < budget
    verdict = "" if not budget else f"  budget {budget:.0f} s: {'met' if good else 'MISSED'}"
    print(f"  {name:<48} {clock:8.2f} s {processor:8.2f} s {again:10.2f} s{verdict}", flush=True)
    return good


def main() -> int:
    """Print the figures; return 1 when a budget is missed."""
    if not DATA.is_dir():
        print("  skipped: the real data of ../shared/data is not on this machine")
        return 0
    print(f"  {'import (whole command, median of 3)':<48} {'first run':>10} {'processor':>10} {'second run':>12}")
    with tempfile.TemporaryDirectory(prefix="allmende-bench-") as name:
        folder = Path(name)
        empty, full = folder / "empty", folder / "full"
        empty.mkdir()
        allmende(empty, "migrate")
        good = [
            measure(
                "municipalities gv100ad: 16,035 bodies",
                empty,
                folder,
                "import",
                "municipalities",
                "gv100ad",
                DIRECTORY,
                budget=30,
            ),
            measure(
                "municipalities shape: 16,038 outlines (VG5000)",
                empty,
                folder,
                "import",
                "municipalities",
                "shape",
                OUTLINES,
                budget=30,
            ),
        ]
        shutil.copytree(empty, full)
        allmende(full, "import", "municipalities", "shape", OUTLINES)
        allmende(full, "municipality", "add", "064380002002")
        allmende(full, "municipality", "add", "160530000000")
        osm = ("import", "places", "osm", EXTRACT)
        good.append(measure("places osm: Dreieichenhain", full, folder, *osm, budget=5))
        jena = (
            "import",
            "places",
            "geojson",
            POIS,
            "--source",
            "jena",
            "--member",
            "*.geojson",
            "--municipality",
            "16053000",
        )
        measure("places geojson: Jena, 200 files in a zip", full, folder, *jena)
    shutil.rmtree(BYTECODE["PYTHONPYCACHEPREFIX"], ignore_errors=True)
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
