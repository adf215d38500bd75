# SPDX-License-Identifier: EUPL-1.2
"""Mixed-integer models as arrays, solved by HiGHS (Huangfu & Hall, Mathematical Programming Computation 10, 2018)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .model import Floats

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Answer:
    """What the solver found: `values` (columns) or None, the objective, a bound on it, and whether both meet.

    `feasible` is False only where the solver proved that no solution exists.
    """

    values: Floats | None
    objective: float
    bound: float
    proven: bool
    feasible: bool


class Model:
    """Minimise (or maximise) cost @ x with least <= x <= most, some x whole, lower <= A x <= upper."""

    def __init__(self, *, maximise: bool = False) -> None:
        self.maximise = maximise
        self._columns: list[tuple[Any, ...]] = []
        self._rows: list[tuple[Floats, Floats]] = []
        self._entries: list[tuple[Numbers, Numbers, Floats]] = []
        self._width = self._height = 0

    def columns(
        self,
        count: int,
        cost: npt.ArrayLike = 0.0,
        *,
        least: npt.ArrayLike = 0.0,
        most: npt.ArrayLike = 1.0,
        whole: bool = False,
    ) -> Numbers:
        """Add columns and return their numbers, int64 (count). Costs and limits are one number or (count)."""
        self._columns.append(
            (*(np.broadcast_to(np.asarray(each, float), count) for each in (cost, least, most)), whole)
        )
        self._width += count
        return np.arange(self._width - count, self._width)

    def rows(
        self,
        count: int,
        *parts: tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike],
        lower: npt.ArrayLike = -np.inf,
        upper: npt.ArrayLike = np.inf,
    ) -> None:
        """Add rows. Each part is (row of this call from 0, column, value), the value one number or one per entry."""
        for row, column, value in parts:
            at, entry = np.broadcast_arrays(np.asarray(row, np.int64), np.asarray(column, np.int64))
            self._entries.append((at + self._height, entry, np.broadcast_to(np.asarray(value, float), at.shape)))
        self._rows.append(
            (np.broadcast_to(np.asarray(lower, float), count), np.broadcast_to(np.asarray(upper, float), count))
        )
        self._height += count

    def solve(self, seconds: float, start: Floats | None = None) -> Answer:
        """Solve within a time limit, from a known solution where there is one. One thread: the same answer every time."""
        import highspy

        kinds = highspy.HighsVarType
        lp = self._as_lp(highspy)
        whole = [column[3] for column in self._columns for _ in column[0]]
        lp.integrality_ = [kinds.kInteger if each else kinds.kContinuous for each in whole]
        highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("threads", 1),  # no pool of threads inside a web worker
            ("time_limit", max(seconds, 0.01)),
            ("mip_rel_gap", 1e-9),
            ("mip_abs_gap", 1e-9),
        ):
            highs.setOptionValue(option, value)
        highs.passModel(lp)
        if start is not None:
            known = highspy.HighsSolution()
            known.col_value = start
            highs.setSolution(known)
        highs.run()
        status, info = highs.getModelStatus(), highs.getInfo()
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        proven = status == highspy.HighsModelStatus.kOptimal
        objective = info.objective_function_value if found else math.nan
        bound = info.mip_dual_bound if any(whole) else (objective if proven else math.nan)
        values = np.array(highs.getSolution().col_value) if found else None
        return Answer(values, objective, bound, proven, status != highspy.HighsModelStatus.kInfeasible)

    def _as_lp(self, highspy: Any) -> Any:
        from scipy.sparse import csr_array

        cost, least, most = (np.concatenate([column[part] for column in self._columns]) for part in range(3))
        row, column, value = (np.concatenate([entry[part] for entry in self._entries]) for part in range(3))
        matrix = csr_array((value, (row, column)), shape=(self._height, self._width))
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self._width, self._height
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, least, most
        lp.row_lower_, lp.row_upper_ = (np.concatenate([rows[part] for rows in self._rows]) for part in range(2))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
        lp.sense_ = highspy.ObjSense.kMaximize if self.maximise else highspy.ObjSense.kMinimize
        return lp
