# SPDX-License-Identifier: EUPL-1.2
"""Peers of the network search, in the environment of benchmarks/peers.txt: `peer_network.py NAME FOLDER`.

The folder holds xy.npy (n, 2), arcs.npy (m, 2), cost.npy (m) tenths of a second, topics.npy (t, f) nodes. Times in seconds to the
nearest facility are written to NAME.npy (t, n); printed is one JSON line with seconds by the clock and of the processor.
"""

import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np

LIMIT = 900.0
"""Seconds of travel that pandana looks at; without a limit it takes several times as long."""


def networkit(xy, arcs, cost, topics):
    """Dijkstra from an extra node that is joined to all facilities of the topic."""
    import networkit

    graph = networkit.Graph(len(xy) + 1, weighted=True)
    start = time.perf_counter()
    for (a, b), weight in zip(arcs.tolist(), cost.tolist(), strict=True):
        graph.addEdge(a, b, weight)
    built = time.perf_counter() - start

    def ask():
        answers = []
        for nodes in topics.tolist():
            for node in nodes:
                graph.addEdge(len(xy), node, 0.0)
            search = networkit.distance.Dijkstra(graph, len(xy), storePaths=False)
            search.run()
            answers.append(np.array(search.getDistances(asarray=True))[: len(xy)])
            for node in nodes:
                graph.removeEdge(len(xy), node)
        return np.array(answers)

    return built, ask, 3


def rustworkx(xy, arcs, cost, topics):
    """Dijkstra from an extra node that is joined to all facilities of the topic."""
    import rustworkx

    graph = rustworkx.PyGraph()
    start = time.perf_counter()
    graph.add_nodes_from(range(len(xy) + 1))
    graph.add_edges_from([(a, b, weight) for (a, b), weight in zip(arcs.tolist(), cost.tolist(), strict=True)])
    built = time.perf_counter() - start

    def ask():
        answers = np.full((len(topics), len(xy)), np.inf)
        for row, nodes in zip(answers, topics.tolist(), strict=True):
            graph.add_edges_from([(len(xy), node, 0.0) for node in nodes])
            found = rustworkx.dijkstra_shortest_path_lengths(graph, len(xy), float)
            index = np.fromiter(found.keys(), np.int64, len(found))
            values = np.fromiter(found.values(), float, len(found))
            row[index[index < len(xy)]] = values[index < len(xy)]
            graph.remove_edges_from([(len(xy), node) for node in nodes])
        return answers

    return built, ask, 3


def pandana(xy, arcs, cost, topics):
    """Contraction hierarchies, then the nearest point of interest of every node within LIMIT."""
    import pandana
    import pandas

    start = time.perf_counter()
    edges = pandas.DataFrame({"weight": cost / 10})
    network = pandana.Network(
        pandas.Series(xy[:, 0]), pandas.Series(xy[:, 1]), pandas.Series(arcs[:, 0]), pandas.Series(arcs[:, 1]), edges
    )
    built = time.perf_counter() - start

    def ask():
        answers = []
        for number, nodes in enumerate(topics):
            network.set_pois(f"topic {number}", LIMIT, 1, pandas.Series(xy[nodes, 0]), pandas.Series(xy[nodes, 1]))
            near = network.nearest_pois(LIMIT, f"topic {number}", num_pois=1)[1].to_numpy()
            answers.append(np.where(near >= LIMIT, np.inf, near * 10))
        return np.array(answers)

    return built, ask, 1


def main(name: str, folder: Path) -> None:
    xy, arcs, cost, topics = (np.load(folder / f"{part}.npy") for part in ("xy", "arcs", "cost", "topics"))
    built, ask, times = {"networkit": networkit, "rustworkx": rustworkx, "pandana": pandana}[name](
        xy, arcs, cost.astype(float), topics
    )
    clock, processor = [], []
    for _ in range(times):
        start, used = time.perf_counter(), time.process_time()
        answer = ask()
        clock.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
    np.save(folder / f"{name}.npy", answer / 10)
    print(json.dumps({"build": built, "clock": statistics.median(clock), "processor": statistics.median(processor)}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
