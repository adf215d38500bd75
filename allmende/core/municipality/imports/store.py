# SPDX-License-Identifier: EUPL-1.2
"""Taking a register over: what it lists, what it no longer lists, and what an older one tells about the past.

Registers may come in any order of their dates. Each body keeps the newest names, its outline with a date of its own,
and a period of validity that starts at the first date known and ends the day before the first register without it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from allmende.core.audit.actions import record
from allmende.core.freshness.memory import renew
from allmende.core.imports.report import ImportRefused, Report
from allmende.core.imports.upsert import assign, overwrite
from allmende.core.municipality.imports.snapshot import LEVELS, TITLES_OF_SINGLE, Body, Kind, Snapshot, identity_of
from allmende.core.municipality.models import Municipality, Presence

DAY = datetime.timedelta(days=1)
NAMES = ("name", "title", "ars", "ags", "area_ha", "population", "postcode")
FIELDS = (*NAMES, "parent", "valid_from", "valid_to", "geom", "as_of", "geom_as_of")
MAX_VANISHED_SHARE = 0.1
MAX_VANISHED_FEW = 20

Identity = tuple[str, str]


def store(snapshot: Snapshot, report: Report, *, allow_vanish: bool = False, dry_run: bool = False) -> None:
    """Store a snapshot in one transaction and count what happened per kind.

    Raises `ImportRefused` when far more bodies of one Land would vanish than reforms explain, unless `allow_vanish`.
    """
    with transaction.atomic():
        known = _Known(snapshot)
        for level, bodies in _levels(snapshot):
            new, differing, same = _take(bodies, snapshot, known)
            Municipality.objects.bulk_create(new, batch_size=2000)
            known.keep(new)
            overwrite(Municipality, differing, FIELDS)
            report.count("added", level, len(new))
            report.count("changed", level, len(differing))
            report.count("unchanged", level, same)
        vanished = _vanished(snapshot, known, report, allow_vanish)
        overwrite(Municipality, vanished, ("valid_to",))
        for row in vanished:
            report.count("vanished", row.kind)
        _tell(snapshot, report, vanished)
        renew("municipality")
        if report.changes:
            record(
                "municipality.store_register", actor=None, details={"bodies": sum(len(b) for _, b in _levels(snapshot))}
            )
        if dry_run:
            transaction.set_rollback(True)


def _levels(snapshot: Snapshot) -> Iterator[tuple[Kind, list[Body]]]:
    """Yield the bodies level by level from the top, so that every parent is stored before its members."""
    for level in LEVELS:
        bodies = [body for body in snapshot.bodies.values() if body.kind == level]
        if level == Kind.REGION:  # Baden-Württemberg: regions within Regierungsbezirke
            yield level, [body for body in bodies if body.ars[3] == "0"]
            bodies = [body for body in bodies if body.ars[3] != "0"]
        yield level, bodies


class _Known:
    """The rows in the database, by identity and period, and by key for finding parents."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.rows: dict[Identity, list[Municipality]] = defaultdict(list)
        self.by_key: dict[Identity, Municipality] = {}
        self.dates: dict[tuple[str, str], set[datetime.date]] = defaultdict(set)
        self.keep(Municipality.objects.order_by("valid_from"))
        for rows in list(self.rows.values()):
            for row in rows:
                if row.as_of:
                    self.dates[row.kind, row.ars[:2]].add(row.as_of)

    def keep(self, rows: Any) -> None:
        """Take rows in, current ones in front of closed ones where both have the key."""
        for row in rows:
            self.rows[identity_of(row.kind, row.ars, row.ags)].append(row)
            key = (row.kind, row.ars)
            if key not in self.by_key or row.valid_to is None:
                self.by_key[key] = row

    def match(self, identity: Identity, date: datetime.date) -> Municipality | None:
        """Return the row of the body at a date: the one valid then, else the next one later (it began earlier than known)."""
        for row in self.rows.get(identity, ()):
            if row.valid_to is None or row.valid_to >= date:
                return row
        return None

    def later_register(self, kind: str, ars: str, date: datetime.date) -> datetime.date | None:
        """Return the date of the next register after `date` that covers this kind and Land, or None."""
        return min((known for known in self.dates[kind, ars[:2]] if known > date), default=None)

    def parent_of(self, kind: str, ars: str) -> Municipality | None:
        """Return the body directly above: the nearest level that exists; an association of one town is passed over."""
        above: list[tuple[str, str]] = []
        if kind == Kind.TOWN:
            above.append((Kind.ASSOCIATION, ars[:9]))
        if kind in {Kind.TOWN, Kind.ASSOCIATION}:
            above.append((Kind.COUNTY, ars[:5]))
        if kind != Kind.LAND:
            above += [(Kind.REGION, ars[:4]), (Kind.REGION, ars[:3]), (Kind.LAND, ars[:2])]
        for level, prefix in above:
            key = prefix.ljust(12, "0")
            row = self.by_key.get((str(level), key))
            if row is None or (kind == level and key == ars):
                continue
            if level == Kind.ASSOCIATION and row.title in TITLES_OF_SINGLE:
                continue
            return row
        return None


