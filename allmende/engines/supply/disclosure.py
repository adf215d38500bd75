# SPDX-License-Identifier: EUPL-1.2
"""Disclosure control: from counts of people to a safe table that every public answer is computed from.

Whoever may ask any number of questions about user-drawn points can add and subtract the answers. So the answers are not
made safe one by one: they are all computed from one table that is safe itself, and may be known in full.

1. Gather. Cells (or houses, sorted into cells of 100 m) stand alone where enough people live; the others are gathered
   in squares of 200 m, 400 m, ... of the same areas until there are enough, and the last join their neighbours. "Enough"
   is `minimum` plus a secret 0 to `base - 1` of each square. So every origin stands for at least `minimum` people.
2. Round. The people of each origin are rounded to a multiple of `base` at random, up with the probability of the
   remainder (unbiased random rounding; Willenborg & de Waal, Elements of Statistical Disclosure Control, 2001, ch. 8).
3. Groups. Counts of target groups are small, so they are summed over blocks of at least `block` people of the safe table,
   rounded in the same way, and laid in portions of `base` on random origins of the block, nowhere more than its people.

Every secret number is a keyed hash of the square it is for: the same question gets the same noise for ever, and repeating
it teaches nothing. All numbers of the table are multiples of `base`; so are all sums of them and all differences.

What that bounds: two populations that differ by one household of h people, h_g of them in group g, give the same table, and
with it the same answer to every question, but for a probability over the secret key of at most

    ((s + 1) * h + sum of h_g) / base

where s is the number of squares that were tested for it in step 1 (one in towns, seldom more than three). Zeros stay zeros.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .model import SupplyError

Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

CELL = 100.0
"""Metres: the cells of the German census, and what houses are sorted into."""
LEVELS = 8
"""Squares of 100 m times 2 to the power of 0 ... 7: at most 12.8 km."""
BASE = 10
MINIMUM = 10
BLOCK = 200


@dataclass(frozen=True)
class SafePopulation:
    """Origins that may be known in full.

    xy float64 (m, 2) metres: middle of the cells an origin stands for, which says nothing about how many live in which;
    people int32 (m, 1 + groups): all people first, then each group, multiples of `base`; area int32 (m, divisions).
    """

    xy: Floats
    people: npt.NDArray[np.int32]
    area: npt.NDArray[np.int32]
    base: int = BASE

    def __len__(self) -> int:
        return len(self.xy)


@dataclass(frozen=True)
class Gathered:
    """How cells were gathered: `origin` int64 (cells), -1 for those without people; `tests` (cells): squares tested."""

    origin: Longs
    tests: Longs
    names: list[tuple[int, int, int]]

    @property
    def count(self) -> int:
        """How many origins there are."""
        return len(self.names)


def make_safe(
    xy: npt.ArrayLike,
    people: npt.ArrayLike,
    area: npt.ArrayLike,
    secret: bytes,
    *,
    base: int = BASE,
    minimum: int = MINIMUM,
    block: int = BLOCK,
) -> SafePopulation:
    """Return the safe table of a population.

    xy (n, 2): metres. people int (n, 1 + groups): all people first. area int (n, divisions): number of the area in each
    division, -1 for none. secret: at least 16 bytes that never leave the installation and never change.

    Raises `SupplyError` for arrays that do not fit, counts that are negative or larger than all people, a short secret.
    """
    points, counts, areas = _checked(xy, people, area, secret)
    order = np.lexsort((points[:, 1], points[:, 0]))  # so that the order of the rows makes no difference
    points, counts, areas = points[order], counts[order], areas[order]
    noise = _Noise(secret)
    regions = np.unique(areas, axis=0, return_inverse=True)[1].reshape(-1)
    found = gather(points, counts[:, 0], regions, noise, minimum=minimum, spread=base)
    inside = found.origin >= 0
    m = found.count
    true = np.zeros((m, counts.shape[1]), dtype=np.int64)
    np.add.at(true, found.origin[inside], counts[inside])
    middle, where = _places(points, areas, found, m)
    safe = np.zeros_like(true)
    safe[:, 0] = _rounded(true[:, 0], noise.of(("all", *name) for name in found.names), base)
    _spread_groups(middle, where, true, safe, noise, base, block)
    return SafePopulation(middle, safe.astype(np.int32), where.astype(np.int32), base)


def gather(
    xy: Floats, total: Longs, region: Longs, noise: _Noise | None = None, *, minimum: int, spread: int = 0
) -> Gathered:
    """Gather points with too few people into squares of the same region; see the head of this module.

    With `spread`, what is enough differs by 0 to spread - 1 from square to square, keyed by `noise`.
    """
    origin = np.full(len(total), -1, dtype=np.int64)
    tests = np.zeros(len(total), dtype=np.int64)
    names: list[tuple[int, int, int]] = []
    grid = np.floor(xy / CELL).astype(np.int64)
    left = np.flatnonzero(total > 0)
    for level in range(LEVELS):
        if not len(left):
            break
        square = np.column_stack([grid[left] >> level, region[left]])
        each, which = np.unique(square, axis=0, return_inverse=True)
        which = which.reshape(-1)
        sums = np.bincount(which, weights=total[left], minlength=len(each)).astype(np.int64)
        enough = np.full(len(each), minimum)
        if noise is not None and spread:
            enough = enough + np.floor(noise.of(("enough", level, x, y) for x, y, _ in each.tolist()) * spread).astype(
                int
            )
        tests[left] += 1
        stands = sums >= enough
        number = np.cumsum(stands) - 1 + len(names)
        origin[left] = np.where(stands[which], number[which], -1)
        names.extend((level, x, y) for x, y, _ in each[stands].tolist())
        left = left[~stands[which]]
    _join_neighbours(xy, region, origin, left)
    return Gathered(origin, tests, names)


def _join_neighbours(xy: Floats, region: Longs, origin: Longs, left: Longs) -> None:
    """Let the points that are left join the origin of the nearest point, of the same region where there is one."""
    placed = np.flatnonzero(origin >= 0)
    if not len(placed) or not len(left):
        return
    from scipy.spatial import cKDTree

    joined = origin[placed[cKDTree(xy[placed]).query(xy[left])[1]]]
    for each in np.unique(region[left]).tolist():
        own = placed[region[placed] == each]
        if len(own):
            mine = region[left] == each
            joined[mine] = origin[own[cKDTree(xy[own]).query(xy[left[mine]])[1]]]
    origin[left] = joined


def _places(points: Floats, areas: Longs, found: Gathered, m: int) -> tuple[Floats, Longs]:
    """Return the middle of each origin's cells, and its areas: those of its first cell, which are those of its square."""
    inside = np.flatnonzero(found.origin >= 0)
    which = found.origin[inside]
    share = np.bincount(which, minlength=m)
    middle = np.column_stack([np.bincount(which, weights=points[inside, axis], minlength=m) / share for axis in (0, 1)])
    order = np.lexsort((found.tests[inside], which))  # those that joined at the end were tested most often
    first = inside[order[np.searchsorted(which[order], np.arange(m))]]
    return middle, areas[first]


