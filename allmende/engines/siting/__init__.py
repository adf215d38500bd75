# SPDX-License-Identifier: EUPL-1.2
"""Siting: where should the next ones go? Exact where it can be proved in time, else with the gap stated.

    sites = p_median(times, people, 3, fixed=[0, 4])        # least way for all together
    sites = max_cover(Covers.from_times(times, 9000), people, 3)   # most people within 15 minutes
    sites = set_cover(Covers.from_times(times, 9000), people)      # fewest sites that cover everybody
    sites.chosen, sites.objective, sites.proven, sites.gap

Demand points are rows, candidate sites are columns. Fixed sites are there anyway; p counts the new ones.
"""

from .covering import max_cover, set_cover
from .covers import Covers, collapse
from .medians import p_median
from .model import Sites, SitingError

__all__ = ["Covers", "Sites", "SitingError", "collapse", "max_cover", "p_median", "set_cover"]