def _take(bodies: list[Body], snapshot: Snapshot, known: _Known) -> tuple[list[Municipality], list[Municipality], int]:
    """Return (rows to insert, rows to overwrite, number of rows that stay as they are)."""
    new, differing, same = [], [], 0
    for body in bodies:
        row = known.match(body.identity, snapshot.as_of)
        since = min(body.since or snapshot.as_of, snapshot.as_of)
        if row is None:
            new.append(_new_row(body, since, snapshot, known))
        elif assign(row, _values(row, body, since, snapshot, known)):
            differing.append(row)
        else:
            same += 1
    return new, differing, same


def _new_row(body: Body, since: datetime.date, snapshot: Snapshot, known: _Known) -> Municipality:
    later = known.later_register(body.kind, body.ars, snapshot.as_of)
    earlier = known.rows.get(body.identity, ())
    if earlier:  # the key was used before: the periods must not overlap
        since = max(since, max(row.valid_to for row in earlier if row.valid_to) + DAY)
    return Municipality(
        kind=body.kind,
        **{name: getattr(body, name) for name in NAMES},
        parent=known.parent_of(body.kind, body.ars),
        valid_from=since,
        valid_to=later - DAY if later else None,
        geom=body.geom,
        as_of=snapshot.as_of,
        geom_as_of=snapshot.as_of if body.geom is not None else None,
    )


def _values(row: Municipality, body: Body, since: datetime.date, snapshot: Snapshot, known: _Known) -> dict[str, Any]:
    """Return the values the row should have now that this source was read too."""
    date = snapshot.as_of
    leads = row.as_of is None or date > row.as_of or (date == row.as_of and snapshot.leads)
    values: dict[str, Any] = {}
    for name in NAMES:
        said, has = getattr(body, name), getattr(row, name)
        silent = said is None or said == ""
        if not silent and (leads or has is None or has == ""):
            values[name] = said
    parent = known.parent_of(row.kind, values.get("ars", row.ars))
    values["parent_id"] = parent.pk if parent else None
    values["as_of"] = max(date, row.as_of or date)
    earlier = [
        other.valid_to
        for other in known.rows[body.identity]
        if other.valid_to and other.valid_to < date and other is not row
    ]
    values["valid_from"] = min(row.valid_from, max([since, *(end + DAY for end in earlier)]))
    if body.geom is not None and (row.geom_as_of is None or date >= row.geom_as_of):
        values |= {"geom": body.geom, "geom_as_of": date}
    return values


def _vanished(snapshot: Snapshot, known: _Known, report: Report, allow_vanish: bool) -> list[Municipality]:
    """Close the current rows that this source should list and does not; return them."""
    if snapshot.unreadable:
        report.note(_("Weil Zeilen mit unlesbarem Schlüssel abgelehnt wurden, gilt keine Kommune als weggefallen."))
        return []
    gone = []
    current: dict[tuple[str, str], int] = defaultdict(int)
    lost: dict[tuple[str, str], int] = defaultdict(int)
    for identity, rows in known.rows.items():
        for row in rows:
            if row.valid_to is not None or not snapshot.lists_all_of(row.kind, row.ars):
                continue
            current[row.kind, row.ars[:2]] += 1
            listed = identity in snapshot.bodies or identity in snapshot.held
            if listed or (row.as_of or row.valid_from) >= snapshot.as_of:
                continue
            row.valid_to = max(snapshot.as_of - DAY, row.valid_from)
            lost[row.kind, row.ars[:2]] += 1
            gone.append(row)
    for (kind, land), number in lost.items():
        if number > max(MAX_VANISHED_FEW, current[kind, land] * MAX_VANISHED_SHARE) and not allow_vanish:
            raise ImportRefused(
                _("%(number)d von %(all)d Einträgen (%(kind)s) im Land %(land)s stehen nicht mehr in der Datei.")
                % {"number": number, "all": current[kind, land], "kind": Kind(kind).label, "land": land},
                file=snapshot.source,
                remedy=_(
                    "Prüfen Sie, ob die Datei vollständig ist. Wenn ja, wiederholen Sie den Import mit --allow-vanish."
                ),
            )
    return gone


def _tell(snapshot: Snapshot, report: Report, vanished: list[Municipality]) -> None:
    """Note what the operator should know: towns without outline, and own municipalities that ceased to exist."""
    bare = Municipality.objects.filter(kind=Kind.TOWN, valid_to__isnull=True, geom__isnull=True).count()
    if bare:
        report.note(_("%d Gemeinden haben keine Grenze (import municipalities shape liest sie).") % bare)
    own = Presence.objects.filter(municipality__in=[row.pk for row in vanished])
    for presence in own:
        report.note(
            _("Achtung: „%(name)s“ steht seit %(date)s nicht mehr im Verzeichnis; der Auftritt bleibt bestehen.")
            % {"name": presence.display_name, "date": snapshot.as_of}
        )
