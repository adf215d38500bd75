# SPDX-License-Identifier: EUPL-1.2
"""Synonyms from a CSV with the columns `suchwort`, `bedeutung` and, where wanted, `sprache`."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from allmende.core.imports.report import ImportRefused, Report
from allmende.core.imports.text import read_table
from allmende.core.municipality.models import Municipality
from allmende.core.search import languages
from allmende.core.search.models import Synonym
from allmende.core.search.text import base_language

TERM, MEANING, LANGUAGE = "suchwort", "bedeutung", "sprache"
MOST = 5000


def read_synonyms(path: Path, municipality: Municipality, name: str = "") -> list[Synonym]:
    """Return the synonyms of a file, not stored, each once. Raises `ImportRefused`, which names line, column and remedy."""
    file = name or path.name
    report = Report(file)
    try:
        table = read_table(path, report)
        table.need(TERM, MEANING)
    except ImportRefused as error:
        raise ImportRefused(
            error.reason, file=file, where=error.where, field=error.field, remedy=error.remedy
        ) from error
    if report.rejects:
        first = report.rejects[0]
        raise ImportRefused(first.reason, file=file, where=first.where, field=first.field, remedy=first.remedy)
    if len(table.rows) > MOST:
        raise ImportRefused(
            _("Die Tabelle hat mehr als %d Zeilen.") % MOST, file=file, remedy=_("Teilen Sie sie in mehrere Dateien.")
        )
    found: dict[tuple[str, str, str], Synonym] = {}
    for row in table.rows:
        language = base_language(row[LANGUAGE] or languages.SOURCE_LANGUAGE)
        if language not in languages.codes():
            raise ImportRefused(
                _("Die Sprache „%s“ gibt es hier nicht.") % row[LANGUAGE],
                file=file,
                where=row.where,
                field=LANGUAGE,
                remedy=_("Möglich sind: %s.") % ", ".join(languages.codes()),
            )
        synonym = Synonym(municipality=municipality, language=language, term=row[TERM], meaning=row[MEANING])
        try:
            synonym.clean_fields(exclude=["municipality", "folded", "folded_meaning"])
            synonym.clean()
        except ValidationError as error:
            field, texts = next(iter(error.message_dict.items()))
            raise ImportRefused(
                " ".join(texts),
                file=file,
                where=row.where,
                field={"term": TERM, "meaning": MEANING}.get(field, field),
                remedy=_("Berichtigen Sie die Zeile und laden Sie die Datei noch einmal hoch. Gespeichert ist nichts."),
            ) from error
        found.setdefault((language, synonym.folded, synonym.folded_meaning), synonym)
    return list(found.values())
