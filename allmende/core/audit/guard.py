# SPDX-License-Identifier: EUPL-1.2
"""Triggers that refuse to change or remove entries, on SQLite and PostgreSQL.

Only a restore (and the reset between tests) lifts them, inside its own transaction; `verify` tells when they are gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.db import connection, transaction

ENTRY, HEAD = "audit_entry", "audit_head"
_REFUSAL = "The audit log is append-only."

_SQLITE = {
    "audit_entry_no_update": f"BEFORE UPDATE ON {ENTRY}",
    "audit_entry_no_delete": f"BEFORE DELETE ON {ENTRY}",
    "audit_head_no_delete": f"BEFORE DELETE ON {HEAD}",
    "audit_head_no_return": f"BEFORE UPDATE ON {HEAD} WHEN NEW.sequence < OLD.sequence",
}
_POSTGRES = {
    "audit_entry_no_change": (ENTRY, "BEFORE UPDATE OR DELETE OR TRUNCATE", "FOR EACH STATEMENT"),
    "audit_head_no_delete": (HEAD, "BEFORE DELETE OR TRUNCATE", "FOR EACH STATEMENT"),
    "audit_head_no_return": (HEAD, "BEFORE UPDATE", "FOR EACH ROW WHEN (NEW.sequence < OLD.sequence)"),
}


class Guard(Protocol):
    """Triggers of another app that stand and are lifted together with these (a module with these functions)."""

    def install(self, database: Any = ...) -> None: ...

    def remove(self, database: Any = ...) -> None: ...

    def missing(self) -> list[str]: ...


_others: list[Guard] = []


def also(other: Guard) -> None:
    """Let a restore and the tests lift the triggers of another app too, and `verify` look after them."""
    if other not in _others:
        _others.append(other)


def install(database: Any = connection) -> None:
    """Put the triggers in place. Doing it again changes nothing."""
    remove(database)
    for other in _others:
        other.install(database)
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            for name, event in _SQLITE.items():
                cursor.execute(f"CREATE TRIGGER {name} {event} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END")
        else:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            for name, (table, event, scope) in _POSTGRES.items():
                cursor.execute(f"CREATE TRIGGER {name} {event} ON {table} {scope} EXECUTE FUNCTION audit_refuse()")


def remove(database: Any = connection) -> None:
    """Take the triggers away, where they are."""
    for other in _others:
        other.remove(database)
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            for name in _SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            tables = database.introspection.table_names(cursor)
            for name, (table, *_) in _POSTGRES.items():
                if table in tables:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")


def missing() -> list[str]:
    """Return the names of triggers that are not in place or switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            expected = set(_SQLITE)
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
            expected = set(_POSTGRES)
        absent = expected - {name for (name,) in cursor.fetchall()}
    return sorted([*absent, *(name for other in _others for name in other.missing())])


@contextmanager
def lifted() -> Iterator[None]:
    """Let rows be removed inside this block: one transaction, at whose end the triggers stand again."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            present = ENTRY in connection.introspection.table_names(cursor)
        if present:
            remove()
        yield
        if present:
            install()
