# SPDX-License-Identifier: EUPL-1.2
"""Supply: how far people have it to what they need, per topic, group and area. Pure NumPy on arrays.

    table = report({"kita": Topic(times, limit=9000)}, people, area, groups=("u3", "all"), areas=("Nord", "Süd"))
    table.cell("kita", "u3", "Nord").share          # None and a state where nobody lives or nobody reaches anything
    rank_under_supply(table)                        # worst first
    fca2(reach, children, kita_places, limit=9000)  # places per child; conserves capacity

Times are deciseconds (or metres) per origin; `FAR`, negative values and NaN are unreached, and never become a number.
`people` is (origins, groups), `area` the number of an origin's area or -1. `Reach` is a sparse matrix of times.
"""

from .catchments import LUO_QI, Catchments, e2sfca, fca2
from .measures import alternatives, mean, nearest, percentile, share_within, without
from .model import FAR, Reach, SupplyError, reached
from .ranking import Lack, rank_under_supply
from .report import Figures, Report, State, Topic, report
from .standards import Standard, load_standards

__all__ = [
    "FAR",
    "LUO_QI",
    "Catchments",
    "Figures",
    "Lack",
    "Reach",
    "Report",
    "Standard",
    "State",
    "SupplyError",
    "Topic",
    "alternatives",
    "e2sfca",
    "fca2",
    "load_standards",
    "mean",
    "nearest",
    "percentile",
    "rank_under_supply",
    "reached",
    "report",
    "share_within",
    "without",
]
