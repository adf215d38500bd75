# SPDX-License-Identifier: EUPL-1.2
"""The supply report: 12 topics x 5 groups x 60 areas over 80,000 origins, and capacities beside PySAL's `access`.

Budget: the whole report, distances included, in 3 s; the measures are to be far below. Medians of five runs.
"""

import statistics
import time

import numpy as np

from allmende.engines.supply import Reach, Topic, e2sfca, rank_under_supply, report

ORIGINS, TOPICS, GROUPS, AREAS = 80_000, 12, 5, 60
ZONES = ((6000, 1.0), (12000, 0.68), (18000, 0.22))


def median(work) -> float:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def measures() -> None:
    dice = np.random.default_rng(4)
    for factor in (1, 2):
        origins = ORIGINS * factor
        people = dice.integers(0, 12, (origins, GROUPS)).astype(float)
        area = dice.integers(-1, AREAS, origins)
        topics = {
            f"topic {number}": Topic(
                dice.integers(0, 30_000, origins, dtype=np.int32), 9000, dice.integers(0, 9, origins, dtype=np.int32)
            )
            for number in range(TOPICS)
        }
        groups, areas = [f"g{n}" for n in range(GROUPS)], [f"a{n}" for n in range(AREAS)]
        seconds = median(lambda: report(topics, people, area, groups=groups, areas=areas))  # noqa: B023
        print(f"report, {origins:,} origins x {TOPICS} topics x {GROUPS} groups x {AREAS} areas{seconds:>9.3f} s")
        table = report(topics, people, area, groups=groups, areas=areas)
        print(f"  ranking its {TOPICS * GROUPS * AREAS:,} cells{median(lambda: rank_under_supply(table)):>9.3f} s")  # noqa: B023


def distances() -> None:
    """The times that such a report needs, on a random network; `bench_network` measures these at length."""
    from allmende.engines.network.search import Router
    from tests.engines.network.graphs import random_network

    network = random_network(7, 60_000, side=60_000)
    router = Router(network, "walk")
    dice = np.random.default_rng(5)
    box = network.xy.min(axis=0), network.xy.max(axis=0)
    here = router.locate(dice.uniform(*box, (ORIGINS, 2)))
    there = [router.locate(dice.uniform(*box, (30, 2))) for _ in range(TOPICS)]
    router.nearest_topics(there[:1], here)  # compile
    print(
        f"times for it: {network.nodes:,} nodes, {TOPICS} x 30 facilities{median(lambda: router.nearest_topics(there, here)):>9.3f} s"
    )


def catchments() -> None:
    import pandas as pd
    from access import fca, weights

    dice = np.random.default_rng(6)
    times = dice.integers(0, 30_000, (10_000, 60))
    people, capacity = dice.integers(1, 90, 10_000).astype(float), dice.integers(10, 120, 60).astype(float)
    reach = Reach.from_matrix(times, ZONES[-1][0])
    ours = median(lambda: e2sfca(reach, people, capacity, ZONES))
    origin, place = np.nonzero(times <= ZONES[-1][0])
    costs = pd.DataFrame({"origin": origin, "dest": place, "cost": times[origin, place]})
    demand = pd.DataFrame({"geoid": range(10_000), "demand": people})
    supply = pd.DataFrame({"supply": capacity}, index=range(60))
    step = weights.step_fn(dict(ZONES))

    def theirs():
        return fca.two_stage_fca(
            demand, supply, costs, ZONES[-1][0], demand_index="geoid", supply_name="supply", weight_fn=step
        )

    peer, same = median(theirs), np.abs(e2sfca(reach, people, capacity, ZONES).access - theirs().to_numpy()).max()
    print(
        f"E2SFCA 10,000 x 60{ours:>9.4f} s; PySAL access {peer:.4f} s: {peer / ours:.0f} times; largest difference {same:.1e}"
    )


def main() -> None:
    """Print the figures."""
    measures()
    distances()
    catchments()


if __name__ == "__main__":
    main()
