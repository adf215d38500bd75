# SPDX-License-Identifier: EUPL-1.2
"""Choosing sites: covering proved on a county's demand, the p-median within a second, the published optimum.

Budgets: maximal covering of 165,000 demand points by 300 candidates proved optimal in 5 s; p-median of 500 x 300 within
1 % in 1 s. The peer is HiGHS alone on the textbook model, on the same problem in the same run.
"""

import sys
import time
from pathlib import Path

import numpy as np

from allmende.engines.siting import Covers, collapse, max_cover, p_median
from allmende.engines.siting.solver import Model

PMED1 = Path(__file__).resolve().parents[2] / "shared" / "data" / "siting" / "pmed1.txt"
PEER_SECONDS = 60


def county(demand: int, candidates: int, towns: int = 25):
    """Return (positions of demand, weights, positions of candidates): towns of different size in 40 x 40 km."""
    dice = np.random.default_rng(2026)
    centres, sizes = dice.random((towns, 2)) * 40_000, dice.pareto(1.2, towns) + 0.3
    town = dice.choice(towns, demand, p=sizes / sizes.sum())
    spread = 350 * np.sqrt(sizes)[:, None]
    people = centres[town] + dice.normal(size=(demand, 2)) * spread[town]
    seat = dice.choice(towns, candidates, p=np.sqrt(sizes) / np.sqrt(sizes).sum())
    return people, dice.integers(1, 9, demand), centres[seat] + dice.normal(size=(candidates, 2)) * spread[seat]


def deciseconds(people, places):
    """Walking times as the crow flies, int32 (demand, candidates)."""
    far = np.hypot(people[:, None, 0] - places[None, :, 0], people[:, None, 1] - places[None, :, 1])
    return (far * (10 / 1.34)).astype(np.int32)


def textbook_median(cost, p: int):
    """HiGHS alone: assignment variables for every pair."""
    demand, candidates = cost.shape
    model = Model()
    seat = model.columns(candidates, whole=True)
    goes = model.columns(demand * candidates, cost.ravel())
    row, column = np.repeat(np.arange(demand), candidates), np.tile(np.arange(candidates), demand)
    model.rows(demand, (row, goes, 1), lower=1, upper=1)
    model.rows(demand * candidates, (np.arange(len(goes)), goes, 1), (np.arange(len(goes)), seat[column], -1), upper=0)
    model.rows(1, (0, seat, 1), upper=p)
    return model.solve(PEER_SECONDS)


def row(label: str, seconds: float, text: str) -> None:
    print(f"{label:<58}{seconds:>9.2f} s   {text}")


def covering() -> None:
    people, weights, places = county(165_000, 300)
    covers = Covers.from_times(deciseconds(people, places), 9000)
    start = time.perf_counter()
    classes, _, _ = collapse(covers, weights.astype(float))
    row("  of which collapsing equal signatures", time.perf_counter() - start, f"{classes.demand:,} classes")
    for p in (5, 10, 20):
        start = time.perf_counter()
        sites = max_cover(covers, weights, p, seconds=30)
        share = sites.objective / weights.sum()
        row(
            f"maximal covering, 165,000 x 300, p = {p}",
            time.perf_counter() - start,
            f"{share:.1%} covered, proven {sites.proven}, gap {sites.gap:.3%}, {sites.method}",
        )


def medians(peer: bool) -> None:
    people, weights, places = county(500, 300)
    cost = deciseconds(people, places)
    for p in (5, 10, 20):
        exact = p_median(cost, weights, p, seconds=30)
        quick = p_median(cost, weights, p, seconds=0.9)
        gap = quick.objective / exact.objective - 1
        row(
            f"p-median, 500 x 300, p = {p}, 0.9 s allowed",
            quick.seconds,
            f"{gap:.3%} above the optimum, stated gap {quick.gap:.3%}, {quick.method}",
        )
        row("  the same, proved", exact.seconds, f"proven {exact.proven}, {exact.method}")
        if peer:
            start = time.perf_counter()
            theirs = textbook_median(cost * weights[:, None].astype(float), p)
            row(
                "  peer: HiGHS alone",
                time.perf_counter() - start,
                f"same value {np.isclose(theirs.objective, exact.objective)}",
            )


def published() -> None:
    if not PMED1.is_file():
        print("pmed1: ../shared/data/siting/pmed1.txt is not on this machine")
        return
    from tests.engines.siting.graphs import or_library

    distances, p = or_library(PMED1)
    sites = p_median(distances, np.ones(len(distances)), p, seconds=20)
    row(
        "pmed1 (OR-Library), published optimum 5819",
        sites.seconds,
        f"{sites.objective:.0f}, proven {sites.proven}, {sites.method}",
    )


def main() -> None:
    """Print the table; with --no-peer without HiGHS alone."""
    p_median(np.random.default_rng(1).random((20, 8)), np.ones(20), 2)  # compile
    covering()
    medians("--no-peer" not in sys.argv)
    published()


if __name__ == "__main__":
    main()
