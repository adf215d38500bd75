# SPDX-License-Identifier: EUPL-1.2
"""Participation with 500 ideas, 300 people, 10,000 ratings and 2,700 comments (205 on one idea): queries and p95 at 4 clients.

The seed is that on which adhocracy+ was measured: idea list 106 queries, idea 57, 20 comments 769, ideas API 13,512 (19 s).
Budgets: list 12 queries, page of an idea 15, p95 under 100 ms.

    python -m benchmarks.bench_participation
    python -m benchmarks.bench_participation --requests 40
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.server import ROOT, load, serving, spread

IDEAS, PEOPLE, RATINGS, COMMENTS, ON_ONE = 500, 300, 10_000, 2_700, 205
WORDS = "Bank Baum Brunnen Weg Licht Spielplatz Markt Bus Rad Schatten Blumen Bühne Zaun Treppe Wiese Kino Hof Laden".split()
PAGES = {
    "list of ideas": ("{phase}", 12),
    "list, most support": ("{phase}?sortierung=unterstuetzt", 12),
    "list, page 20": ("{phase}?ab={deep}", 12),
    "list, searched": ("{phase}?q=brunnen&thema=1", 12),
    "an idea, 205 comments": ("{idea}", 15),
    "similar ideas": ("{phase}aehnlich/?title=Bank+am+Brunnen&text=Schatten+unter+dem+Baum", 12),
    "points of the map": ("{phase}punkte.json", 12),
    "ideas for machines": ("{phase}ideen.json", 12),
    "process": ("{process}", 15),
    "list of processes": ("/beteiligung/", 12),
}


def fill() -> dict[str, str]:
    """Store the seed with bulk writes; needs a set-up Django and an empty database. Returns addresses."""
    import datetime

    from django.utils import timezone
    from shapely import Point, box

    from allmende.commons.dialogue.models import Post, Reaction, Thread, Voice
    from allmende.core.freshness.memory import renew
    from allmende.core.municipality.models import Municipality, Presence
    from allmende.core.people.models import Person
    from allmende.decide.participation.models import Category, Idea, Phase, Process

    rng = random.Random(7)
    county = Municipality.objects.create(
        kind="county",
        name="Auental",
        ars="169990000000",
        ags="16999000",
        valid_from=datetime.date(2026, 1, 1),
        geom=box(10, 51, 10.6, 51.4),
    )
    Presence.objects.create(municipality=county, slug="auental", display_name="Auental", is_default=True)
    people = Person.objects.bulk_create(
        Person(email=f"p{n}@example.org", first_name=f"P{n}", password="!") for n in range(PEOPLE)
    )
    voices = Voice.objects.bulk_create(Voice(person=person, display_name=person.first_name) for person in people)
    now = timezone.now()
    process = Process.objects.create(
        municipality=county,
        slug="markt",
        title="Marktplatz",
        goal="Der Markt wird schöner.",
        state="published",
        published=now,
    )
    themes = Category.objects.bulk_create(Category(process=process, name=word) for word in WORDS[:5])
    phase = Phase.objects.create(
        process=process,
        position=1,
        title="Ideen",
        format="ideas",
        audience="everyone",
        opens=now - timedelta(days=9),
        closes=now + timedelta(days=9),
    )
    threads = Thread.objects.bulk_create(Thread(municipality=county, kind="idea") for _n in range(IDEAS))

    def text(words: int) -> str:
        return " ".join(rng.choice(WORDS) for _n in range(words))

    posts = Post.objects.bulk_create(
        Post(municipality=county, kind="idea", voice=rng.choice(voices), text=text(60), state="visible")
        for _n in range(IDEAS)
    )
    ideas = []
    for number in range(IDEAS):
        idea = Idea(
            phase=phase, post=posts[number], thread=threads[number], title=f"{text(4)} {number}", category=rng.choice(themes),
            geom=Point(10.2 + rng.random() / 10, 51.1 + rng.random() / 10), address="Markt 1",
        )  # fmt: skip
        idea.words = idea.words_of(idea.post.text)
        ideas.append(idea)
    Idea.objects.bulk_create(ideas)
    pairs = set()
    while len(pairs) < RATINGS:
        pairs.add((rng.randrange(IDEAS), rng.randrange(PEOPLE)))
    Reaction.objects.bulk_create(
        [Reaction(post=posts[idea], voice=voices[person], kind="support") for idea, person in sorted(pairs)],
        batch_size=1000,
    )
    for idea in ideas:
        idea.support = sum(1 for one, _person in pairs if ideas[one] is idea)
    Idea.objects.bulk_update(ideas, ["support"])
    Post.objects.bulk_create(
        [
            Post(
                municipality=county, kind="comment", thread=threads[0 if number < ON_ONE else rng.randrange(1, IDEAS)],
                voice=rng.choice(voices), text=text(25), state="visible",
            )
            for number in range(COMMENTS)
        ],
        batch_size=500,
    )  # fmt: skip
    renew("municipality", "places", "pages")  # as wherever somebody has saved a page
    here = phase.get_absolute_url()
    return {
        "phase": here,
        "idea": f"{here}ideen/{ideas[0].pk}/",
        "process": process.get_absolute_url(),
        "deep": str(ideas[100].pk),
    }


def count_queries(addresses: dict[str, str]) -> None:
    """Print how many queries each page takes, the second time it is asked for."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")
    for name, (pattern, budget) in PAGES.items():
        url = pattern.format(**addresses)
        client.get(url)
        began = time.process_time()
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(url)
        spent = (time.process_time() - began) * 1000
        assert answer.status_code == 200, (url, answer.status_code)
        size = len(answer.content) / 1000
        print(f"{name:<24} {len(captured):3d} queries (budget {budget}), {size:6.1f} kB, {spent:5.1f} ms of processor")


def prepare() -> None:
    """Run in a process of its own with ALLMENDE_HOME set: migrate, fill, count; print the addresses last."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allmende.site.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    addresses = fill()
    count_queries(addresses)
    print("ADDRESSES", *(f"{name}={url}" for name, url in addresses.items()))


def main() -> None:
    """Print queries and times; everything lives in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=200)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            **os.environ,
            "ALLMENDE_HOME": folder,
            "ALLMENDE_LOG_LEVEL": "ERROR",
            "ALLMENDE_HOSTS": "localhost,127.0.0.1",
        }
        code = "from benchmarks.bench_participation import prepare; prepare()"
        made = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE, text=True
        )
        *lines, last = made.stdout.strip().splitlines()
        print("\n".join(lines))
        addresses = dict(pair.split("=", 1) for pair in last.split()[1:])
        with serving(Path(folder)) as (port, _seconds, _pid):
            for name, (pattern, _budget) in PAGES.items():
                page = pattern.format(**addresses)
                load(port, [page], requests=8)
                print(
                    f"{name:<24} median / p95 at 4 clients: {spread(load(port, [page], requests=wanted.requests))}   (budget p95 100 ms)"
                )


if __name__ == "__main__":
    main()
