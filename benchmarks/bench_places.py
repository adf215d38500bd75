# SPDX-License-Identifier: EUPL-1.2
"""Place search over 100,000 generated places, 4 clients against gunicorn on loopback, on SQLite and PostgreSQL.

Budget: p95 of a page under 100 ms. The clients go through a fixed mix of searches as fast as they are answered; the
first requests of each kind warm the workers (each reads the places once) and are reported apart.

    python -m benchmarks.bench_places                    # both databases (PostgreSQL where its programs are installed)
    python -m benchmarks.bench_places --places 5000 --seconds 5
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUDGET_MS = 100
CLIENTS = 4
MIX = {
    "all places": "/orte/",
    "page 400": "/orte/?seite=400",
    "word": "/orte/?q=apo",
    "two words": "/orte/?q=linden+12",
    "category": "/orte/?kategorie=pharmacy",
    "group, accessible": "/orte/?gruppe=health&rollstuhl=1",
    "open now": "/orte/?offen=1",
    "near an address": "/orte/?nahe=Lindenstra%C3%9Fe+12&umkreis=5000",
    "near me, category": "/orte/?pos=51.200,10.300&kategorie=bus_stop",
    "area": "/orte/?gebiet={area}",
    "nothing found": "/orte/?q=gibtesnicht",
    "a place": "/orte/{place}/",
}
STREETS = ["Linden", "Haupt", "Bahnhof", "Garten", "Berg", "Schul", "Wiesen", "Kirch", "Mühlen", "Wald", "Ring", "Feld"]
NAMES = ["am Markt", "Sonnenschein", "Zur Linde", "Müller", "Schmidt", "an der Aue", "Nord", "Süd", "Alte Post", "Löwe"]
HOURS = [
    "Mo-Fr 08:00-12:00,14:00-18:00; PH off",
    "Mo-Sa 07:00-20:00; PH off",
    "24/7",
    "Tu-Su 11:00-22:00",
    "nach Vereinbarung",
]


def fill(places: int, seed: int = 1) -> None:
    """Store a county of 12 x 8 areas with `places` places; needs a set-up Django and an empty database."""
    import datetime

    from shapely import Point, box

    from allmende.commons.places.actions import PlaceData, store_places
    from allmende.commons.places.categories import catalogue
    from allmende.commons.places.models import Area, Division
    from allmende.core.municipality.models import Municipality, Presence

    since = datetime.date(2026, 1, 1)
    county = Municipality.objects.create(
        kind="county",
        name="Messkreis",
        ars="169980000000",
        ags="16998000",
        valid_from=since,
        geom=box(10, 51, 10.6, 51.4),
    )
    Presence.objects.create(municipality=county, slug="mess", display_name="Messkreis", is_default=True)
    division = Division.objects.create(municipality=county, key="ortsteile", name="Ortsteile", kind="quarters")
    Area.objects.bulk_create(
        Area(division=division, key=f"{i}-{j}", name=f"Ortsteil {i}-{j}", slug=f"{i}-{j}", valid_from=since,
             geom=box(10 + i * 0.05, 51 + j * 0.05, 10.05 + i * 0.05, 51.05 + j * 0.05))
        for i in range(12) for j in range(8)
    )  # fmt: skip
    rng = random.Random(seed)
    categories = list(catalogue().categories.values())

    def row(number: int) -> PlaceData:
        category = rng.choice(categories)
        hour = rng.randint(7, 10)
        return PlaceData(
            source_id=f"node/{number}",
            category=category.key,
            geom=Point(rng.uniform(10, 10.6), rng.uniform(51, 51.4)),
            name=f"{category.one} {rng.choice(NAMES)} {number % 977}",
            street=f"{rng.choice(STREETS)}straße",
            house_number=str(rng.randint(1, 200)),
            postcode="99998",
            city=f"Ort {rng.randint(1, 60)}",
            # About 3,000 different texts, as in a large county.
            opening_hours=rng.choice(
                ["", "", *HOURS, f"Mo-Fr {hour:02}:{rng.randrange(60):02}-1{rng.randint(2, 9)}:00; PH off"]
            ),
            wheelchair=rng.choice(["unknown", "unknown", "yes", "limited", "no"]),
        )

    store_places(county, "bench", (row(number) for number in range(places)), licence="CC0")


def measure(
    port: int, seconds: float, addresses: dict[str, str], master: int
) -> tuple[dict[str, list[float]], list[float], float]:
    """Return ({kind: milliseconds of each answer}, first answers, processor seconds) of CLIENTS clients in `seconds`."""
    times: dict[str, list[float]] = defaultdict(list)
    first = [ask(port, address)[0] for address in addresses.values()]
    for address in addresses.values():  # every worker reads the places once
        for _ in range(8):
            ask(port, address)
    before = cpu_seconds(master)
    stop = time.monotonic() + seconds

    def client(number: int) -> None:
        rng = random.Random(number)
        while time.monotonic() < stop:
            kind = rng.choice(list(addresses))
            elapsed, status = ask(port, addresses[kind])
            assert status in (200, 302), (kind, status)
            times[kind].append(elapsed)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, first, cpu_seconds(master) - before


def ask(port: int, address: str) -> tuple[float, int]:
    """Return milliseconds and status of one request on a connection of its own."""
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    response.read()
    connection.close()
    return (time.perf_counter() - started) * 1000, response.status


def cpu_seconds(master: int) -> float:
    """Return the processor time of the workers of a gunicorn master so far (Linux)."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(parts[1]) == master:
            total += (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
    return total


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(places: int, seconds: float) -> bool:
    """Fill the database of this environment, start gunicorn, measure, print; tell whether the budget is kept."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, connections

    from allmende.commons.places.models import Area, Place

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    started = time.perf_counter()
    fill(places)
    print(f"  {connection.vendor}: {places:,} places stored in {time.perf_counter() - started:.1f} s")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    area, place = Area.objects.order_by("pk")[40].pk, Place.objects.order_by("pk")[places // 2].pk
    addresses = {kind: address.format(area=area, place=place) for kind, address in MIX.items()}
    from allmende.commons.places.queries import place_url

    addresses["a place"] = place_url(Place.objects.get(pk=place))
    connections.close_all()
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "allmende.site.wsgi:application", "--bind", f"127.0.0.1:{port}",
         "--workers", "2", "--threads", "4", "--log-level", "warning"], cwd=ROOT)  # fmt: skip
    try:
        for _ in range(300):
            try:
                ask(port, "/healthz")
                break
            except OSError:
                time.sleep(0.1)
        times, first, spent = measure(port, seconds, addresses, server.pid)
    finally:
        server.terminate()
        server.wait(20)
    print(f"  first answer of a worker (reads all places): {max(first):.0f} ms")
    print(f"  {'search':<22}{'answers':>8}{'p50 ms':>9}{'p95 ms':>9}")
    everything = [one for values in times.values() for one in values]
    for kind, values in [*times.items(), ("all", everything)]:
        print(f"  {kind:<22}{len(values):>8}{statistics.median(values):>9.1f}{percentile(values, 95):>9.1f}")
    print(
        f"  processor time per answer: {spent / len(everything) * 1000:.0f} ms; load of the machine: {os.getloadavg()[0]:.1f}"
    )
    kept = percentile(everything, 95) <= BUDGET_MS
    print(
        f"  {len(everything) / seconds:.0f} answers per second; p95 {'within' if kept else 'OVER'} the budget of {BUDGET_MS} ms"
    )
    return kept


def percentile(values: list[float], percent: int) -> float:
    """Return the percentile by rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def main() -> int:
    """Measure on SQLite, then on PostgreSQL, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--here", action="store_true", help="measure in the database of this environment")
    options = parser.parse_args()
    if options.here:
        return 0 if run(options.places, options.seconds) else 1
    arguments = ["--here", "--places", str(options.places), "--seconds", str(options.seconds)]
    command = [sys.executable, "-m", "benchmarks.bench_places", *arguments]
    failed = 0
    for prefix in ([], [sys.executable, "tools/with_postgres.py", "--"]):
        with tempfile.TemporaryDirectory() as home:
            environment = {**os.environ, "ALLMENDE_HOME": home, "DJANGO_SETTINGS_MODULE": "allmende.site.settings",
                           "ALLMENDE_LOG_LEVEL": "WARNING", "ALLMENDE_HOSTS": "127.0.0.1"}  # fmt: skip
            environment.pop("DATABASE_URL", None)
            failed += subprocess.run([*prefix, *command], cwd=ROOT, env=environment, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
