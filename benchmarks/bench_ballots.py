# SPDX-License-Identifier: EUPL-1.2
"""Count a vote of 50,000 ballots, on SQLite and PostgreSQL. Budget: 2 seconds. Also: cast, mix, publish.

Three questions, almost every ballot unlike the others: the hardest case for the sums and for the published list.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUDGET_S = 2.0
CASTS = 200


def fill(count: int):
    """Make a vote with `count` ballots; return it."""
    import datetime
    import json

    from django.utils import timezone

    from allmende.commons.ballots import actions
    from allmende.commons.ballots.models import Ballot, Receipt
    from allmende.core.municipality.models import Municipality
    from allmende.core.people.models import Person

    staff = Person.objects.create_superuser("bench@example.org")
    town = Municipality.objects.create(
        kind="town", name="Auenstadt", ars="169990001001", ags="16999001", valid_from=datetime.date(2026, 1, 1)
    )
    now = timezone.now()
    vote = actions.create_vote(
        staff, municipality=town, title="Benchmark", opens=now, closes=now + datetime.timedelta(hours=1)
    )
    projects = [f"Projekt {n}" for n in range(30)]
    actions.add_question(staff, vote, kind="yes_no", text="Ja?")
    actions.add_question(staff, vote, kind="choose", text="Welche?", options=projects, most=8)
    actions.add_question(staff, vote, kind="ranking", text="Was zuerst?", options=projects[:8])
    vote = actions.release(staff, vote)
    dice, keys = random.Random(1), [actions.letter(n) for n in range(30)]
    for start in range(0, count, 5000):
        Ballot.objects.bulk_create(
            Ballot(
                vote=vote,
                channel="online",
                content=json.dumps(
                    {
                        "f1": dice.choice(["yes", "no", "abstain"]),
                        "f2": sorted(dice.sample(keys, dice.randint(1, 8)), key=keys.index),
                        "f3": dice.sample(keys[:8], dice.randint(3, 8)),
                    },
                    sort_keys=True,
                    separators=(",", ":"),
                ),
            )
            for _ in range(start, min(start + 5000, count))
        )
        Receipt.objects.bulk_create(
            Receipt(vote=vote, code=actions.new_receipt()) for _ in range(start, min(start + 5000, count))
        )
    return staff, vote


def run(count: int) -> bool:
    """Fill the database of this environment, count, print; tell whether the budget is kept."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from allmende.commons.ballots import actions, counting, mixing, queries

    call_command("migrate", verbosity=0)
    staff, vote = fill(count)

    def timed(label, work, times=3):
        walls, cpus = [], []
        for _ in range(times):
            wall, cpu = time.perf_counter(), time.process_time()
            work()
            walls.append(time.perf_counter() - wall)
            cpus.append(time.process_time() - cpu)
        print(f"  {label:<46}{statistics.median(walls):>8.2f} s wall{statistics.median(cpus):>8.2f} s processor")
        return statistics.median(walls)

    print(f"{connection.vendor}, {count:,} ballots")
    number = iter(range(10**9))
    answers = {"f1": "yes", "f2": ["a", "b"], "f3": ["c", "a", "b"]}
    timed(
        f"cast {CASTS} ballots one after the other",
        lambda: [actions.cast(vote, f"p{next(number)}", answers) for _ in range(CASTS)],
    )
    timed("mix the box", lambda: mixing.mix(vote), 1)
    vote = actions.close(vote, now=vote.closes)
    seconds = timed(f"count (budget {BUDGET_S:.0f} s)", lambda: counting.count(vote))
    vote = actions.publish(staff, actions.count(staff, vote))
    timed("make what is published", lambda: queries._publication(vote), 1)
    return seconds <= BUDGET_S


def main() -> int:
    """Run on SQLite, then on a private PostgreSQL where its programs are installed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        return 0 if run(options.count) else 1
    failed = 0
    for prefix in ([], [sys.executable, str(ROOT / "tools/with_postgres.py"), "--"]):
        with tempfile.TemporaryDirectory(prefix="allmende-bench-") as home:
            environment = os.environ | {
                "ALLMENDE_HOME": home, "DJANGO_SETTINGS_MODULE": "allmende.site.settings", "ALLMENDE_LOG_LEVEL": "ERROR",
            }  # fmt: skip
            environment.pop("DATABASE_URL", None)
            command = [
                *prefix,
                sys.executable,
                "-m",
                "benchmarks.bench_ballots",
                "--here",
                "--count",
                str(options.count),
            ]
            failed += subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
