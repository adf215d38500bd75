# SPDX-License-Identifier: EUPL-1.2
"""Verify an audit log of 100,000 entries, on SQLite and PostgreSQL. Budget: 5 seconds.

Prints wall and processor time of each of three runs, and the time to find one changed entry and name it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUDGET_S = 5.0


def fill(count: int) -> None:
    """Write `count` entries like those of daily work."""
    from django.db import transaction
    from django.utils import timezone

    from allmende.core.audit.actions import append
    from allmende.core.audit.models import Entry

    now = timezone.now()
    with transaction.atomic():
        append(
            [
                Entry(
                    at=now,
                    actor_id=number % 40 + 1,
                    action=("privacy.looked", "cases.answer", "pages.publish")[number % 3],
                    object_label="cases.case",
                    object_id=str(number // 7),
                    subject_id=number % 9_000 + 100,
                    reason="Rückfrage am Telefon" if number % 3 == 0 else "",
                    details={"state": "answered", "fields": ["state", "assignee"]} if number % 3 == 1 else {},
                )
                for number in range(count)
            ]
        )


def run(count: int) -> bool:
    """Fill the database of this environment, verify, print; tell whether the budget is kept."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from allmende.core.audit import guard
    from allmende.core.audit.actions import record
    from allmende.core.audit.verify import verify

    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    fill(count)
    print(f"  {connection.vendor}: {count:,} entries written in {time.perf_counter() - started:.1f} s")
    started = time.perf_counter()
    for _ in range(200):
        with transaction.atomic():
            record("cases.answer", actor=None, details={"state": "answered"})
    print(f"  one entry in a transaction of its own: {(time.perf_counter() - started) * 5:.2f} ms")
    times = []
    for _ in range(3):
        wall, processor = time.perf_counter(), time.process_time()
        result = verify([])
        assert result.is_whole, result.findings
        assert result.entries == count + 200
        times.append(time.perf_counter() - wall)
        print(f"  verified {result.entries:,}: {times[-1]:.2f} s, processor {time.process_time() - processor:.2f} s")
    guard.remove()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_entry SET reason = 'x' WHERE sequence = {count // 2}")
    guard.install()
    started = time.perf_counter()
    findings = [finding.text for finding in verify([]).findings]
    print(f"  one changed entry named in {time.perf_counter() - started:.2f} s: {findings}")
    assert findings == [f"Eintrag {count // 2} wurde verändert."]
    kept = statistics.median(times) <= BUDGET_S
    print(f"  median {statistics.median(times):.2f} s, {'within' if kept else 'OVER'} the budget of {BUDGET_S:.0f} s; "
          f"load of the machine: {os.getloadavg()[0]:.1f}")  # fmt: skip
    return kept


def main() -> int:
    """Measure on SQLite, then on PostgreSQL, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--here", action="store_true", help="measure in the database of this environment")
    options = parser.parse_args()
    if options.here:
        return 0 if run(options.entries) else 1
    command = [sys.executable, "-m", "benchmarks.bench_audit", "--here", "--entries", str(options.entries)]
    failed = 0
    for prefix in ([], [sys.executable, "tools/with_postgres.py", "--"]):
        with tempfile.TemporaryDirectory() as home:
            environment = {**os.environ, "ALLMENDE_HOME": home, "DJANGO_SETTINGS_MODULE": "allmende.site.settings",
                           "ALLMENDE_LOG_LEVEL": "WARNING"}  # fmt: skip
            environment.pop("DATABASE_URL", None)
            failed += subprocess.run([*prefix, *command], cwd=ROOT, env=environment, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
