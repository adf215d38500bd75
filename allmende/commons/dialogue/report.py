# SPDX-License-Identifier: EUPL-1.2
"""The year in figures: what was written, reported, decided and appealed (cf. Art. 15 and 24 DSA). No names, no texts."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.commons.dialogue import rules
from allmende.commons.dialogue.models import Appeal, Decision, Notice, Post, Step
from allmende.commons.dialogue.reasons import REASONS, label_of


@dataclass(frozen=True)
class Figure:
    """One line of the report. `group`: what it belongs to."""

    group: str
    label: str
    value: int | str


def year_of(year: int) -> tuple[datetime, datetime]:
    """Return begin and end of a year, local time."""
    zone = timezone.get_default_timezone()
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def figures(person: Any, year: int) -> list[Figure]:
    """Return the figures of a year for all municipalities that this person moderates. Ten queries."""
    begin, end = year_of(year)

    def within(rows: QuerySet[Any], when: str) -> QuerySet[Any]:
        return rules.may_see_queue.filter(rows, person).filter(**{f"{when}__gte": begin, f"{when}__lt": end})

    decisions = within(Decision.objects.all(), "made")
    notices = within(Notice.objects.all(), "created")
    found = _written(within(Post.objects.exclude(state=Post.State.DRAFT), "created"))
    found += _counted(_("Meldungen nach Grund"), notices, "reason")
    found += [
        Figure(_("Meldungen"), _("eingegangen"), notices.count()),
        Figure(_("Meldungen"), _("beantwortet"), notices.exclude(decision=None).count()),
        Figure(
            _("Meldungen"), _("Zeit bis zur Entscheidung (Median)"),
            _duration(made - came for came, made in notices.exclude(decision=None).values_list("created", "decision__made")),
        ),
    ]  # fmt: skip
    found += _decided(decisions)
    seen = Step.objects.filter(
        source=Post.State.PENDING, target=Post.State.VISIBLE, by=Step.By.STAFF, decision__in=decisions.values("pk")
    )
    waits = seen.annotate(written=F("post__created")).values_list("written", "at")
    found.append(
        Figure(
            _("Prüfung vorab"),
            _("Zeit bis zur Veröffentlichung (Median)"),
            _duration(at - written for written, at in waits),
        )
    )
    return found + _appealed(Appeal.objects.filter(decision__in=decisions.values("pk")))


def _written(posts: QuerySet[Post]) -> list[Figure]:
    counts = dict(posts.order_by().values_list("state").annotate(n=Count("pk")))
    group = _("Beiträge")
    return [Figure(group, _("geschrieben"), sum(counts.values()))] + [
        Figure(group, str(Post.State(state).label), counts.get(state, 0))
        for state in ("visible", "pending", "hidden", "withdrawn")
    ]


def _counted(group: str, rows: QuerySet[Any], column: str) -> list[Figure]:
    counts = dict(rows.order_by().values_list(column).annotate(n=Count("pk")))
    return [Figure(group, label_of(key), counts[key]) for key in REASONS if key in counts]


def _decided(decisions: QuerySet[Decision]) -> list[Figure]:
    group = _("Entscheidungen")
    counts = dict(decisions.order_by().values_list("action").annotate(n=Count("pk")))
    undone = decisions.exclude(undone=None).count()
    found = [Figure(group, str(Decision.Action(action).label), n) for action, n in sorted(counts.items())]
    found += [
        Figure(group, _("zurückgenommen"), undone),
        Figure(group, _("davon von einem Programm entschieden"), 0),
    ]
    return found + _counted(_("Ausgeblendet nach Grund"), decisions.filter(action="hide", undone=None), "reason")


def _appealed(appeals: QuerySet[Appeal]) -> list[Figure]:
    group = _("Einsprüche")
    counts = dict(appeals.order_by().values_list("state").annotate(n=Count("pk")))
    decided = appeals.exclude(decided=None).values_list("created", "decided")
    return [
        Figure(group, _("eingegangen"), sum(counts.values())),
        *(Figure(group, str(Appeal.State(state).label), counts.get(state, 0)) for state in Appeal.State.values),
        Figure(group, _("Zeit bis zur Antwort (Median)"), _duration(end - begin for begin, end in decided)),
    ]


def _duration(spans: Iterable[timedelta]) -> str:
    """Return the median of time spans in words; a dash for none."""
    seconds = [max(span.total_seconds(), 0) for span in spans]
    if not seconds:
        return "–"
    hours = median(seconds) / 3600
    return _("%s Stunden") % f"{hours:.1f}".replace(".", ",") if hours < 48 else _("%s Tage") % round(hours / 24)


class _Echo:
    def write(self, value: str) -> str:
        return value


def as_csv(rows: Iterable[Figure], year: int) -> Iterator[str]:
    """Yield the report as CSV with semicolons, as spreadsheets here read it."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff"
    yield writer.writerow([_("Jahr"), _("Bereich"), _("Was"), _("Zahl")])
    for row in rows:
        yield writer.writerow([year, row.group, row.label, row.value])
