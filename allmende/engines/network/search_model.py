# SPDX-License-Identifier: EUPL-1.2
"""What the search works on: the contracted graph, and points on its chains. All arrays are read-only, all times in tenths.

Named tuples, because compiled functions take them apart without cost.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from .model import Ints, Longs

FAR = int(np.iinfo(np.int32).max)
"""Time to what cannot be reached, or not within the limit: greater than any time, so `times <= limit` just works."""

Kind = TypeVar("Kind", bound=np.generic)


def frozen(array: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
    """The array, contiguous and read-only: compiled functions tell writable arrays from others, and there is to be one kind."""
    view = np.ascontiguousarray(array).view()
    view.flags.writeable = False
    return view


class Graph(NamedTuple):
    """Junctions (j) joined by chains (c): streets between two junctions, whatever number of segments they have.

    The arcs (a) of a junction are ``first[junction]:first[junction + 1]``; each chain gives an arc at either end. The cost of
    an arc is the time *from* the other end to this junction, as the search spreads from the goals against the direction of
    travel, `counter` the time to the other end. A mirrored graph has both the other way round.
    """

    first: Ints  # (j + 1)
    arcs: Ints  # (a, 2) junction at the other end; time from there, BARRED where not allowed
    counter: Ints  # (a) time to there, BARRED where not allowed
    code: Ints  # (a) 2 * chain, + 1 at the chain's second end
    ends: Ints  # (c, 2) junctions at the chain's two ends
    ways: Ints  # (c, 2) time along the chain forwards and backwards, BARRED where not allowed
    longest: int  # greatest cost of an arc
    shift: int  # width of a bucket of the queue, as a power of two

    def mirror(self) -> Graph:
        """The graph with every direction turned round."""
        arcs = np.column_stack([self.arcs[:, 0], self.counter])
        return self._replace(arcs=frozen(arcs), counter=frozen(self.arcs[:, 1]), ways=frozen(self.ways[:, ::-1]))


class Points(NamedTuple):
    """Points (n) on chains; what lies on no chain (not snapped, or nothing there is open) reaches nothing.

    `leave` and `arrive` hold the bit off the network.
    """

    chain: Ints  # (n) -1 for none
    leave: Ints  # (n, 2) time from the point to the chain's ends, BARRED where not allowed
    arrive: Ints  # (n, 2) time from the chain's ends to the point, BARRED where not allowed
    spot: Ints  # (n, 2) time from the chain's first end, forwards; time to the first end, backwards
    at: npt.NDArray[np.float64]  # (n) which segment of the chain, plus the share of it: who comes first on the chain
    off: Ints  # (n) time between the place and the network

    def mirror(self) -> Points:
        """The points with every direction turned round."""
        return self._replace(leave=self.arrive, arrive=self.leave, spot=frozen(self.spot[:, ::-1]))

    @property
    def total(self) -> int:
        """How many points there are (`len` of a named tuple is that of its fields)."""
        return len(self.chain)

    def take(self, index: Any) -> Points:
        """Some of the points: an index array, a mask or a slice."""
        return Points(*(frozen(array[index]) for array in self))

    def append(self, other: Points) -> Points:
        """These points, then the others."""
        fields: list[npt.NDArray[Any]] = [
            np.concatenate([getattr(self, name), getattr(other, name)]) for name in self._fields
        ]
        return Points(*map(frozen, fields))


class Chains(NamedTuple):
    """How segments (m) make up chains, for places on segments and for the way back from chains to streets."""

    start: Longs  # (c + 1) CSR over `segment`
    segment: Ints  # segments of each chain in order
    of: Ints  # (m) chain of a segment, -1 where the profile may not use it
    flip: npt.NDArray[np.uint8]  # (m) 1 where the chain runs against the segment
    before: Ints  # (m, 2) time from the chain's first end to where it enters the segment, forwards; and back
    rank: Ints  # (m) which segment of its chain it is


class Contracted(NamedTuple):
    """What `contract` makes of a network and a profile."""

    graph: Graph
    chains: Chains
    junction: Ints  # (j) node of each junction