def _spread_groups(xy: Floats, areas: Longs, true: Longs, safe: Longs, noise: _Noise, base: int, block: int) -> None:
    """Fill in the groups of the safe table block by block, see step 3. Blocks follow from the safe table alone."""
    regions = np.unique(areas, axis=0, return_inverse=True)[1].reshape(-1)
    blocks = gather(xy, safe[:, 0], regions, minimum=block)
    number = blocks.origin if blocks.count else np.where(safe[:, 0] > 0, 0, -1)  # a hamlet is one block
    names = blocks.names or [(LEVELS, 0, 0)]
    portions = np.repeat(np.arange(len(safe)), safe[:, 0] // base)
    turn = np.arange(len(portions)) - np.repeat(np.cumsum(safe[:, 0] // base) - safe[:, 0] // base, safe[:, 0] // base)
    cell = np.floor(xy / CELL).astype(np.int64)
    for group in range(1, true.shape[1]):
        sums = np.bincount(number, weights=true[:, group], minlength=len(names)).astype(np.int64)
        wanted = _rounded(sums, noise.of(("group", group, *name) for name in names), base) // base
        luck = noise.of(
            ("portion", group, x, y, n) for (x, y), n in zip(cell[portions].tolist(), turn.tolist(), strict=True)
        )
        order = np.lexsort((luck, number[portions]))
        starts = np.searchsorted(number[portions][order], np.arange(len(names)))
        rank = np.arange(len(order)) - starts[number[portions][order]]
        chosen = portions[order[rank < wanted[number[portions][order]]]]
        safe[:, group] = np.bincount(chosen, minlength=len(safe)) * base


def _rounded(counts: Longs, luck: Floats, base: int) -> Longs:
    """Round to multiples of base, up with the probability of the remainder: the expectation stays. 0 stays 0."""
    down = counts // base
    return (down + (luck < (counts - down * base) / base)) * base


class _Noise:
    """Secret numbers from 0 to below 1, the same for the same name for ever (keyed BLAKE2b)."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret[:64]

    def of(self, names: Iterable[tuple[object, ...]]) -> Floats:
        """Return one number per name."""
        fresh = hashlib.blake2b(key=self.secret, digest_size=8)
        digests = []
        for name in names:
            one = fresh.copy()
            one.update(repr(name).encode())
            digests.append(one.digest())
        return (np.frombuffer(b"".join(digests), dtype="<u8") >> np.uint64(11)).astype(np.float64) / 2.0**53


def _checked(
    xy: npt.ArrayLike, people: npt.ArrayLike, area: npt.ArrayLike, secret: bytes
) -> tuple[Floats, Longs, Longs]:
    points, counts, areas = np.asarray(xy, dtype=np.float64), np.asarray(people), np.asarray(area, dtype=np.int64)
    if len(secret) < 16:
        raise SupplyError("the secret needs at least 16 bytes")
    if points.ndim != 2 or points.shape[1:] != (2,) or counts.ndim != 2 or areas.ndim != 2:
        raise SupplyError("xy is (n, 2), people (n, 1 + groups), area (n, divisions)")
    if not len(points) == len(counts) == len(areas):
        raise SupplyError(f"{len(points)} points, {len(counts)} counts and {len(areas)} areas do not fit")
    if not np.isfinite(points).all():
        raise SupplyError("points must be finite")
    whole = counts.astype(np.int64)
    if (whole != counts).any() or (whole < 0).any() or (whole > whole[:, :1]).any():
        raise SupplyError("people are whole numbers, not negative, and no group has more than all people")
    return points, whole, areas
