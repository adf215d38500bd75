# SPDX-License-Identifier: EUPL-1.2
"""Feature tables: the one shape in which geometry with attributes enters and leaves the tile engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class FeatureTable:
    """Features of one map layer, column by column.

    layer       name of the layer in the tile
    geometry    shape (n,), object array of shapely geometries. EPSG:4326 (longitude, latitude) when a table comes
                from outside; `prepare` returns grid units of a zoom, `cut` returns units of one tile
    attributes  name -> array of shape (n,). None, NaN and '' mean "has no such attribute" and are not encoded
    ids         optional, shape (n,), whole numbers >= 0: the feature ids in the tile (a browser needs them to highlight)

    Raises ValueError where a column has another length than the geometry.
    """

    layer: str
    geometry: Array
    attributes: Mapping[str, Array] = field(default_factory=dict)
    ids: Array | None = None

    def __post_init__(self) -> None:
        if self.geometry.ndim != 1:
            raise ValueError(f"layer {self.layer!r}: geometry has shape {self.geometry.shape}, expected one dimension")
        columns = dict(self.attributes)
        if self.ids is not None:
            columns["(ids)"] = self.ids
        for name, column in columns.items():
            if column.shape != self.geometry.shape:
                raise ValueError(
                    f"layer {self.layer!r}: column {name!r} has shape {column.shape}, geometry {self.geometry.shape}"
                )

    def __len__(self) -> int:
        return len(self.geometry)

    def take(self, rows: Array) -> FeatureTable:
        """The rows at the given positions (int array) or where the mask is true (bool array), in that order."""
        return FeatureTable(
            self.layer,
            self.geometry[rows],
            {name: column[rows] for name, column in self.attributes.items()},
            None if self.ids is None else self.ids[rows],
        )

    def with_geometry(self, geometry: Array) -> FeatureTable:
        """The same rows with other geometries."""
        return replace(self, geometry=geometry)


def object_array(items: list[Any]) -> Array:
    """One-dimensional object array; np.array would make lists of equally long geometries two-dimensional."""
    result = np.empty(len(items), dtype=object)
    result[:] = items
    return result
