# SPDX-License-Identifier: EUPL-1.2
"""An attacker moves a pin metre by metre over the area and reads all answers. Two worlds differ in one household.

The attacker knows everybody else and wants to know in which world they are. Everything they read is computed from the safe
table, so: where the tables of both worlds are the same, every answer is, for every pin. Where they differ (with the
probability that tests/engines/supply/test_disclosure.py measures), the answers differ by whole tens, as they do from pin
to pin: no difference is below the minimum of ten.
"""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from allmende.know.supply import actions, queries
from allmende.know.supply.changes import Changes
from allmende.know.supply.models import Preparation, Topic
from allmende.know.supply.world import world_of

pytestmark = pytest.mark.django_db

WEST, SOUTH = 10.2, 51.1
METRE = (1 / 69_900, 1 / 111_200)
"""A metre in degrees at 51 degrees north."""
AT = (10, 10)
"""Row and column of the household's cell."""


def cells(household):
    """A grid of 20 x 20 cells of 100 m, some with few people; in one of them a household of three may live."""
    rng = np.random.default_rng(4)
    for row in range(20):
        for column in range(20):
            total = int(rng.integers(0, 26))
            children = int(rng.binomial(total, 0.1))
            if (row, column) == AT:
                total, children = (14, 1) if not household else (17, 2)
            yield actions.CellData(
                f"{row}/{column}",
                WEST + 100 * (column + 0.5) * METRE[0],
                SOUTH + 100 * (row + 0.5) * METRE[1],
                {"total": total, "under3": children},
            )


def world_with(county, household, key):
    actions.store_population(
        county, cells(household), kind="cells", source="x", as_of=datetime.date(2026, 1, 1), columns=["under3"]
    )
    Preparation.objects.filter(municipality=county).update(noise_key=f"{key:064x}")
    actions.prepare(county)
    return world_of(county)


def pins():
    """Walk through the household's cell and its neighbours metre by metre: west to east, then south to north."""
    for step in range(-120, 220):
        yield WEST + (100 * AT[1] + step) * METRE[0], SOUTH + (100 * AT[0] + 50) * METRE[1]
    for step in range(-120, 220):
        yield WEST + (100 * AT[1] + 50) * METRE[0], SOUTH + (100 * AT[0] + step) * METRE[1]


def read(world):
    """Everything the attacker can read, for both groups, walking and as the crow flies: counts, shares and minutes."""
    counts, rest = [], []
    for point in pins():
        for topic, group in (("kita", "alle"), ("kita", "u3"), ("haltestelle", "alle")):
            told = queries.whatif(world, topic, group, "zu-fuss", Changes(new=(point,))).as_dict()["total"]
            counts.append(
                [told["people"], told["gain"], told["lose"], told["shorter"], told["longer"], *told["without"]]
            )
            rest.append([*told["share"], *told["minutes"]])
    return np.array(counts).reshape(-1, 3, 7), rest


@pytest.fixture
def kitas(county):
    from allmende.commons.places.actions import PlaceData, store_places

    actions.plant_topics(county)
    Topic.objects.exclude(key__in=["kita", "haltestelle"]).delete()
    from shapely import Point

    store_places(county, "x", [PlaceData("1", "kindergarten", Point(WEST, SOUTH), name="Kita")])
    actions.preparation_of(county)
    return county


def test_no_walk_with_the_pin_tells_two_worlds_apart(kitas):
    same = different = 0
    for key in range(1, 9):
        tables, answers = [], []
        for household in (False, True):
            world = world_with(kitas, household, key)
            tables.append((np.array(world.xy), np.array(world.people)))
            answers.append(read(world))
        (xy_a, people_a), (xy_b, people_b) = tables
        equal = xy_a.shape == xy_b.shape and (xy_a == xy_b).all() and (people_a == people_b).all()
        (counts_a, rest_a), (counts_b, rest_b) = answers
        for counts in (counts_a, counts_b):
            steps = np.abs(np.diff(counts, axis=0))
            assert (steps % 10 == 0).all()  # from one metre to the next: nothing, or at least ten people
            assert steps.max() >= 10  # the walk does tell something
        if equal:
            assert (counts_a == counts_b).all()
            assert rest_a == rest_b
            same += 1
        else:
            assert ((counts_a - counts_b) % 10 == 0).all()
            different += 1
        if same and different:
            break
    assert same, "with no key the worlds look alike: the bound says this is all but impossible"


def test_the_real_numbers_stand_in_no_file_that_answers_come_from(kitas, own_folder):
    """The true count of the household's cell, and its position alone, are not in the prepared data."""
    world = world_with(kitas, household=True, key=3)
    assert (np.asarray(world.people) % 10 == 0).all()
    for file in world.folder.rglob("*.npy"):
        if file.name == "people.npy":
            assert (np.load(file) % 10 == 0).all()
    assert not any("noise" in file.read_text() for file in world.folder.rglob("*.json"))


def test_the_secret_stays_when_people_are_counted_anew(kitas):
    """New noise for the same people would let the noise average out."""
    first = world_with(kitas, household=False, key=5)
    again = world_with(kitas, household=False, key=5)
    assert first is not again
    assert (np.asarray(first.people) == np.asarray(again.people)).all()
    before = Preparation.objects.get().noise_key
    actions.store_population(
        kitas, cells(True), kind="cells", source="y", as_of=datetime.date(2027, 1, 1), columns=["under3"]
    )
    actions.prepare(kitas)
    assert Preparation.objects.get().noise_key == before
