# SPDX-License-Identifier: EUPL-1.2
"""The answer to a what-if question: numbers, and the same in sentences. Everything in it follows from the safe table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.know.supply.changes import Asked, to_stored
from allmende.know.supply.words import CROW, METRES, Group, Way
from allmende.know.supply.world import Aim, AreaInfo, DivisionInfo, TopicInfo, World

NAMED = 3
"""So many quarters are named in the sentences; the list has all."""


def people_text(count: float) -> str:
    """Return a count of people in words: every count is a multiple of ten, and none below ten is told."""
    if count <= 0:
        return _("weniger als 10")
    return _("etwa %s") % whole(count)


def whole(number: float) -> str:
    """Return a whole number as people write it."""
    return str(number_format(round(number), use_l10n=True, force_grouping=True))


def minutes_text(minutes: float | None) -> str:
    """Return minutes in words."""
    if minutes is None:
        return _("nicht erreichbar")
    shown = max(1, round(minutes))
    return ngettext("%s Minute", "%s Minuten", shown) % whole(shown)


def percent_text(share: float | None) -> str:
    """Return a share (0 to 1) as percent; words where too few live to tell."""
    return _("zu wenige Menschen") if share is None else f"{round(share * 100)} %"


def aim_text(aim: Aim, way: Way) -> str:
    """Return a standard in words."""
    if aim.unit == METRES:
        if aim.measure == CROW:
            return _("höchstens %s m Luftlinie") % whole(aim.limit)
        return _("höchstens %(limit)s m Weg, %(way)s") % {"limit": whole(aim.limit), "way": way.name}
    return _("höchstens %(limit)s Minuten %(way)s") % {"limit": whole(aim.limit), "way": way.name}


@dataclass(frozen=True)
class Change:
    """Before and after for some people: in the whole municipality or in one quarter. Counts are multiples of ten.

    gain, lose: people who are newly within the standard, or no longer. shorter, longer: people whose way changes.
    share: of the people, within the standard (None: too few to tell). minutes: mean way of those who reach something.
    """

    people: int
    gain: int
    lose: int
    shorter: int
    longer: int
    share_before: float | None
    share_after: float | None
    minutes_before: float | None
    minutes_after: float | None
    without_before: int
    without_after: int

    @property
    def is_any(self) -> bool:
        """Whether the way of anybody changes."""
        return bool(self.shorter or self.longer or self.gain or self.lose)

    @property
    def balance(self) -> int:
        """People with a shorter way less those with a longer one."""
        return self.shorter - self.longer

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, shares in whole percent."""
        return {
            "people": self.people,
            "gain": self.gain,
            "lose": self.lose,
            "shorter": self.shorter,
            "longer": self.longer,
            "share": [_percent(self.share_before), _percent(self.share_after)],
            "minutes": [_minutes(self.minutes_before), _minutes(self.minutes_after)],
            "without": [self.without_before, self.without_after],
        }


def _percent(share: float | None) -> int | None:
    return None if share is None else round(share * 100)


def _minutes(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes, 1)


@dataclass(frozen=True)
class Answer:
    """What would change. `areas` are all quarters of the division; `problems` say what was left out of the question."""

    asked: Asked
    topic: TopicInfo
    group: Group
    way: Way
    aim: Aim
    division: DivisionInfo | None
    total: Change
    areas: tuple[tuple[AreaInfo, Change], ...]
    problems: tuple[str, ...]
    world: World

    @property
    def changed(self) -> list[tuple[AreaInfo, Change]]:
        """The quarters in which something changes, the most first."""
        some = [pair for pair in self.areas if pair[1].is_any]
        return sorted(some, key=lambda pair: (-pair[1].shorter - pair[1].longer, pair[0].name))

    @property
    def aim_text(self) -> str:
        """The standard in words."""
        return aim_text(self.aim, self.way)

    @property
    def sentences(self) -> list[str]:
        """The answer in words; a screen reader tells them, and they stand on the sheet."""
        total = self.total
        if not self.asked.changes:
            return [self._today()]
        if not total.is_any:
            return [_("Damit ändert sich für niemanden oder für weniger als 10 Menschen etwas."), self._today()]
        told = []
        if total.shorter:
            told.append(
                _("Kürzerer Weg: %(count)s (%(group)s).")
                % {"count": people_text(total.shorter), "group": self.group.name}
            )
        if total.longer:
            told.append(
                _("Längerer Weg: %(count)s (%(group)s).")
                % {"count": people_text(total.longer), "group": self.group.name}
            )
        if total.gain:
            told.append(_("Neu nah genug: %s.") % people_text(total.gain))
        if total.lose:
            told.append(_("Nicht mehr nah genug: %s.") % people_text(total.lose))
        if total.share_before is not None and total.share_after is not None:
            told.append(
                _("Nah genug (%(aim)s): vorher %(before)s, nachher %(after)s.")
                % {
                    "aim": self.aim_text,
                    "before": percent_text(total.share_before),
                    "after": percent_text(total.share_after),
                }
            )
        told.append(
            _("Mittlerer Weg: vorher %(before)s, nachher %(after)s.")
            % {"before": minutes_text(total.minutes_before), "after": minutes_text(total.minutes_after)}
        )
        better = [area.name for area, change in self.changed if change.balance > 0]
        worse = [area.name for area, change in self.changed if change.balance < 0]
        if better:
            told.append(_("Besser wird es vor allem hier: %s.") % _names(better))
        if worse:
            told.append(_("Schlechter wird es vor allem hier: %s.") % _names(worse))
        return told

    def _today(self) -> str:
        return _("Heute nah genug (%(aim)s): %(share)s. Mittlerer Weg: %(minutes)s.") % {
            "aim": self.aim_text,
            "share": percent_text(self.total.share_before),
            "minutes": minutes_text(self.total.minutes_before),
        }

    def as_dict(self) -> dict[str, Any]:
        """Return what the JSON answer holds."""
        return {
            "topic": self.topic.key,
            "group": self.group.key,
            "way": self.way.key,
            "changes": to_stored(self.asked.changes),
            "standard": {
                "limit": self.aim.limit,
                "unit": self.aim.unit,
                "measure": self.aim.measure,
                "source": self.aim.source,
                "text": self.aim_text,
            },
            "by_street": self.world.by_street(self.way.key),
            "total": self.total.as_dict(),
            "areas": [{"id": area.pk, "name": area.name, **change.as_dict()} for area, change in self.areas],
            "sentences": self.sentences,
            "problems": [*self.problems],
            "version": self.world.version,
            "computed": self.world.made.isoformat(timespec="minutes"),
            "rounded_to": self.world.base_count,
        }


def _names(names: Iterable[str]) -> str:
    listed = [*names]
    more = len(listed) - NAMED
    text = ", ".join(listed[:NAMED])
    return f"{text} ({ngettext('und %s weiteres', 'und %s weitere', more) % more})" if more > 0 else text
