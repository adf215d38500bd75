# SPDX-License-Identifier: EUPL-1.2
"""Problems for tests: all-pairs matrices of the OR-Library, and what trying every choice says."""

from itertools import combinations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path


def or_library(path):
    """Return (distances float64 (n, n), p) of a p-median file of the OR-Library (Beasley 1985)."""
    numbers = [int(word) for word in path.read_text().split()]
    nodes, _, p = numbers[:3]
    edges = {}
    for a, b, length in zip(*(iter(numbers[3:]),) * 3, strict=True):
        edges[min(a, b) - 1, max(a, b) - 1] = length  # where an edge is named twice, the last one holds
    rows, columns = np.array(list(edges)).T
    graph = csr_array((list(edges.values()), (rows, columns)), shape=(nodes, nodes))
    return shortest_path(graph, directed=False), p


def choices(candidates, p, fixed=()):
    """Yield every choice of p sites beside the fixed ones."""
    free = [site for site in range(candidates) if site not in set(fixed)]
    for chosen in combinations(free, p):
        yield [*fixed, *chosen]
