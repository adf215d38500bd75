# SPDX-License-Identifier: EUPL-1.2
"""Can this installation serve? Each part is tried, not assumed."""

from __future__ import annotations

import tempfile

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def readiness() -> dict[str, str]:
    """Return "ok" or a short reason for each part: database, migrations, files."""
    return {"database": _database(), "migrations": _migrations(), "files": _files()}


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "no connection"
    return "ok"


def _migrations() -> str:
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "unknown"
    return "pending" if pending else "ok"


def _files() -> str:
    try:
        with tempfile.TemporaryFile(dir=settings.HOME):
            return "ok"
    except OSError:
        return "not writable"
