# SPDX-License-Identifier: EUPL-1.2
"""Tests with real transactions leave rows behind: bring the database back to what the migrations left.

Django's own way, to empty every table, costs a second on PostgreSQL however little was written, and takes away what the
migrations put there (the page tree's root, groups, languages). Here only tables that hold rows are touched.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, transaction

from allmende.core.audit import guard

_copy: sqlite3.Connection | None = None
_kept: dict[str, str] = {}
"""PostgreSQL: what each table that is not empty at the start has as columns; the rows wait in the schema `fresh`."""


def keep() -> None:
    """Remember the state of the new test database. Do it once, before the first test."""
    global _copy  # noqa: PLW0603 (as long as the process)
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        _copy = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(_copy)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS fresh CASCADE; CREATE SCHEMA fresh")
        for table in _filled(cursor):
            cursor.execute(f'CREATE TABLE fresh."{table}" AS TABLE "{table}"')
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'fresh' AND table_name = %s",
                [table],
            )
            _kept[table] = ", ".join(f'"{name}"' for (name,) in cursor.fetchall())


def restore() -> None:
    """Bring that state back, all rows and triggers."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        assert _copy
        _copy.backup(connection.connection)
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            _restore_tables(cursor)
        if guard.missing():
            guard.install()
    ContentType.objects.clear_cache()
    cache.clear()


def _restore_tables(cursor: Any) -> None:
    # Neither the triggers of the append-only tables nor the foreign keys are asked (only a superuser may say so).
    cursor.execute("SET LOCAL session_replication_role = replica")
    for table in {*_filled(cursor), *_kept}:
        cursor.execute(f'DELETE FROM "{table}"')
    for table, columns in _kept.items():
        cursor.execute(f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM fresh."{table}"')
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in _kept]
    for statement in connection.ops.sequence_reset_sql(no_style(), models):
        cursor.execute(statement)


def _filled(cursor: Any) -> list[str]:
    """Return the tables that hold rows; not the list of migrations, which tests leave as it is."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'")
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for (table,) in cursor.fetchall())
    cursor.execute(" UNION ALL ".join(asked))
    return [table for (table,) in cursor.fetchall()]
