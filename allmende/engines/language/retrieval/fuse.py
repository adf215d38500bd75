# SPDX-License-Identifier: EUPL-1.2
"""Reciprocal rank fusion: G. Cormack, C. Clarke, S. Büttcher, SIGIR 2009."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def fuse(
    rankings: Iterable[Sequence[Item]], weights: Sequence[float] | None = None, k: int = 60
) -> list[tuple[Item, float]]:
    """Merge rankings into one: each item scores the sum of weight / (k + rank), rank from 1.

    Args:
        rankings: lists of items, best first; an item counts once per list, at its first place.
        weights: one per ranking; all 1 where left out.
        k: how flat the top is; 60 in the paper.

    Returns:
        Pairs (item, score), best first; equal scores keep the order in which the items came.

    Raises:
        ValueError: where there are not as many weights as rankings.
    """
    lists = list(rankings)
    if weights is None:
        weights = [1.0] * len(lists)
    if len(weights) != len(lists):
        raise ValueError(f"{len(lists)} rankings, but {len(weights)} weights")
    scores: dict[Item, float] = {}
    for ranking, weight in zip(lists, weights, strict=True):
        for rank, item in enumerate(dict.fromkeys(ranking), start=1):
            scores[item] = scores.get(item, 0.0) + weight / (k + rank)
    return sorted(scores.items(), key=lambda pair: -pair[1])
