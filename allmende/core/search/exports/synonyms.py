# SPDX-License-Identifier: EUPL-1.2
"""Synonyms and vain searches as CSV for German spreadsheets (UTF-8 with byte order mark, semicolons)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from allmende.core.imports.report import harmless
from allmende.core.search.imports.synonyms import LANGUAGE, MEANING, TERM
from allmende.core.search.models import Miss, Synonym


def synonyms_csv(rows: Iterable[Synonym]) -> str:
    """Return a table that `read_synonyms` reads again."""
    return _csv((TERM, MEANING, LANGUAGE), ((row.term, row.meaning, row.language) for row in rows))


def misses_csv(rows: Iterable[Miss]) -> str:
    """Return the vain searches with one line per week."""
    lines = ((m.words, m.language, f"{week.week:%d.%m.%Y}", str(week.count)) for m in rows for week in m.weeks.all())
    return _csv(("suchwoerter", "sprache", "woche_ab", "anzahl"), lines)


def _csv(head: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    return out.getvalue()
