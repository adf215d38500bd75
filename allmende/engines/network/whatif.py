# SPDX-License-Identifier: EUPL-1.2
"""What if facilities were added, removed or moved? The exact change of every origin's time to the nearest one.

    base = WhatIf(router, doctors, people)            # once; `save` and `WhatIf.load` map it
    change = base.change(add=new_places, remove=[3])  # moved: removed here, added there

The nodes whose nearest facility is removed are searched anew from the border of their region inwards; what is added spreads only
as far as it is nearer than what was there. Equal times go to the facility with the smaller number, before and after, so the
answer equals a full search, to the tenth.

The base is read only and nothing is kept between calls: any number of threads and processes may ask at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

import numpy as np
import numpy.typing as npt

from .model import Bytes, Ints, Longs
from .search import Nearest, Places, Router
from .search_model import frozen
from .store import Arrays, Kind, StoreError, load_arrays, save_arrays

BASE = Kind("whatif", "Ausgangsstand", "Bitte mit „allmende supply prepare“ neu erzeugen.", 1)


@dataclass(frozen=True, eq=False)
class Change:
    """The origins whose time changes, in order: all int32 (c,), times in tenths, `FAR` where nothing is in reach.

    `which` counts the facilities of the base, removed ones too, then the added ones; -1 where nothing is in reach.
    """

    origin: Ints
    before: Ints
    after: Ints
    which: Ints

    def __len__(self) -> int:
        return len(self.origin)


def gone_of(remove: Sequence[int] | npt.NDArray[np.integer], bases: int, added: int) -> Bytes:
    """Flags (bases + added,) of the removed. Raises ValueError for an index that no facility has."""
    index = np.asarray(remove, np.int64).reshape(-1)
    if len(index) and (index.min() < 0 or index.max() >= bases):
        raise ValueError(f"there are facilities 0 to {bases - 1}")
    gone = np.zeros(bases + added, np.uint8)
    gone[index] = 1
    return gone


class WhatIf:
    """The nearest facility of every origin as it is, and how it would change.

    Args:
        router: the network and profile.
        facilities: where they are now.
        origins: where people are; `Points` of the router to share them between bases.
        known: labels of the junctions, times and which of the origins, where they are known already (see `load`).
    """

    def __init__(
        self, router: Router, facilities: Places, origins: Places, *, known: tuple[Longs, Ints, Ints] | None = None
    ) -> None:
        self.router = router
        self.facilities, self.origins = router.place(facilities), router.place(origins)
        self.label, self.times, self.which = known or self._search()

    def _search(self) -> tuple[Longs, Ints, Ints]:
        from .search_kernels import nearest_labels, read_points

        label = frozen(nearest_labels(self.router.graph, self.facilities, -1))
        times, which = read_points(self.router.graph, label, self.origins, self.facilities, -1)
        return label, frozen(times), frozen(which)

    @property
    def nearest(self) -> Nearest:
        """The answer of the base: times and which for every origin."""
        return Nearest(self.times, self.which)

    def change(self, add: Places | None = None, remove: Sequence[int] | npt.NDArray[np.integer] = ()) -> Change:
        """The origins whose time changes when facilities are added and removed.

        Raises:
            ValueError: an index in `remove` that no facility has.
        """
        from .search_kernels import changed_points

        bases = self.facilities.total
        extra = None if add is None else self.router.place(add)
        sources = self.facilities if extra is None else self.facilities.append(extra)
        gone = gone_of(remove, bases, sources.total - bases)
        origin, after, which = changed_points(
            self.router.graph, self.label, self.times, self.origins, sources, bases, gone
        )
        return Change(origin, self.times[origin], after, which)

    def save(self, folder: FilePath) -> str:
        """Write the base into a folder of its own (facilities and origins not); returns the stamp of its content."""
        arrays: Arrays = {"label": self.label, "times": self.times, "which": self.which}
        meta = {"facilities": self.facilities.total, "junctions": len(self.router.junction)}
        return save_arrays(folder, BASE, arrays, meta)

    @classmethod
    def load(
        cls, router: Router, facilities: Places, origins: Places, folder: FilePath, *, verify: bool = True
    ) -> WhatIf:
        """Map what `save` wrote, for the same router, facilities and origins. Raises `StoreError`."""
        arrays, meta = load_arrays(folder, BASE, verify=verify)
        stored = meta["facilities"], meta["junctions"], len(arrays["times"])
        facilities, origins = router.place(facilities), router.place(origins)
        if stored != (facilities.total, len(router.junction), origins.total):
            raise StoreError(f"{folder}: Dieser Ausgangsstand gehört zu anderen Daten. {BASE.remedy}")
        label, times, which = (frozen(arrays[name]) for name in ("label", "times", "which"))
        return cls(router, facilities, origins, known=(label, times, which))
