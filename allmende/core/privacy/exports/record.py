# SPDX-License-Identifier: EUPL-1.2
"""The record of processing activities (Art. 30 GDPR), made from the declarations."""

from __future__ import annotations

from dataclasses import dataclass

from allmende.core.audit.exports import safe
from allmende.core.privacy.registry import Activity, registry
from allmende.core.privacy.sheet import label_of

HEADINGS = (
    "activity", "data_subjects", "recipients", "third_country_transfer", "data", "field", "sensitive", "purpose",
    "legal_basis", "retention", "source", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """Data of one kind with the same purpose, basis, retention and source."""

    kind: str
    fields: tuple[str, ...]
    names: tuple[str, ...]
    sensitive: bool
    purpose: str
    basis: str
    retention: str
    source: str


@dataclass(frozen=True)
class Processing:
    """One activity with its lines."""

    activity: Activity
    lines: list[Line]


def record_of_processing() -> list[Processing]:
    """Return all activities in which personal data is stored, by title."""
    found: dict[str, Processing] = {}
    for declaration in registry().declarations:
        if not declaration.fields:
            continue
        activity = registry().activity_of(declaration)
        processing = found.setdefault(activity.key, Processing(activity, []))
        meta = declaration.model_class._meta
        grouped: dict[tuple[bool, str, str, str, str], list[str]] = {}
        for name, personal in declaration.fields.items():
            key = (
                personal.sensitive,
                *map(str, (personal.purpose, personal.basis, personal.retention.text, personal.source)),
            )
            grouped.setdefault(key, []).append(name)  # type: ignore[arg-type]
        processing.lines.extend(
            Line(
                str(meta.verbose_name_plural if declaration.is_own else declaration.heading),
                tuple(str(declaration.fields[name].label) or label_of(meta.get_field(name)) for name in names),
                tuple(f"{meta.label}.{name}" for name in names),
                *key,
            )
            for key, names in grouped.items()
        )
    return sorted(found.values(), key=lambda processing: str(processing.activity.title))


def record_rows() -> list[tuple[str, ...]]:
    """Return the record as rows of text under `HEADINGS`, one for each field."""
    rows = []
    for processing in record_of_processing():
        activity = processing.activity
        for line in processing.lines:
            for label, name in zip(line.fields, line.names, strict=True):
                cells = (
                    activity.title, activity.people, activity.recipients, activity.transfer, f"{line.kind}: {label}", name,
                    "yes" if line.sensitive else "", line.purpose, line.basis, line.retention, line.source, activity.note,
                )  # fmt: skip
                rows.append(tuple(safe(str(cell)) for cell in cells))
    return rows
