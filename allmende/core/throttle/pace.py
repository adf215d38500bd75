# SPDX-License-Identifier: EUPL-1.2
"""A limit for reading that writes nothing: so many questions per caller, kept in the memory of each process."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict


class Pace:
    """At most `burst` at once and `per_second` in the long run, per caller; each process counts for itself.

    `actions` counts in the database across processes; dragging a pin asks several times a second, and a write for each
    would cost more than the answer.
    """

    def __init__(self, burst: int, per_second: float, callers: int = 20_000) -> None:
        self.burst, self.per_second, self.callers = burst, per_second, callers
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, caller: str, now: float | None = None) -> bool:
        """Count one question and tell whether it is within the limit."""
        moment = time.monotonic() if now is None else now
        with self._lock:
            left, since = self._left.pop(caller, (float(self.burst), moment))
            left = min(float(self.burst), left + (moment - since) * self.per_second)
            allowed = left >= 1
            self._left[caller] = (left - 1 if allowed else left, moment)
            while len(self._left) > self.callers:
                self._left.popitem(last=False)
        return allowed
