# SPDX-License-Identifier: EUPL-1.2
"""The figures of a world: for each topic, way, group and area. Computed once, when the world is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from django.utils.translation import gettext as _

from allmende.engines.supply import Topic, report
from allmende.know.supply.crow import metres_to_nearest
from allmende.know.supply.words import CROW, MAYBE, WAYS, WHEELCHAIR
from allmende.know.supply.world import FIGURES, TopicInfo, World, serving

Progress = Callable[[str, int, int], None]
Singles = npt.NDArray[np.float32]


def write(world: World, progress: Progress) -> None:
    """Compute all figures and store them in the folder of the world."""
    areas = sum(len(division.areas) for division in world.divisions)
    shape = (len(world.topics), len(WAYS), len(world.groups), areas + 1)
    arrays = {name: np.full(shape, np.nan, dtype=np.float32) for name in FIGURES}
    for done, topic in enumerate(world.topics.values()):
        progress(_("Versorgung berechnen"), done, len(world.topics))
        for number, way in enumerate(WAYS.values()):
            for name, values in of_topic(world, topic, way.key).items():
                arrays[name][topic.number, number] = values
    progress(_("Versorgung berechnen"), len(world.topics), len(world.topics))
    for name, values in arrays.items():
        np.save(world.folder / f"figures-{name}.npy", values)


def of_topic(world: World, topic: TopicInfo, way: str) -> dict[str, Singles]:
    """Return the figures of one topic and way, each (groups, areas + 1).

    "maybe" counts who is near with a wheelchair if everything unknown can be used. What is proved can be used too, and may be
    nearer: the network of the unknown has other parts, so a place may meet it elsewhere, or not at all.
    """
    base = world.base(topic, WAYS[way].profile)
    times = maybe = np.asarray(base.times)
    metres = maybe_metres = _metres(world, topic, WAYS[way].profile)
    if way == WHEELCHAIR:
        maybe = np.minimum(times, world.base(topic, MAYBE).times)
        maybe_metres = _metres(world, topic, MAYBE)
    result = _tables(world, {"x": Topic(times, 1)})
    for number, group in enumerate(world.groups):
        aim, limit = world.limit_of(topic, group.key, way)
        by_crow = aim.measure == CROW
        near = metres if by_crow else times
        choices = None if by_crow else _choices(world, base, WAYS[way].profile, limit)
        told = _tables(world, {"x": Topic(near, limit, choices)})
        result["share"][number], result["choices"][number] = told["share"][number], told["choices"][number]
        perhaps = maybe_metres if by_crow else maybe
        result["maybe"][number] = _tables(world, {"x": Topic(perhaps, limit)})["share"][number]
    return result


def _metres(world: World, topic: TopicInfo, profile: str) -> npt.NDArray[np.float64]:
    """Return the straight line from each origin to the nearest facility that counts for a profile."""
    return metres_to_nearest(world.xy, world.facilities_xy(topic)[serving(topic, profile)])


def _choices(world: World, base: Any, profile: str, limit: int) -> npt.NDArray[np.int64]:
    """Return how many facilities each origin reaches within the limit."""
    start, _index, _time = world.travel.provider(profile).within(world.origins(profile), base.facilities, limit)
    return np.diff(start)


def _tables(world: World, topics: dict[str, Topic]) -> dict[str, Singles]:
    """Return the figures of one topic over all divisions, each (groups, areas + 1); everybody is the last area."""
    names = [group.key for group in world.groups]
    parts: dict[str, list[Any]] = {name: [] for name in FIGURES}
    for column, areas in _columns(world):
        table = report(topics, world.people, column, groups=names, areas=areas)
        found = {
            "people": table.people[None], "share": table.share, "mean": table.mean, "high": table.percentile,
            "without": table.without, "choices": table.choices, "maybe": table.share,
        }  # fmt: skip
        for name, values in found.items():
            parts[name].append(np.asarray(values)[0][:, : len(areas)] if areas else np.asarray(values)[0])
    return {name: np.concatenate(values, axis=1).astype(np.float32) for name, values in parts.items()}


def _columns(world: World) -> Iterator[tuple[npt.NDArray[np.int64], list[str]]]:
    """Yield (number of the area of each origin within the division, its areas), and at last everybody."""
    for position, division in enumerate(world.divisions):
        numbers = [area.number for area in division.areas]
        column = np.asarray(world.area[:, position], dtype=np.int64)
        yield np.where(column >= 0, column - numbers[0], -1), [str(number) for number in numbers]
    yield np.full(len(world), -1, dtype=np.int64), []
