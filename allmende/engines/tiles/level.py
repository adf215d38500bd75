# SPDX-License-Identifier: EUPL-1.2
"""All layers of one zoom with a spatial index, from which many tiles are cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import shapely

from .cut import MARGIN, cut
from .features import FeatureTable
from .mercator import EXTENT
from .mvt import encode


class Level:
    """Prepared layers (grid units of one zoom, see `prepare`), cut into tiles on request."""

    def __init__(self, tables: Sequence[FeatureTable], zoom: int) -> None:
        self.zoom = zoom
        self._tables = [table for table in tables if len(table)]
        self._trees = [shapely.STRtree(table.geometry) for table in self._tables]

    def occupied(self) -> Iterator[tuple[int, int]]:
        """Every tile (x, y) that could show something: those that the bounding box of any feature touches."""
        last = (1 << self.zoom) - 1
        found: set[tuple[int, int]] = set()
        for table in self._tables:
            boxes = np.floor(shapely.bounds(table.geometry) / EXTENT).astype(np.int64)
            for west, north, east, south in np.unique(np.clip(boxes, 0, last), axis=0).tolist():
                found.update((x, y) for x in range(west, east + 1) for y in range(north, south + 1))
        yield from sorted(found)

    def encode(self, x: int, y: int) -> bytes:
        """The tile; b'' where nothing is."""
        west, north = x * EXTENT, y * EXTENT
        window = shapely.box(west - MARGIN, north - MARGIN, west + EXTENT + MARGIN, north + EXTENT + MARGIN)
        pieces = []
        for table, tree in zip(self._tables, self._trees, strict=True):
            rows = np.sort(tree.query(window))
            if len(rows):
                pieces.append(cut(table.take(rows), x, y))
        return encode(pieces)
