# SPDX-License-Identifier: EUPL-1.2
"""Everything about a person in one file to take along: for people as a page, for programs as JSON (Art. 15, 20 GDPR)."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.files.base import File
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from allmende.core.audit.words import action_name
from allmende.core.privacy import sheet
from allmende.core.privacy.registry import Declaration, registry

JSON_NAME, HTML_NAME = "daten.json", "daten.html"
_LARGEST_FILE = 50 * 2**20


def archive(person: Any) -> bytes:
    """Return a ZIP with `daten.html`, `daten.json` and the files the person handed in. In the present language."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(HTML_NAME, as_html(person))
        packed.writestr(JSON_NAME, json.dumps(as_data(person), ensure_ascii=False, indent=1))
        for name, content in _files(person):
            packed.writestr(name, content)
    return buffer.getvalue()


def as_html(person: Any) -> str:
    """Return the readable page. It needs nothing from the network and opens in every browser."""
    context = {
        "person": person,
        "sections": sheet.sections(person),
        "looks": sheet.looks_in_words(sheet.looks_at(person)),
        "consents": sheet.consents_of(person),
        "now": timezone.now(),
        "language": get_language(),
    }
    return render_to_string("privacy/export.html", context)


def as_data(person: Any) -> dict[str, Any]:
    """Return everything as plain values: for each kind the rows and why they are stored; who looked; consents."""
    return {
        "format": "allmende-own-data-1",
        "created": timezone.now().isoformat(timespec="seconds"),
        "person": person.pk,
        "data": [
            {
                "kind": section.key,
                "title": section.title,
                "rows": [{value.name: value.text for value in row} for row in section.rows],
                "why": [asdict(why) for why in section.why],
            }
            for section in sheet.sections(person)
        ],
        "access": [
            {
                "number": entry.sequence,
                "at": entry.at.isoformat(),
                "who": look.who,
                "action": entry.action,
                "action_name": action_name(entry.action),
                "object": f"{entry.object_label} {entry.object_id}".strip(),
                "reason": entry.reason,
            }
            for entry, look in ((entry, sheet.looks_in_words([entry])[0]) for entry in sheet.looks_at(person))
        ],
        "consents": [
            {
                "purpose": consent.key,
                "version": consent.text.version,
                "language": consent.text.language,
                "title": consent.text.title,
                "text": consent.text.text,
                "given": consent.given.isoformat(),
                "way": consent.way,
                "withdrawn": consent.withdrawn and consent.withdrawn.isoformat(),
            }
            for consent in sheet.consents_of(person)
        ],
    }


def _files(person: Any) -> Iterator[tuple[str, bytes]]:
    """Yield the files that the person handed in, as (name in the archive, content)."""
    for declaration in registry().declarations:
        for name in _file_fields(declaration):
            for row in declaration.rows(person):
                file: File[bytes] = getattr(row, name)
                if file and file.size <= _LARGEST_FILE:
                    with file.open("rb") as opened:
                        yield f"dateien/{declaration.model}-{row.pk}-{str(file.name).rsplit('/')[-1]}", opened.read()


def _file_fields(declaration: Declaration) -> list[str]:
    from django.db.models import FileField

    if declaration.subject is None or not declaration.export:
        return []
    meta = declaration.model_class._meta
    return [name for name in declaration.fields if isinstance(meta.get_field(name), FileField)]
