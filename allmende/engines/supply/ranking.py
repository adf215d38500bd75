# SPDX-License-Identifier: EUPL-1.2
"""Where and for whom the most is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .report import Report


@dataclass(frozen=True)
class Lack:
    """One area and group for which a topic is farther away than its standard.

    `lacking`: people beyond the standard; `share`: their share of the people (0 to 1); `without`: those of them who
    reach nothing at all.
    """

    topic: str
    group: str
    area: str
    people: float
    lacking: float
    share: float
    without: float
    percentile: float | None


def rank_under_supply(
    report: Report, *, by: Literal["people", "share"] = "people", least_people: float = 0
) -> list[Lack]:
    """Return every topic, group and area with somebody beyond the standard, worst first.

    `by`: the number of people lacking, or their share (then more people break a tie); `least_people`: leave out groups
    smaller than that, where a share says little and could tell on single households. Equal ones stay in the order of
    the report, so the list is the same every time.
    """
    found = []
    for topic in report.topics:
        for group in report.groups:
            for area in report.areas:
                cell = report.cell(topic, group, area)
                lacking = cell.people - cell.within
                if cell.people <= 0 or cell.people < least_people or lacking <= 1e-9 * cell.people:
                    continue
                found.append(
                    Lack(topic, group, area, cell.people, lacking, lacking / cell.people, cell.without, cell.percentile)
                )
    if by == "people":
        return sorted(found, key=lambda lack: (-lack.lacking, -lack.share))
    return sorted(found, key=lambda lack: (-lack.share, -lack.lacking))
